import type { JSX } from 'preact';

import type { Schemas } from '../shared/api.js';
import { newId } from '../shared/uuid.js';
import { t } from '../shared/words/index.js';
import { asSeen } from './as-seen.js';
import type { Admin, Outlet } from './admin.js';
import { FormSheet } from './form.js';
import { finish } from './finish.js';
import { listIn, textIn } from './form-values.js';
import type { Schedule } from './shapes.js';

type Day = Schemas['ScheduleWindowDay'];

const DAYS: readonly Day[] = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];

interface ScheduleSheetProps {
  readonly admin: Admin;
  readonly outlet: Outlet;
  /** Null for a new one. */
  readonly schedule: Schedule | null;
  readonly onClose: () => void;
  readonly onDone: () => void | Promise<void>;
}

/** Hours of the week. Of a schedule with several windows the first is edited here, and the others stay. */
export function ScheduleSheet({ admin, outlet, schedule, onClose, onDone }: ScheduleSheetProps): JSX.Element {
  const { admin: words } = t.value;
  const [first, ...others] = schedule?.windows ?? [];
  const path = schedule && { path: { id: schedule.id } };
  return (
    <FormSheet
      title={schedule ? words.edit(schedule.name) : words.addSchedule}
      onClose={onClose}
      submit={words.save}
      fields={[
        { kind: 'text', name: 'name', label: words.name, required: true, maxLength: 60 },
        {
          kind: 'several',
          name: 'days',
          label: words.weekdays,
          options: DAYS.map((value) => ({ value, label: words.days[value] })),
        },
        { kind: 'text', name: 'from', label: words.from, hint: words.timeHint, required: true, maxLength: 5 },
        { kind: 'text', name: 'to', label: words.to, hint: words.timeToHint, required: true, maxLength: 5 },
      ]}
      values={{
        name: schedule?.name ?? '',
        days: first?.days ?? DAYS,
        from: first?.from ?? '07:00',
        to: first?.to ?? '11:00',
      }}
      onSubmit={async (values) => {
        const days = listIn(values, 'days') as Day[];
        const window = { days, from: textIn(values, 'from'), to: textIn(values, 'to') };
        const body = { name: textIn(values, 'name'), windows: [window, ...others] };
        const told = path
          ? await admin.api.patch('/api/v1/schedules/{id}', {
              params: path,
              body: { ...body, version: schedule.version },
            })
          : await admin.api.post('/api/v1/schedules', { key: newId(), body: { ...body, outlet_id: outlet.id } });
        return finish(told, onDone);
      }}
      {...(schedule && {
        onDelete: async () => {
          const told = await admin.api.del('/api/v1/schedules/{id}', { params: asSeen(schedule) });
          return finish(told, onDone);
        },
      })}
    />
  );
}
