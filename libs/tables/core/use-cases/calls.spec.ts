import { beforeEach, describe, expect, it } from '@jest/globals';

import { type GuestActor, newId, type UserActor } from '#libs/kernel';

import { aTable, NOON } from '../../testing/a-table.js';
import { tableWorld } from '../../testing/table-world.js';

describe('calls from a table', () => {
  const outletId = newId();
  const waiter: UserActor = { kind: 'user', id: newId(), role: 'WAITER', outletIds: [outletId] };
  let world: ReturnType<typeof tableWorld>;
  let guest: GuestActor;
  let sessionId: string;

  beforeEach(async () => {
    world = tableWorld();
    const table = aTable(outletId);
    await world.tables.insert(table);
    ({
      session: { id: sessionId },
    } = await world.open.execute({ actor: waiter, tableId: table.id }));
    guest = { kind: 'guest', role: 'GUEST', sessionId, tableId: table.id, outletId };
  });

  const call = (kind: 'WAITER' | 'BILL' = 'WAITER', more: object = {}) =>
    world.call.execute({ actor: guest, sessionId, kind, ...more });
  const told = () =>
    world.events.slice(1).map(({ type, payload }) => `${type} ${String((payload as { status: string }).status)}`);

  it('are one of a kind at a time, until somebody was there', async () => {
    const first = await call('WAITER', { note: 'a high chair', method: 'pix' });
    const second = await call();

    expect(first.call).toMatchObject({ kind: 'WAITER', note: 'a high chair', method: null, createdAt: NOON });
    expect([second.isNew, second.call.id]).toEqual([false, first.call.id]);
    expect((await call('BILL', { method: 'pix' })).call.method).toBe('pix');
    await world.acknowledge.execute({ actor: waiter, id: first.call.id });
    await world.acknowledge.execute({ actor: waiter, id: first.call.id });
    await world.finish.execute({ actor: waiter, id: first.call.id });
    const over = await world.finish.execute({ actor: waiter, id: first.call.id });
    expect(over).toMatchObject({ acknowledgedBy: waiter.id, closedBy: waiter.id, closedAt: NOON });
    expect((await call()).isNew).toBe(true);
    expect(told()).toEqual([
      'SERVICE_CALLED OPEN',
      'SERVICE_CALLED OPEN',
      'SERVICE_CALL_ACKNOWLEDGED ACKNOWLEDGED',
      'SERVICE_CALL_CLOSED DONE',
      'SERVICE_CALLED OPEN',
    ]);
  });

  it('are six in ten minutes; the seventh waits until the first is ten minutes old', async () => {
    for (let i = 0; i < 6; i++) {
      world.clock.set(new Date(NOON.getTime() + i * 30_000));
      await world.finish.execute({ actor: waiter, id: (await call()).call.id });
    }
    await expect(call()).rejects.toMatchObject({ code: 'RATE_LIMITED', details: { retry_after: 450 } });
    world.clock.set(new Date(NOON.getTime() + 600_000));
    expect((await call()).isNew).toBe(true);
  });

  it('are over with their sitting, and another outlet’s staff know nothing of them', async () => {
    const { id } = (await call()).call;
    const stranger = { ...waiter, outletIds: [newId()] };

    await expect(world.finish.execute({ actor: stranger, id })).rejects.toMatchObject({ code: 'CALL_NOT_FOUND' });
    await world.close.execute({ actor: waiter, id: sessionId });
    expect(await world.calls.find('all', id)).toMatchObject({ closedAt: NOON, closedBy: null });
    expect(world.events.slice(-2).map(({ type }) => type)).toEqual(['SERVICE_CALL_CLOSED', 'TABLE_SESSION_CLOSED']);
    await expect(call()).rejects.toMatchObject({ code: 'TABLE_SESSION_CLOSED' });
  });
});
