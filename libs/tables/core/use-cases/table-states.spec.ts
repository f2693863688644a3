import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';

import { aTable, hoursLater, NOON } from '../../testing/a-table.js';
import { tableWorld } from '../../testing/table-world.js';
import type { DiningTable } from '../model/dining-table.js';

describe('tables that are cleaned, blocked and linked', () => {
  const outletId = newId();
  const actor: UserActor = { kind: 'user', id: newId(), role: 'SUPERVISOR', outletIds: [outletId] };
  const stranger: UserActor = { ...actor, id: newId(), outletIds: [newId()] };
  let world: ReturnType<typeof tableWorld>;
  let [here, there, third]: DiningTable[] = [];

  beforeEach(async () => {
    world = tableWorld();
    [here, there, third] = ['1', '2', '3'].map((name) => aTable(outletId, { name: `Table ${name}` }));
    for (const table of [here, there, third]) await world.tables.insert(table!);
  });

  const sit = (table = here!) => world.open.execute({ actor, tableId: table.id });
  const link = (sessionId: string, ...tables: DiningTable[]) =>
    world.link.execute({ actor, sessionId, tableIds: tables.map(({ id }) => id) });
  /** What was told of states, as `Table: state (of sitting)`. */
  const told = () =>
    world.events
      .filter(({ type }) => type === 'TABLE_STATE_CHANGED')
      .map(({ payload }) => `${payload['table_name'] as string}: ${payload['state'] as string}`);

  it('tells each state once, and again when others sit there', async () => {
    const { session } = await sit();
    await world.states.tellOfSessions([session.id]);
    await world.states.tell([here!.id]);
    world.bills.bySession.set(session.id, {
      amountDue: 100,
      firstAt: NOON,
      unpaidSince: NOON,
      settledAt: null,
      printedAt: null,
      serverId: null,
      namedServerId: null,
    });
    await world.states.tell([here!.id]);
    await world.states.tell([here!.id]);
    await world.close.execute({ actor, id: session.id });
    await sit();
    await world.states.tell([here!.id]);

    expect(told()).toEqual(['Table 1: SEATED', 'Table 1: ORDERED', 'Table 1: SEATED']);
    expect(world.events.at(-1)).toMatchObject({ outletId, payload: { previous_state: 'ORDERED', linked_to: null } });
    expect(world.events.at(-1)?.sessionId).toBeUndefined();
  });

  it('is dirty once guests have left, where the outlet says so, until it is cleaned', async () => {
    world.outlets.tablesNeedCleaning = true;
    const { session } = await sit();
    await link(session.id, there!);
    await world.close.execute({ actor, id: session.id });
    await world.states.tell([here!.id, there!.id]);
    world.clock.set(hoursLater(1));
    await world.clean.execute({ actor, id: there!.id });
    await world.clean.execute({ actor, id: there!.id });

    expect(told()).toEqual(['Table 2: SEATED', 'Table 1: DIRTY', 'Table 2: DIRTY', 'Table 2: FREE']);
    expect(world.events.at(-1)?.payload['state_since']).toBe(hoursLater(1).toISOString());
    await expect(world.clean.execute({ actor: stranger, id: here!.id })).rejects.toMatchObject({
      code: 'TABLE_NOT_FOUND',
    });
  });

  it('keeps guests away from a blocked table, which is never one where they sit', async () => {
    const { session } = await sit(there);
    await world.block.execute({ actor, id: here!.id });
    await world.block.execute({ actor, id: here!.id });

    await expect(sit(here)).rejects.toMatchObject({ code: 'TABLE_BLOCKED' });
    await expect(link(session.id, here!)).rejects.toMatchObject({ code: 'TABLE_BLOCKED' });
    const move = { actor, sessionId: session.id, tableId: here!.id, join: true };
    await expect(world.api.moveSession(move)).rejects.toMatchObject({ code: 'TABLE_BLOCKED' });
    await expect(world.block.execute({ actor, id: there!.id })).rejects.toMatchObject({ code: 'TABLE_OCCUPIED' });
    await expect(world.block.execute({ actor: stranger, id: third!.id })).rejects.toMatchObject({
      code: 'TABLE_NOT_FOUND',
    });
    await expect(world.unblock.execute({ actor, id: here!.id, version: 1 })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    await world.unblock.execute({ actor, id: here!.id, version: 2 });
    await world.unblock.execute({ actor, id: here!.id });
    await sit(here);

    expect(told()).toEqual(['Table 1: BLOCKED', 'Table 1: FREE']);
    expect(world.audit.entries.map(({ action }) => action)).toEqual(['table.blocked', 'table.unblocked']);
  });

  it('is one sitting at several tables: each code joins it, and no other sitting gets a table of it', async () => {
    const { session } = await sit();
    await link(session.id, there!, third!);
    await link(session.id, third!);

    const scanned = await world.open.execute({ tableId: there!.id, qrSecret: there!.qrSecret });
    expect(scanned.session.id).toBe(session.id);
    expect((await world.api.sessionAt(outletId, third!.id))?.id).toBe(session.id);
    await expect(world.remove.execute({ actor, id: third!.id })).rejects.toMatchObject({ code: 'TABLE_OCCUPIED' });
    await expect(world.block.execute({ actor, id: third!.id })).rejects.toMatchObject({ code: 'TABLE_OCCUPIED' });
    expect(told()).toEqual(['Table 2: SEATED', 'Table 3: SEATED']);
    expect(world.events.at(-1)?.payload['linked_to']).toBe(here!.id);
    expect(world.audit.entries.at(-1)?.details).toEqual({ table_ids: [there!.id, third!.id] });
  });

  it('does not link a table of another sitting, of another outlet, or to a sitting that is over', async () => {
    const { session } = await sit();
    const other = await sit(there);
    await link(other.session.id, third!);
    const foreign = aTable(newId());
    await world.tables.insert(foreign);

    await expect(link(session.id, there!)).rejects.toMatchObject({ code: 'TABLE_OCCUPIED' });
    await expect(link(session.id, third!)).rejects.toMatchObject({ code: 'TABLE_OCCUPIED' });
    await expect(link(session.id, foreign)).rejects.toMatchObject({ code: 'TABLE_NOT_FOUND' });
    await expect(
      world.link.execute({ actor: stranger, sessionId: session.id, tableIds: [third!.id] }),
    ).rejects.toMatchObject({ code: 'TABLE_SESSION_NOT_FOUND' });
    await world.close.execute({ actor, id: session.id });
    await expect(link(session.id, third!)).rejects.toMatchObject({ code: 'TABLE_SESSION_CLOSED' });
  });

  it('gives up a linked table, and never its own', async () => {
    const { session } = await sit();
    await link(session.id, there!);
    const unlink = (tableId: string, by = actor) => world.unlink.execute({ actor: by, sessionId: session.id, tableId });

    await expect(unlink(here!.id)).rejects.toMatchObject({ code: 'TABLE_NOT_LINKED' });
    await expect(unlink(there!.id, stranger)).rejects.toMatchObject({ code: 'TABLE_SESSION_NOT_FOUND' });
    await unlink(there!.id);
    await expect(unlink(there!.id)).rejects.toMatchObject({ code: 'TABLE_NOT_LINKED' });

    expect(told()).toEqual(['Table 2: SEATED', 'Table 2: FREE']);
    expect((await sit(there)).session.id).not.toBe(session.id);
  });

  it('takes its links along when it moves, and gives them up when it joins others', async () => {
    const { session } = await sit();
    await link(session.id, there!);

    const moved = await world.api.moveSession({ actor, sessionId: session.id, tableId: third!.id, join: false });
    expect(moved.to).toMatchObject({ id: session.id, tableId: third!.id });
    expect((await world.api.sessionAt(outletId, there!.id))?.id).toBe(session.id);
    // To one of its own tables: that is its table from then on, and no link.
    await world.api.moveSession({ actor, sessionId: session.id, tableId: there!.id, join: false });
    await expect(world.unlink.execute({ actor, sessionId: session.id, tableId: there!.id })).rejects.toMatchObject({
      code: 'TABLE_NOT_LINKED',
    });

    const host = await sit(here);
    await link(host.session.id, third!);
    await expect(
      world.api.moveSession({ actor, sessionId: session.id, tableId: third!.id, join: false }),
    ).rejects.toMatchObject({ code: 'TABLE_OCCUPIED' });
    const joined = await world.api.moveSession({ actor, sessionId: session.id, tableId: third!.id, join: true });
    expect(joined.to.id).toBe(host.session.id);
    expect(await world.api.sessionAt(outletId, there!.id)).toBeNull();
  });
});
