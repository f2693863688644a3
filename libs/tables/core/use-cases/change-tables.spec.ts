import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';

import { hoursLater, NOON } from '../../testing/a-table.js';
import { tableWorld } from '../../testing/table-world.js';
import type { DiningTable } from '../model/dining-table.js';

describe('changing tables', () => {
  const outletId = newId();
  const actor: UserActor = { kind: 'user', id: newId(), role: 'SUPERVISOR', outletIds: [outletId] };
  const stranger: UserActor = { ...actor, outletIds: [newId()] };
  const draft = { outletId, name: 'Table 4', area: 'Terrace', seats: 4, minParty: null, maxParty: null, active: true };
  let world: ReturnType<typeof tableWorld>;
  let table: DiningTable;

  beforeEach(async () => {
    world = tableWorld();
    table = await world.create.execute({ actor, draft });
    world.clock.set(hoursLater(1));
  });

  it('adds a table with a code of its own, and keeps the code out of the audit log', async () => {
    const other = await world.create.execute({ actor, draft: { ...draft, name: 'Table 5' } });

    expect(table).toMatchObject({ ...draft, version: 1, createdAt: NOON, updatedAt: NOON });
    expect(other.qrSecret).not.toBe(table.qrSecret);
    expect(world.audit.entries[0]).toEqual({
      outletId,
      actor: { kind: 'user', id: actor.id, role: 'SUPERVISOR' },
      action: 'table.created',
      subjectType: 'table',
      subjectId: table.id,
      details: { name: 'Table 4' },
    });
    expect(JSON.stringify(world.audit.entries)).not.toContain(table.qrSecret);
  });

  it('adds none at an outlet of others, at one that is closed, or by a name that is taken', async () => {
    await expect(world.create.execute({ actor: stranger, draft })).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
    await expect(world.create.execute({ actor, draft: { ...draft, name: 'TABLE 4' } })).rejects.toMatchObject({
      kind: 'conflict',
      code: 'TABLE_NAME_TAKEN',
    });
    world.outlets.closed.add(outletId);
    await expect(world.create.execute({ actor, draft: { ...draft, name: 'Table 6' } })).rejects.toMatchObject({
      code: 'OUTLET_NOT_FOUND',
    });
    expect(world.audit.entries).toHaveLength(1);
  });

  it('changes the fields that are named and no others', async () => {
    const changed = await world.update.execute({ actor, id: table.id, changes: { seats: 6 }, version: 1 });

    expect(changed).toEqual({ ...table, seats: 6, version: 2, updatedAt: hoursLater(1) });
    expect(world.audit.entries.at(-1)).toMatchObject({
      action: 'table.updated',
      details: { name: 'Table 4', changes: { seats: 6 } },
    });
  });

  it('makes no version of a change that changes nothing', async () => {
    expect(await world.update.execute({ actor, id: table.id, changes: { name: 'Table 4', seats: 4 } })).toEqual(table);
    expect(world.audit.entries).toHaveLength(1);
  });

  it('refuses a change to a version that is not the newest, and says which is', async () => {
    await world.update.execute({ actor, id: table.id, changes: { seats: 6 } });

    await expect(
      world.update.execute({ actor, id: table.id, changes: { seats: 8 }, version: 1 }),
    ).rejects.toMatchObject({ code: 'VERSION_CONFLICT', details: { version: 2 } });
    await expect(world.replace.execute({ actor, id: table.id, draft, version: 1 })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { version: 2 },
    });
  });

  it('sets every field of a replacement, but neither the outlet nor the code', async () => {
    const other = { ...draft, outletId: newId(), name: 'Bar', area: null, seats: null, active: false };

    const replaced = await world.replace.execute({ actor, id: table.id, draft: other, version: 1 });

    expect(replaced).toEqual({
      ...table,
      name: 'Bar',
      area: null,
      seats: null,
      minParty: null,
      maxParty: null,
      active: false,
      version: 2,
      updatedAt: hoursLater(1),
    });
  });

  it('gives a table a new code as a new version', async () => {
    const rotated = await world.rotate.execute({ actor, id: table.id });

    expect(rotated.qrSecret).not.toBe(table.qrSecret);
    expect(rotated).toEqual({ ...table, qrSecret: rotated.qrSecret, version: 2, updatedAt: hoursLater(1) });
    expect(world.audit.entries.at(-1)).toMatchObject({ action: 'table.qr_rotated', details: { name: 'Table 4' } });
    expect(JSON.stringify(world.audit.entries)).not.toContain(rotated.qrSecret);
  });

  it('takes no table away where guests sit, and does once they have left', async () => {
    const { session } = await world.open.execute({ actor, tableId: table.id });

    await expect(world.remove.execute({ actor, id: table.id })).rejects.toMatchObject({
      code: 'TABLE_OCCUPIED',
      details: { session_id: session.id },
    });
    await world.close.execute({ actor, id: session.id });
    await world.remove.execute({ actor, id: table.id });
    expect(await world.tables.find('all', table.id)).toBeNull();
    expect(world.audit.entries.map(({ action }) => action)).toEqual([
      'table.created',
      'table_session.closed',
      'table.deleted',
    ]);
  });

  it('does not know a table of another outlet', async () => {
    const missing = { code: 'TABLE_NOT_FOUND' };

    for (const [who, id] of [
      [stranger, table.id],
      [actor, newId()],
    ] as const) {
      await expect(world.update.execute({ actor: who, id, changes: { seats: 1 } })).rejects.toMatchObject(missing);
      await expect(world.replace.execute({ actor: who, id, draft })).rejects.toMatchObject(missing);
      await expect(world.rotate.execute({ actor: who, id })).rejects.toMatchObject(missing);
      await expect(world.remove.execute({ actor: who, id })).rejects.toMatchObject(missing);
    }
    expect(await world.tables.find('all', table.id)).toEqual(table);
  });

  it('does not know a session of another outlet, and closes none of it', async () => {
    const { session } = await world.open.execute({ actor, tableId: table.id });

    await expect(world.close.execute({ actor: stranger, id: session.id })).rejects.toMatchObject({
      code: 'TABLE_SESSION_NOT_FOUND',
    });
    expect(await world.sessions.find('all', session.id)).toEqual(session);
  });
});
