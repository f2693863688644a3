import { expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import type { CustomerOutletRepository } from '../core/customers.ports.js';

const AT = new Date('2026-03-02T12:00:00Z');
const LATER = new Date('2026-03-05T00:00:00Z');

/** What every CustomerOutletRepository does; run on the fake and on PostgreSQL. `someone` adds a customer and answers their id. */
export function customerOutletRepositoryContract(
  repository: () => CustomerOutletRepository,
  someone: () => Promise<string>,
): void {
  const [cafe, bakery, far] = [newId(), newId(), newId()].toSorted() as [string, string, string];

  it('joins a customer to each outlet once, since the first time', async () => {
    const id = await someone();

    await repository().add(id, [bakery], AT);
    await repository().add(id, [cafe, bakery], LATER);
    await repository().add(id, [], LATER);

    expect(await repository().outletsOf(id)).toEqual([
      { outletId: bakery, since: AT },
      { outletId: cafe, since: LATER },
    ]);
  });

  it('tells the outlets of the same moment in one order', async () => {
    const id = await someone();

    await repository().add(id, [far, cafe, bakery], AT);

    expect((await repository().outletsOf(id)).map(({ outletId }) => outletId)).toEqual([cafe, bakery, far]);
  });

  it('parts a customer from some outlets or from all, and says how many still know them', async () => {
    const [id, other] = [await someone(), await someone()];
    for (const customer of [id, other]) await repository().add(customer, [cafe, bakery], AT);

    expect(await repository().remove(id, [cafe, far])).toBe(1);
    expect(await repository().outletsOf(id)).toEqual([{ outletId: bakery, since: AT }]);
    expect(await repository().remove(id, null)).toBe(0);
    expect(await repository().remove(id, null)).toBe(0);
    expect(await repository().outletsOf(id)).toEqual([]);
    expect(await repository().outletsOf(other)).toHaveLength(2);
  });
}
