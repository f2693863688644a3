import { expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { newDrawer, renamedDrawer } from '../core/model/named-drawer.js';
import type { NamedDrawers, ShiftRepository } from '../core/shifts.ports.js';
import { aClosing, aShift, EVENING, MORNING } from './a-shift.js';

/** Where drawers and the shifts on them are kept together. */
export interface DrawerStore {
  readonly drawers: NamedDrawers;
  readonly shifts: ShiftRepository;
}

/** What the store of drawers does; run on the fake and on PostgreSQL. */
export function namedDrawersContract(store: () => DrawerStore): void {
  const added = async (outletId = newId(), name = 'Till 1') => {
    const drawer = newDrawer(outletId, name, MORNING);
    await store().drawers.insert(drawer);
    return drawer;
  };
  const shiftOn = ({ outletId, id, name }: { outletId: string; id: string; name: string }) =>
    aShift({ outletId, drawer: { id, name } });

  it('gives back a drawer within its outlet alone', async () => {
    const { drawers } = store();
    const drawer = await added();

    expect(await drawers.find([drawer.outletId], drawer.id)).toEqual(drawer);
    expect(await drawers.find('all', drawer.id)).toEqual(drawer);
    expect(await drawers.find([newId()], drawer.id)).toBeNull();
    expect(await drawers.share(drawer.outletId, drawer.id)).toEqual(drawer);
    expect(await drawers.share(newId(), drawer.id)).toBeNull();
    expect(await drawers.holdAlone([drawer.outletId], drawer.id)).toEqual(drawer);
  });

  it('keeps one of a name in an outlet, whatever its case, and the name of a deleted one is free', async () => {
    const { drawers } = store();
    const drawer = await added();
    const other = await added(drawer.outletId, 'Till 2');
    const taken = { kind: 'conflict', code: 'DRAWER_NAME_TAKEN', details: { name: 'TILL 1' } };

    await expect(added(drawer.outletId, 'TILL 1')).rejects.toMatchObject(taken);
    await expect(drawers.update(renamedDrawer(other, 'TILL 1', EVENING))).rejects.toMatchObject(taken);
    expect(await drawers.remove(drawer, EVENING)).toBe(true);
    expect(await drawers.find('all', drawer.id)).toBeNull();
    expect(await drawers.remove(drawer, EVENING)).toBe(false);
    expect(await drawers.update(renamedDrawer(other, 'TILL 1', EVENING))).toBe(true);
    await added(newId(), 'TILL 1');
  });

  it('saves the next version of a drawer, once', async () => {
    const { drawers } = store();
    const drawer = await added();
    const renamed = renamedDrawer(drawer, 'Bar', EVENING);

    expect(renamed.version).toBe(2);
    expect(await drawers.update(renamed)).toBe(true);
    expect(await drawers.update(renamed)).toBe(false);
    expect(await drawers.find('all', drawer.id)).toEqual(renamed);
    expect(await drawers.remove(drawer, EVENING)).toBe(false);
  });

  it('has one open shift on it, and says which is in the way of another', async () => {
    const { drawers, shifts } = store();
    const drawer = await added();
    const other = await added(drawer.outletId, 'bar');
    const first = shiftOn(drawer);
    const { id, userId } = first.state;

    expect(await shifts.add(first, newId())).toBe(id);
    expect((await shifts.find('all', id))?.state.drawer).toEqual({ id: drawer.id, name: 'Till 1' });
    expect(await shifts.add(shiftOn(drawer), newId())).toBe(id);
    const second = shiftOn(other);
    expect(await shifts.add(second, newId())).toBe(second.state.id);
    // Theirs comes before the one on the drawer.
    const theirs = aShift({ outletId: drawer.outletId, userId: second.state.userId, drawer: first.state.drawer });
    expect(await shifts.add(theirs, newId())).toBe(second.state.id);
    expect(await drawers.openShiftOn(drawer)).toEqual({ id, userId });
    expect(await drawers.ofOutlet(drawer.outletId)).toEqual([
      { drawer: other, shift: { id: second.state.id, userId: second.state.userId } },
      { drawer, shift: { id, userId } },
    ]);

    first.close({
      endCash: 200_000,
      expectedCash: 200_000,
      differenceLimit: 0,
      approver: null,
      closedBy: userId,
      closedAt: EVENING,
      note: null,
      closing: aClosing(),
    });
    expect(await shifts.saveClosed(first)).toBe(true);
    expect(await drawers.openShiftOn(drawer)).toBeNull();
    const third = shiftOn(drawer);
    expect(await shifts.add(third, newId())).toBe(third.state.id);
  });

  it('lets any number of shifts be open on no drawer', async () => {
    const outletId = newId();
    for (const shift of [aShift({ outletId }), aShift({ outletId })]) {
      expect(await store().shifts.add(shift, newId())).toBe(shift.state.id);
    }
  });
}
