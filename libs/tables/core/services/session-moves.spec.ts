import { beforeEach, describe, expect, it } from '@jest/globals';

import { type GuestActor, newId, type UserActor } from '#libs/kernel';

import { aTable, hoursLater } from '../../testing/a-table.js';
import { tableWorld } from '../../testing/table-world.js';
import type { DiningTable } from '../model/dining-table.js';

describe('a party that moves', () => {
  const outletId = newId();
  const actor: UserActor = { kind: 'user', id: newId(), role: 'WAITER', outletIds: [outletId] };
  let world: ReturnType<typeof tableWorld>;
  let [here, there]: DiningTable[] = [];
  let seated: Awaited<ReturnType<typeof world.open.execute>>;

  beforeEach(async () => {
    world = tableWorld();
    [here, there] = [aTable(outletId, { name: 'Table 1' }), aTable(outletId, { name: 'Table 2' })];
    await world.tables.insert(here);
    await world.tables.insert(there);
    seated = await world.open.execute({ actor, tableId: here.id });
  });

  const move = (tableId = there!.id, join = false) =>
    world.api.moveSession({ actor, sessionId: seated.session.id, tableId, join });

  it('sits at the free table with the id and the phones that it had', async () => {
    const { from, to, isMoved } = await move();

    expect(from).toEqual(seated.session);
    expect(to).toEqual({ ...seated.session, tableId: there!.id, tableName: 'Table 2' });
    expect(isMoved).toBe(true);
    expect((await world.validate.execute({ token: seated.token }))?.id).toBe(seated.session.id);
    expect(world.events.at(-1)).toMatchObject({
      type: 'TABLE_SESSION_MOVED',
      outletId,
      sessionId: seated.session.id,
      payload: {
        id: seated.session.id,
        table_id: there!.id,
        table_name: 'Table 2',
        from_session_id: seated.session.id,
        from_table_id: here!.id,
        from_table_name: 'Table 1',
        joined: false,
        linked_table_ids: [],
      },
    });
    expect(world.audit.entries.at(-1)).toMatchObject({
      action: 'table_session.moved',
      details: { from_table_id: here!.id, to_table_id: there!.id, joined: false },
    });
  });

  it('joins who sits there only when it says so, and lasts as long as the longer of both', async () => {
    world.clock.set(hoursLater(1));
    const host = await world.open.execute({ actor, tableId: there!.id });

    await expect(move()).rejects.toMatchObject({ code: 'TABLE_OCCUPIED', details: { session_id: host.session.id } });
    const { to } = await move(there!.id, true);

    expect(to).toMatchObject({ id: host.session.id, expiresAt: hoursLater(5) });
    expect((await world.validate.execute({ token: seated.token }))?.id).toBe(host.session.id);
    expect(await world.sessions.find('all', seated.session.id)).toMatchObject({
      closedAt: hoursLater(1),
      joinedInto: host.session.id,
    });
    expect(world.events.at(-1)).toMatchObject({ payload: { joined: true, from_session_id: seated.session.id } });
  });

  it('finds the table free once the time of who sat there is over', async () => {
    const late = await world.open.execute({ actor, tableId: there!.id });
    world.clock.set(hoursLater(4));
    seated = await world.open.execute({ actor, tableId: here!.id });

    expect((await move()).to.id).toBe(seated.session.id);
    expect((await world.sessions.find('all', late.session.id))?.closedAt).toEqual(hoursLater(4));
    expect(world.events.slice(-2).map(({ type, sessionId }) => [type, sessionId])).toEqual([
      ['TABLE_SESSION_CLOSED', late.session.id],
      ['TABLE_SESSION_MOVED', seated.session.id],
    ]);
  });

  it('stays and tells nobody when it sits there already', async () => {
    const told = world.events.length;

    expect(await move(here!.id)).toMatchObject({ isMoved: false, to: { id: seated.session.id } });
    expect(world.events).toHaveLength(told);
    expect(world.audit.entries).toEqual([]);
  });

  it('goes nowhere that is not in use, unknown, or of another outlet', async () => {
    const closed = aTable(outletId, { active: false });
    const elsewhere = aTable(newId());
    await world.tables.insert(closed);
    await world.tables.insert(elsewhere);

    await expect(move(closed.id)).rejects.toMatchObject({ code: 'TABLE_INACTIVE' });
    await expect(move(elsewhere.id)).rejects.toMatchObject({ code: 'TABLE_NOT_FOUND' });
    await expect(move(newId())).rejects.toMatchObject({ code: 'TABLE_NOT_FOUND' });
    expect(await world.sessions.find('all', seated.session.id)).toEqual(seated.session);
  });

  it('does not move when it is over, or is not the actor’s to move', async () => {
    const stranger = { ...actor, outletIds: [newId()] };
    const sessionId = seated.session.id;

    await expect(
      world.api.moveSession({ actor: stranger, sessionId, tableId: there!.id, join: false }),
    ).rejects.toMatchObject({ code: 'TABLE_SESSION_NOT_FOUND' });
    await world.close.execute({ actor, id: sessionId });
    await expect(move()).rejects.toMatchObject({ code: 'TABLE_SESSION_CLOSED' });
  });

  it('is found by the id that it had before it joined', async () => {
    const host = await world.open.execute({ actor, tableId: there!.id });
    await move(there!.id, true);
    const guest: GuestActor = {
      kind: 'guest',
      role: 'GUEST',
      sessionId: host.session.id,
      tableId: there!.id,
      outletId,
    };

    expect((await world.api.openById(outletId, seated.session.id))?.id).toBe(host.session.id);
    expect((await world.api.openSession(guest, seated.session.id)).id).toBe(host.session.id);
    expect(await world.api.openById(newId(), seated.session.id)).toBeNull();
  });
});
