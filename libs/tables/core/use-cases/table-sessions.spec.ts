import { beforeEach, describe, expect, it } from '@jest/globals';

import { type Actor, type GuestActor, newId, type UserActor } from '#libs/kernel';

import { aTable, FOUR_HOURS_MS, hoursLater, NOON } from '../../testing/a-table.js';
import { tableWorld } from '../../testing/table-world.js';
import type { DiningTable } from '../model/dining-table.js';

describe('sitting down at a table', () => {
  const outletId = newId();
  const waiter: UserActor = { kind: 'user', id: newId(), role: 'WAITER', outletIds: [outletId] };
  const customer: UserActor = { kind: 'user', id: newId(), role: 'CUSTOMER', outletIds: [] };
  let world: ReturnType<typeof tableWorld>;
  let table: DiningTable;

  beforeEach(async () => {
    world = tableWorld();
    table = aTable(outletId);
    await world.tables.insert(table);
  });

  const scan = (qrSecret = table.qrSecret, actor?: Actor) => world.open.execute({ tableId: table.id, qrSecret, actor });
  const guestOf = ({ session }: { session: { id: string } }): GuestActor => ({
    kind: 'guest',
    role: 'GUEST',
    sessionId: session.id,
    tableId: table.id,
    outletId,
  });

  it('opens a session for the first phone and tells the outlet, without the token', async () => {
    const { session, token } = await scan();

    expect(session).toMatchObject({ tableId: table.id, outletId, openedBy: null, expiresAt: hoursLater(4) });
    expect(world.events).toEqual([
      {
        type: 'TABLE_SESSION_OPENED',
        outletId,
        sessionId: session.id,
        payload: {
          id: session.id,
          table_id: table.id,
          table_name: table.name,
          outlet_id: outletId,
          expires_at: hoursLater(4).toISOString(),
        },
      },
    ]);
    expect(JSON.stringify(world.events)).not.toContain(token);
  });

  it('lets the second phone join with a token of its own', async () => {
    const [first, second] = [await scan(), await scan()];

    expect(second.session.id).toBe(first.session.id);
    expect(second.token).not.toBe(first.token);
    expect(world.events).toHaveLength(1);
  });

  it('needs no secret of the outlet’s staff, and remembers who opened it', async () => {
    const { session } = await world.open.execute({ actor: waiter, tableId: table.id });

    expect(session.openedBy).toBe(waiter.id);
  });

  it.each([
    ['a stranger', undefined, 'TOKEN_MISSING'],
    ['a customer', customer, 'FORBIDDEN'],
    ['staff of another outlet', { ...waiter, outletIds: [newId()] }, 'TABLE_NOT_FOUND'],
  ])('asks %s for the secret', async (_, actor, code) => {
    await expect(world.open.execute({ actor, tableId: table.id })).rejects.toMatchObject({ code });

    expect((await scan(table.qrSecret, actor)).session.tableId).toBe(table.id);
  });

  it('answers a wrong secret as it answers a table that is not there', async () => {
    await expect(scan('wrong')).rejects.toMatchObject({ code: 'TABLE_NOT_FOUND' });
    await expect(world.open.execute({ tableId: newId(), qrSecret: table.qrSecret })).rejects.toMatchObject({
      code: 'TABLE_NOT_FOUND',
    });
    expect(world.events).toEqual([]);
  });

  it('seats nobody at a table that is not in use', async () => {
    await world.update.execute({ actor: waiter, id: table.id, changes: { active: false } });

    await expect(scan()).rejects.toMatchObject({ kind: 'conflict', code: 'TABLE_INACTIVE' });
  });

  it('refuses last week’s photo of a code that was rotated since, and keeps who sits there', async () => {
    const { token } = await scan();

    const rotated = await world.rotate.execute({ actor: waiter, id: table.id });

    await expect(scan()).rejects.toMatchObject({ code: 'TABLE_NOT_FOUND' });
    expect((await scan(rotated.qrSecret)).session.tableId).toBe(table.id);
    expect(await world.validate.execute({ token })).not.toBeNull();
  });

  it('starts the next sitting once the last one’s time is over', async () => {
    const first = await scan();
    world.clock.set(hoursLater(4));

    const next = await scan();

    expect(next.session.id).not.toBe(first.session.id);
    expect(world.events.map(({ type, sessionId }) => [type, sessionId])).toEqual([
      ['TABLE_SESSION_OPENED', first.session.id],
      ['TABLE_SESSION_CLOSED', first.session.id],
      ['TABLE_SESSION_OPENED', next.session.id],
    ]);
    expect(await world.validate.execute({ token: first.token })).toBeNull();
    expect((await world.validate.execute({ token: next.token }))?.id).toBe(next.session.id);
  });

  it('ends a session once, whoever asks again', async () => {
    const { session, token } = await scan();

    const closed = await world.close.execute({ actor: waiter, id: session.id });
    world.clock.set(hoursLater(1));
    const again = await world.close.execute({ actor: waiter, id: session.id });

    expect(closed.closedAt).toEqual(NOON);
    expect(again).toEqual(closed);
    expect(world.events.filter(({ type }) => type === 'TABLE_SESSION_CLOSED')).toHaveLength(1);
    expect(await world.validate.execute({ token })).toBeNull();
  });

  it('closes every session past its time with an event each, in any number', async () => {
    const tables = Array.from({ length: 450 }, () => aTable(outletId));
    for (const one of tables) {
      await world.tables.insert(one);
      await world.open.execute({ actor: waiter, tableId: one.id });
    }
    world.clock.set(new Date(NOON.getTime() + FOUR_HOURS_MS));

    await world.expire.execute();

    expect(world.events.filter(({ type }) => type === 'TABLE_SESSION_CLOSED')).toHaveLength(450);
  });

  describe('as ordering asks', () => {
    it('finds the session by id or token for the outlet’s staff and for its own guests', async () => {
      const seated = await scan();

      for (const key of [seated.session.id, seated.session.id.toUpperCase(), seated.token]) {
        expect((await world.api.openSession(waiter, key)).id).toBe(seated.session.id);
        expect((await world.api.openSession(guestOf(seated), key)).id).toBe(seated.session.id);
      }
    });

    it('takes a customer’s token for proof, and an id for nothing', async () => {
      const { session, token } = await scan();

      expect((await world.api.openSession(customer, token)).id).toBe(session.id);
      await expect(world.api.openSession(customer, session.id)).rejects.toMatchObject({
        code: 'TABLE_SESSION_NOT_FOUND',
      });
    });

    it('does not know the session to strangers, whatever they hold', async () => {
      const seated = await scan();
      const strangers: Actor[] = [
        { ...waiter, outletIds: [newId()] },
        { ...guestOf(seated), sessionId: newId() },
      ];

      for (const stranger of strangers) {
        for (const key of [seated.session.id, seated.token, newId(), 'ts_nonsense', '']) {
          await expect(world.api.openSession(stranger, key)).rejects.toMatchObject({ code: 'TABLE_SESSION_NOT_FOUND' });
        }
      }
    });

    it('says of an ended session that it has ended', async () => {
      const { session, token } = await scan();
      world.clock.set(hoursLater(4));

      await expect(world.api.openSession(waiter, token)).rejects.toMatchObject({ code: 'TABLE_SESSION_CLOSED' });
      await expect(world.api.assertStillOpen(session)).rejects.toMatchObject({ code: 'TABLE_SESSION_CLOSED' });
      expect(await world.api.sessionAt(outletId, table.id)).toBeNull();
    });

    it('tells a table and who sits there within an outlet alone', async () => {
      const { session } = await scan();

      expect(await world.api.table(outletId, table.id)).toEqual({ id: table.id, name: table.name });
      expect((await world.api.sessionAt(outletId, table.id))?.id).toBe(session.id);
      expect(await world.api.sessionAt(newId(), table.id)).toBeNull();
      await expect(world.api.table(newId(), table.id)).rejects.toMatchObject({ code: 'TABLE_NOT_FOUND' });
    });
  });
});
