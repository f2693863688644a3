import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';

import { aTable, hoursLater, NOON } from '../../testing/a-table.js';
import { tableWorld } from '../../testing/table-world.js';
import type { DiningTable } from '../model/dining-table.js';

const PAID = {
  amountDue: 0,
  firstAt: NOON,
  unpaidSince: null,
  settledAt: hoursLater(1),
  printedAt: null,
  serverId: null,
  namedServerId: null,
};

describe('what follows from sittings', () => {
  const outletId = newId();
  const actor: UserActor = { kind: 'user', id: newId(), role: 'WAITER', outletIds: [outletId] };
  let world: ReturnType<typeof tableWorld>;
  let table: DiningTable;
  let sessionId: string;

  beforeEach(async () => {
    world = tableWorld();
    table = aTable(outletId);
    await world.tables.insert(table);
    sessionId = (await world.open.execute({ actor, tableId: table.id })).session.id;
    await world.states.tell([table.id]);
  });

  const session = async () => (await world.sessions.find([outletId], sessionId))!;
  const told = () =>
    world.events.flatMap(({ type, payload }) => (type === 'TABLE_STATE_CHANGED' ? [payload['state']] : []));

  it('begins their time anew where somebody ordered or paid, and nowhere else', async () => {
    world.clock.set(hoursLater(3));
    await world.follow.execute({ sessionIds: [sessionId], busyIds: [] });
    expect((await session()).expiresAt).toEqual(hoursLater(4));

    await world.follow.execute({ sessionIds: [sessionId], busyIds: [sessionId] });
    expect((await session()).expiresAt).toEqual(hoursLater(7));

    world.clock.set(hoursLater(8));
    await world.follow.execute({ sessionIds: [sessionId], busyIds: [sessionId] });
    expect((await session()).expiresAt).toEqual(hoursLater(7));
  });

  it('tells what nobody was there to notice', async () => {
    world.bills.bySession.set(sessionId, PAID);
    await world.watch.execute();
    await world.watch.execute();
    world.clock.set(hoursLater(5));
    await world.watch.execute();

    expect(told()).toEqual(['SEATED', 'PAID', 'FREE']);
  });

  it('ends a sitting once its outlet’s guests have lingered after their last payment', async () => {
    world.bills.bySession.set(sessionId, PAID);
    await world.watch.execute();
    world.clock.set(new Date(hoursLater(1).getTime() + 29 * 60_000));
    await world.endPaid.execute();
    world.outlets.lingerMinutes = 30;
    await world.endPaid.execute();
    expect((await session()).closedAt).toBeNull();

    world.clock.set(new Date(hoursLater(1).getTime() + 30 * 60_000));
    // They ordered again, which was not told yet.
    world.bills.bySession.set(sessionId, { ...PAID, amountDue: 100 });
    await world.endPaid.execute();
    expect((await session()).closedAt).toBeNull();

    world.bills.bySession.set(sessionId, PAID);
    await world.endPaid.execute();
    await world.endPaid.execute();
    expect((await session()).closedAt).toEqual(world.clock.now());
    expect(world.events.filter(({ type }) => type === 'TABLE_SESSION_CLOSED')).toHaveLength(1);
  });
});
