import { type FieldFault, invalid, newId, type Schedule } from '#libs/kernel';

export interface ScheduleFields {
  readonly name: string;
  readonly schedule: Schedule;
}

/** Hours with a name, of one outlet or, when `outletId` is null, of all of them: each by the clock on its own wall. */
export interface NamedSchedule extends ScheduleFields {
  readonly id: string;
  readonly outletId: string | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface ScheduleChanges extends Partial<Schedule> {
  readonly name?: string;
}
export type ScheduleDraft = ScheduleChanges & Pick<ScheduleFields, 'name'> & Pick<Schedule, 'windows'>;

/** Throws `VALIDATION_FAILED`. */
export function newSchedule(outletId: string | null, draft: ScheduleDraft, now: Date): NamedSchedule {
  const { name, windows, startsOn = null, endsOn = null, except = [] } = draft;
  const schedule = checked({ windows, startsOn, endsOn, except });
  return { id: newId(), outletId, name, schedule, version: 1, createdAt: now, updatedAt: now };
}

/** The schedule with some fields changed, in its next version. Throws `VALIDATION_FAILED`. */
export function reviseSchedule(
  before: NamedSchedule,
  { name = before.name, ...hours }: ScheduleChanges,
  now: Date,
): NamedSchedule {
  const schedule = checked({ ...before.schedule, ...hours });
  return { ...before, name, schedule, version: before.version + 1, updatedAt: now };
}

function checked(schedule: Schedule): Schedule {
  const { startsOn, endsOn } = schedule;
  const faults: FieldFault[] = [];
  if (startsOn !== null && endsOn !== null && endsOn < startsOn) {
    faults.push({ pointer: '/ends_on', code: 'ENDS_BEFORE_START', message: 'ends_on must not be before starts_on' });
  }
  if (faults.length > 0) throw invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', faults);
  return schedule;
}
