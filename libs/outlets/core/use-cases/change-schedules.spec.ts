import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { InMemoryScheduleRepository } from '../../testing/in-memory-schedule.repository.js';
import { KnownOutlets } from '../../testing/known-outlets.js';
import { outletWorld } from '../../testing/outlet-world.js';
import { scheduleRepositoryContract } from '../../testing/schedule-repository.contract.js';
import { ScheduleChangeLog } from '../services/schedule-change-log.js';
import { CreateSchedule } from './create-schedule.js';
import { DeleteSchedule } from './delete-schedule.js';
import { UpdateSchedule } from './update-schedule.js';

const windows = [{ days: ['MON' as const], from: '17:00', to: '19:00' }];

describe('changing schedules', () => {
  const cafe = newId();
  let world: ReturnType<typeof outletWorld>;
  let schedules: InMemoryScheduleRepository;
  let create: CreateSchedule;
  let update: UpdateSchedule;
  let remove: DeleteSchedule;

  beforeEach(() => {
    world = outletWorld();
    schedules = new InMemoryScheduleRepository();
    const changes = new ScheduleChangeLog(world.audit, world.events);
    create = new CreateSchedule(
      schedules,
      new KnownOutlets({ id: cafe, currency: 'IDR' }),
      changes,
      world.unitOfWork,
      world.clock,
    );
    update = new UpdateSchedule(schedules, changes, world.unitOfWork, world.clock);
    remove = new DeleteSchedule(schedules, changes, world.unitOfWork, world.clock);
  });

  const made = (outletId: string | null = cafe, more: object = {}) =>
    create.execute({ actor: world.admin, outletId, draft: { name: 'Happy hour', windows, ...more } });

  it('leaves an audit entry and an event behind each time', async () => {
    const { id } = await made();
    await update.execute({ actor: world.admin, id, changes: { name: 'Happy hours' }, version: 1 });
    await remove.execute({ actor: world.admin, id, version: 2 });

    expect(world.audit.entries.map(({ action, outletId }) => [action, outletId])).toEqual([
      ['schedule.created', cafe],
      ['schedule.updated', cafe],
      ['schedule.deleted', cafe],
    ]);
    expect(world.events.events.map(({ type, payload }) => [type, payload])).toEqual([
      ['SCHEDULE_CHANGED', { id, change: 'created' }],
      ['SCHEDULE_CHANGED', { id, change: 'updated' }],
      ['SCHEDULE_CHANGED', { id, change: 'deleted' }],
    ]);
    await expect(remove.execute({ actor: world.admin, id })).rejects.toMatchObject({ code: 'SCHEDULE_NOT_FOUND' });
  });

  it('is refused for an outlet that is not there, an end before the start, and an old version', async () => {
    await expect(made(newId())).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
    const dates = { startsOn: '2026-06-01', endsOn: '2026-05-31' };
    await expect(made(null, dates)).rejects.toMatchObject({
      faults: [{ pointer: '/ends_on', code: 'ENDS_BEFORE_START' }],
    });
    const { id } = await made(null, { startsOn: '2026-06-01' });
    const ends = update.execute({ actor: world.admin, id, changes: { endsOn: '2026-05-31' } });
    await expect(ends).rejects.toMatchObject({ faults: [{ pointer: '/ends_on' }] });
    const old = update.execute({ actor: world.admin, id, changes: { name: 'x' }, version: 2 });
    await expect(old).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    const supervisor = { ...world.admin, role: 'SUPERVISOR' as const, outletIds: [newId()] };
    const { id: own } = await made();
    await expect(remove.execute({ actor: supervisor, id: own })).rejects.toMatchObject({ code: 'SCHEDULE_NOT_FOUND' });
  });
});

describe('InMemoryScheduleRepository', () => {
  let repository: InMemoryScheduleRepository;
  beforeEach(() => {
    repository = new InMemoryScheduleRepository();
  });

  scheduleRepositoryContract(() => repository);
});
