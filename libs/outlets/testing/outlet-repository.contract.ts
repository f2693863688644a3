import { expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import type { Outlet } from '../core/model/outlet.js';
import type { OutletRepository } from '../core/outlets.ports.js';
import { anOutlet } from './an-outlet.js';

const LATER = new Date('2026-03-05T00:00:00Z');

/** What every OutletRepository does; run on the fake and on PostgreSQL. */
export function outletRepositoryContract(repository: () => OutletRepository): void {
  let made = 0;
  const stored = async (given: Outlet = anOutlet()): Promise<Outlet> => {
    const outlet = { ...given, orderPrefix: `C${++made}` };
    await repository().insert(outlet);
    return outlet;
  };

  it('gives back an outlet exactly as it was stored', async () => {
    const outlet = await stored(
      anOutlet({
        taxRate: 1000,
        serviceChargeRate: 550,
        serviceChargeTypes: ['DINE_IN', 'DELIVERY'],
        taxInclusive: true,
        cashRounding: 100,
        cashDifferenceLimit: 1_000_000_000_000,
        paymentMethods: ['cash', 'pix'],
        address: 'Jl. Melati 7',
        phone: '+62 21 555 0101',
        taxNumber: '01.234',
      }),
    );

    expect(await repository().find([outlet.id], outlet.id)).toEqual(outlet);
    expect(await repository().find('all', outlet.id)).toEqual(outlet);
  });

  it('gives a prefix to one outlet alone, for good', async () => {
    const [first, second] = [await stored(), await stored()];
    const same = { ...anOutlet(), orderPrefix: first.orderPrefix };

    await expect(repository().insert(same)).rejects.toMatchObject({ kind: 'conflict', code: 'PREFIX_TAKEN' });
    await expect(repository().update({ ...second, orderPrefix: first.orderPrefix, version: 2 })).rejects.toMatchObject({
      code: 'PREFIX_TAKEN',
    });
    await repository().remove(first.id, LATER);
    await expect(repository().insert(same)).rejects.toMatchObject({ code: 'PREFIX_TAKEN' });
    expect(await repository().lockPrefixes()).toContain(first.orderPrefix);
  });

  it('does not find an outlet outside the scope, an unknown one, or one that was removed', async () => {
    const outlet = await stored();

    expect(await repository().find([newId()], outlet.id)).toBeNull();
    expect(await repository().find('all', newId())).toBeNull();
    expect(await repository().remove(outlet.id, LATER)).toBe(true);
    expect(await repository().remove(outlet.id, LATER)).toBe(false);
    expect(await repository().find('all', outlet.id)).toBeNull();
    expect(await repository().all()).not.toContainEqual(expect.objectContaining({ id: outlet.id }));
  });

  it('writes a change over the version just before it and over no other', async () => {
    const outlet = await stored();
    const changed = { ...outlet, name: 'Kopi Fajar', version: 2, updatedAt: LATER };

    expect(await repository().update(changed)).toBe(true);
    expect(await repository().update({ ...changed, name: 'Too late' })).toBe(false);
    expect((await repository().find('all', outlet.id))?.name).toBe('Kopi Fajar');
  });

  it('lets one of two changes at once through', async () => {
    const outlet = await stored();
    const names = ['Kopi Pagi', 'Kopi Malam'];

    const outcomes = await Promise.all(names.map((name) => repository().update({ ...outlet, name, version: 2 })));

    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect((await repository().find('all', outlet.id))?.name).toBe(names[outcomes.indexOf(true)]);
  });
}
