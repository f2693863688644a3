import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { anOutlet } from '../../../outlets/testing/an-outlet.js';
import { anActor } from '../../testing/a-shift.js';
import { shiftWorld } from '../../testing/shift-world.js';

describe('drawers with a name', () => {
  const outlet = anOutlet();
  const owner = anActor('ADMIN', outlet.id);
  const [budi, sari] = [anActor('KASIR', outlet.id), anActor('KASIR', outlet.id)];
  let world: ReturnType<typeof shiftWorld>;

  beforeEach(() => {
    world = shiftWorld(outlet);
    for (const { id } of [budi, sari]) world.roles.set(id, 'KASIR');
  });

  const aDrawer = (name = 'Till 1') => world.createDrawer.execute({ actor: owner, outletId: outlet.id, name });
  const open = (actor = budi, drawerId?: string) =>
    world.open.execute({ actor, outletId: outlet.id, startCash: 200_000, drawerId });
  const nameOf = ({ id }: { readonly id: string }) => `Person ${id.slice(-4)}`;

  it('are added, renamed and taken away, each told in the audit log, and a name is one drawer’s', async () => {
    const drawer = await aDrawer();
    const change = { actor: owner, id: drawer.id };

    await expect(aDrawer('TILL 1')).rejects.toMatchObject({ code: 'DRAWER_NAME_TAKEN' });
    expect(await world.updateDrawer.execute({ ...change, name: 'Till 1' })).toEqual(drawer);
    const renamed = await world.updateDrawer.execute({ ...change, name: 'Bar', version: 1 });
    expect(renamed).toMatchObject({ id: drawer.id, name: 'Bar', version: 2 });
    await expect(world.updateDrawer.execute({ ...change, name: 'Door', version: 1 })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    await expect(world.deleteDrawer.execute({ ...change, version: 1 })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    await world.deleteDrawer.execute(change);
    await expect(world.deleteDrawer.execute(change)).rejects.toMatchObject({ code: 'DRAWER_NOT_FOUND' });
    await expect(world.updateDrawer.execute({ ...change, name: 'Bar' })).rejects.toMatchObject({
      code: 'DRAWER_NOT_FOUND',
    });
    expect(world.audit.map(({ action, details }) => [action, details])).toEqual([
      ['drawer.created', { name: 'Till 1' }],
      ['drawer.updated', { name: 'Bar', was: 'Till 1' }],
      ['drawer.deleted', { name: 'Bar' }],
    ]);
  });

  it('have one open shift each, and whoever comes second is told who has it', async () => {
    const drawer = await aDrawer();
    const shift = await open(budi, drawer.id);

    expect(shift.drawer).toEqual({ id: drawer.id, name: 'Till 1' });
    await expect(open(sari, drawer.id)).rejects.toMatchObject({
      kind: 'conflict',
      code: 'DRAWER_TAKEN',
      message: `${nameOf(budi)} has Till 1. Their shift is closed, or handed over, first.`,
      details: { drawer_id: drawer.id, drawer_name: 'Till 1', shift_id: shift.id, user_id: budi.id },
    });
    await expect(open(budi, drawer.id)).rejects.toMatchObject({ code: 'SHIFT_ALREADY_OPEN' });
    await expect(world.deleteDrawer.execute({ actor: owner, id: drawer.id })).rejects.toMatchObject({
      code: 'DRAWER_TAKEN',
      details: { user_name: nameOf(budi) },
    });
    expect(await world.drawers.of(sari, outlet.id)).toMatchObject([
      { drawer: { name: 'Till 1' }, shift: { id: shift.id, userId: budi.id, userName: nameOf(budi) } },
    ]);

    await world.close.execute({ actor: budi, shiftId: shift.id, endCash: 200_000 });
    expect(await world.drawers.of(sari, outlet.id)).toMatchObject([{ shift: null }]);
    expect((await open(sari, drawer.id)).drawer?.id).toBe(drawer.id);
  });

  it('must be the outlet’s own', async () => {
    const elsewhere = { ...(await aDrawer()), id: newId(), outletId: newId(), name: 'Elsewhere' };

    await expect(open(budi, newId())).rejects.toMatchObject({ kind: 'not_found', code: 'DRAWER_NOT_FOUND' });
    await expect(open(budi, elsewhere.id)).rejects.toMatchObject({ code: 'DRAWER_NOT_FOUND' });
    await expect(world.drawers.of(budi, elsewhere.outletId)).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
    expect(world.movements).toEqual([]);
  });

  it('are handed over with the shift, under the name that they have then, and told in its report', async () => {
    const drawer = await aDrawer();
    const { id: shiftId } = await open(budi, drawer.id);
    await world.updateDrawer.execute({ actor: owner, id: drawer.id, name: 'Bar' });

    const { begun } = await world.handOver.execute({ actor: budi, shiftId, toUserId: sari.id, endCash: 200_000 });

    expect(begun.drawer).toEqual({ id: drawer.id, name: 'Bar' });
    expect(await world.reportViews.get(sari, begun.id)).toMatchObject({ drawer: { id: drawer.id, name: 'Bar' } });
    await world.makeReport.execute({ outletId: outlet.id, shiftId });
    expect(await world.reportViews.get(budi, shiftId)).toMatchObject({ type: 'Z', drawer: { name: 'Till 1' } });
  });

  it('are nothing that a shift without one knows of', async () => {
    await aDrawer();
    const shift = await open();

    expect(shift.drawer).toBeNull();
    expect(await world.reportViews.get(budi, shift.id)).not.toHaveProperty('drawer');
  });
});
