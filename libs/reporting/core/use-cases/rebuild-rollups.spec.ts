import { describe, expect, it } from '@jest/globals';

import { PlainUnitOfWork } from '../../../kernel/testing/index.js';
import { InMemorySalesRollups } from '../../testing/in-memory-sales-rollups.js';
import type { OrderRef } from '../reporting.ports.js';
import { RebuildRollups } from './rebuild-rollups.js';

const order = (orderId: string): OrderRef => ({ outletId: 'o', orderId });

describe('rebuilding the rollups', () => {
  it('begins anew from the paid orders, each once, and goes on behind what they show already', async () => {
    const rollups = new InMemorySalesRollups();
    const paid = ['a', 'b', 'c', 'd', 'e'].map(order);
    rollups.tell(order('a'), order('b'), order('a'));
    rollups.pay(...paid);
    await rollups.add([order('a')]);

    const counted = await new RebuildRollups(rollups, new PlainUnitOfWork()).execute();

    expect(counted).toBe(5);
    expect([rollups.added.flat(), await rollups.lock()]).toEqual([paid, 3]);
  });

  it('is refused while somebody else rolls up, and empties nothing', async () => {
    const rollups = new InMemorySalesRollups();
    await rollups.add([order('a')]);
    rollups.isTaken = true;

    await expect(new RebuildRollups(rollups, new PlainUnitOfWork()).execute()).rejects.toMatchObject({
      code: 'REPORTS_BUSY',
    });
    expect(rollups.added).toEqual([[order('a')]]);
  });
});
