import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';

import { outletWorld } from '../../testing/outlet-world.js';
import type { Outlet } from '../model/outlet.js';
import { CreateOutlet } from './create-outlet.js';
import { DeleteOutlet } from './delete-outlet.js';
import { ReplaceOutlet } from './replace-outlet.js';
import { UpdateOutlet } from './update-outlet.js';

describe('changing outlets', () => {
  let world: ReturnType<typeof outletWorld>;
  let outlet: Outlet;
  let update: UpdateOutlet;

  beforeEach(async () => {
    world = outletWorld();
    const { outlets, changes, unitOfWork, clock, admin: actor } = world;
    update = new UpdateOutlet(outlets, changes, unitOfWork, clock);
    const draft = { name: 'Kopi Senja', currency: 'IDR', timeZone: 'Asia/Jakarta' };
    outlet = await new CreateOutlet(outlets, changes, unitOfWork, clock).execute({ actor, draft });
  });

  it('leaves an event, an audit entry, and fresh memories behind', async () => {
    await update.execute({ actor: world.admin, id: outlet.id, changes: { taxRate: 1000 } });

    expect(world.events.events).toEqual([
      { type: 'OUTLET_CHANGED', outletId: outlet.id, payload: { id: outlet.id, change: 'created' } },
      { type: 'OUTLET_CHANGED', outletId: outlet.id, payload: { id: outlet.id, change: 'updated' } },
    ]);
    expect(world.audit.entries.at(-1)).toMatchObject({
      action: 'outlet.updated',
      actor: { id: world.admin.id },
      details: { from: { taxRate: 0 }, to: { taxRate: 1000 } },
    });
    expect(world.memory.forgotten).toBe(2);
  });

  it('refuses a change to a version that is not the newest, and says which is', async () => {
    await update.execute({ actor: world.admin, id: outlet.id, changes: { name: 'Kopi Fajar' }, version: 1 });

    await expect(
      update.execute({ actor: world.admin, id: outlet.id, changes: { name: 'Kopi Malam' }, version: 1 }),
    ).rejects.toMatchObject({ kind: 'conflict', code: 'VERSION_CONFLICT', details: { version: 2 } });
  });

  it('makes no version of a change that changes nothing', async () => {
    const same = await update.execute({ actor: world.admin, id: outlet.id, changes: { name: outlet.name } });

    expect(same.version).toBe(1);
    expect(world.events.events).toHaveLength(1);
  });

  it('sets every field of a replacement, but keeps the prefix that nobody names', async () => {
    const { admin: actor } = world;
    await update.execute({ actor, id: outlet.id, changes: { taxRate: 1000, orderPrefix: 'JKT' } });
    const draft = { name: 'Kopi Fajar', currency: 'IDR', timeZone: 'Asia/Makassar' };
    const replace = new ReplaceOutlet(update);

    expect(await replace.execute({ actor, id: outlet.id, draft })).toMatchObject({
      name: 'Kopi Fajar',
      timeZone: 'Asia/Makassar',
      taxRate: 0,
      orderPrefix: 'JKT',
    });
    expect(await replace.execute({ actor, id: outlet.id, draft: { ...draft, orderPrefix: 'MKS' } })).toMatchObject({
      orderPrefix: 'MKS',
    });
  });

  it('does not know an outlet that is deleted, unknown, or of somebody else', async () => {
    const { outlets, changes, unitOfWork, clock, admin: actor } = world;
    const remove = new DeleteOutlet(outlets, changes, unitOfWork, clock);
    const stranger: UserActor = { ...actor, role: 'SUPERVISOR', outletIds: [newId()] };
    const missing = { code: 'OUTLET_NOT_FOUND' };

    await expect(remove.execute({ actor: stranger, id: outlet.id })).rejects.toMatchObject(missing);
    await expect(update.execute({ actor: stranger, id: outlet.id, changes: {} })).rejects.toMatchObject(missing);
    await remove.execute({ actor, id: outlet.id });
    await expect(remove.execute({ actor, id: outlet.id })).rejects.toMatchObject(missing);
    await expect(update.execute({ actor, id: outlet.id, changes: {} })).rejects.toMatchObject(missing);
  });
});
