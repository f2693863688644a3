import { describe, expect, it } from '@jest/globals';

import { PlainUnitOfWork } from '../../../kernel/testing/index.js';
import { InMemorySalesRollups } from '../../testing/in-memory-sales-rollups.js';
import type { OrderRef } from '../reporting.ports.js';
import { RollUpSales } from './roll-up-sales.js';

const order = (orderId: string): OrderRef => ({ outletId: 'o', orderId });
const [a, b, c] = [order('a'), order('b'), order('c')];

class CountedUnitOfWork extends PlainUnitOfWork {
  runs = 0;

  override run<T>(work: () => Promise<T>): Promise<T> {
    this.runs += 1;
    return super.run(work);
  }
}

describe('rolling up', () => {
  it('follows the log to its end, a transaction a batch, and looks at no order in vain', async () => {
    const rollups = new InMemorySalesRollups();
    rollups.tell(a, null, a, null, null, null, b);
    const unitOfWork = new CountedUnitOfWork();

    await new RollUpSales(rollups, unitOfWork).execute(10);

    expect([rollups.added, await rollups.lock(), unitOfWork.runs]).toEqual([[[a], [b]], 7, 3]);
  });

  it('goes on where it stopped', async () => {
    const rollups = new InMemorySalesRollups();
    const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(order);
    rollups.tell(...all);
    const rollUp = new RollUpSales(rollups, new PlainUnitOfWork());

    await rollUp.execute(1);
    expect(await rollups.lock()).toBe(3);
    await rollUp.execute(2);
    await rollUp.execute(5);

    expect([rollups.added.flat(), await rollups.lock()]).toEqual([all, 7]);
  });

  it('does nothing when nothing came', async () => {
    const rollups = new InMemorySalesRollups();

    await new RollUpSales(rollups, new PlainUnitOfWork()).execute(10);

    expect([rollups.added, await rollups.lock()]).toEqual([[], 0]);
  });

  it('leaves it to whoever is at it', async () => {
    const rollups = new InMemorySalesRollups();
    rollups.tell(a, b, c);
    rollups.isTaken = true;

    await new RollUpSales(rollups, new PlainUnitOfWork()).execute(10);

    expect(rollups.added).toEqual([]);
  });
});
