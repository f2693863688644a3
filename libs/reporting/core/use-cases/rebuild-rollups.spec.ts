import { beforeEach, describe, expect, it } from '@jest/globals';

import { PlainUnitOfWork } from '../../../kernel/testing/index.js';
import { InMemorySalesRollups } from '../../testing/in-memory-sales-rollups.js';
import type { OrderRef } from '../reporting.ports.js';
import { RebuildRollups, type RebuildProgress } from './rebuild-rollups.js';

const order = (outletId: string, orderId: string): OrderRef => ({ outletId, orderId });

describe('rebuilding the rollups', () => {
  const here = ['a', 'b', 'c', 'd', 'e'].map((id) => order('outlet-1', id));
  const there = ['f', 'g'].map((id) => order('outlet-2', id));
  let rollups: InMemorySalesRollups;
  let rebuild: RebuildRollups;

  beforeEach(async () => {
    rollups = new InMemorySalesRollups();
    rebuild = new RebuildRollups(rollups, new PlainUnitOfWork());
    rollups.pay(...there, ...here);
    await rollups.add([here[0]!, there[0]!]);
  });

  it('begins every outlet anew from its paid orders, each once, and tells how far it is', async () => {
    const told: RebuildProgress[] = [];

    expect(await rebuild.execute({ tell: (progress) => told.push(progress) })).toBe(7);

    expect(rollups.added.flat()).toEqual([...here, ...there]);
    expect(told).toEqual([
      { outletId: 'outlet-1', done: 0, outlets: 2, orders: 0 },
      { outletId: 'outlet-2', done: 1, outlets: 2, orders: 5 },
    ]);
  });

  it('goes on where it was stopped', async () => {
    expect(await rebuild.execute({ from: 'outlet-2' })).toBe(2);

    expect(rollups.added.flat()).toEqual([here[0], ...there]);
  });

  it('leaves the other outlets as they are when one is named', async () => {
    expect(await rebuild.execute({ outletId: 'outlet-1' })).toBe(5);

    expect(rollups.added.flat()).toEqual([there[0], ...here]);
  });

  it('is refused for an outlet that there is not', async () => {
    for (const input of [{ outletId: 'outlet-9' }, { from: 'outlet-9' }])
      await expect(rebuild.execute(input)).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
  });

  it('is refused while somebody else rolls up, and forgets nothing', async () => {
    rollups.isTaken = true;

    await expect(rebuild.execute()).rejects.toMatchObject({ code: 'REPORTS_BUSY' });

    expect(rollups.added).toEqual([[here[0], there[0]]]);
  });
});
