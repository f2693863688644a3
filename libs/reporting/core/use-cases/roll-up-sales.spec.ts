import { describe, expect, it } from '@jest/globals';

import { UnitOfWork } from '#libs/kernel';

import { type EventBatch, type OrderRef, SalesRollups } from '../sales-rollups.js';
import { RebuildRollups } from './rebuild-rollups.js';
import { RollUpSales } from './roll-up-sales.js';

class DirectUnitOfWork extends UnitOfWork {
  runs = 0;
  run = async <T>(work: () => Promise<T>) => {
    this.runs += 1;
    return work();
  };
  afterCommit = (action: () => void) => action();
}

const order = (orderId: string): OrderRef => ({ outletId: 'o', orderId });

/** A log of events, three a batch, each of one order or of none. */
class LogOf extends SalesRollups {
  place: number | null = 0;
  readonly added: string[][] = [];

  constructor(private readonly events: readonly (string | null)[]) {
    super();
  }

  lock = async () => this.place;
  read = async (after: number): Promise<EventBatch | null> => {
    const batch = this.events.slice(after, after + 3);
    if (batch.length === 0) return null;
    const orders = [...new Set(batch)].filter((id) => id !== null).map(order);
    return { seq: after + batch.length, orders, isFull: batch.length === 3 };
  };
  add = async (orders: readonly OrderRef[]) => void this.added.push(orders.map(({ orderId }) => orderId));
  moveTo = async (seq: number) => void (this.place = seq);
  clear = async () => ((this.added.length = 0), this.events.length);
  paidOrders = async (after: OrderRef | null) => (after === null ? [order('a'), order('b')] : []);
  untilNumbered = async () => undefined;
}

describe('rolling up', () => {
  it('follows the log to its end, a transaction a batch, and looks at no order in vain', async () => {
    const log = new LogOf(['a', null, 'a', null, null, null, 'b']);
    const unitOfWork = new DirectUnitOfWork();

    await new RollUpSales(log, unitOfWork).execute(10);

    expect([log.added, log.place, unitOfWork.runs]).toEqual([[['a'], ['b']], 7, 3]);
  });

  it('goes on where it stopped', async () => {
    const log = new LogOf(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    const rollUp = new RollUpSales(log, new DirectUnitOfWork());

    await rollUp.execute(1);
    await rollUp.execute(2);
    await rollUp.execute(5);

    expect([log.added.flat(), log.place]).toEqual([['a', 'b', 'c', 'd', 'e', 'f', 'g'], 7]);
  });

  it('leaves it to whoever is at it', async () => {
    const log = new LogOf(['a']);
    log.place = null;

    await new RollUpSales(log, new DirectUnitOfWork()).execute(10);

    expect(log.added).toEqual([]);
    await expect(new RebuildRollups(log, new DirectUnitOfWork()).execute()).rejects.toMatchObject({
      code: 'REPORTS_BUSY',
    });
  });

  it('begins anew from the orders, and goes on behind what they show already', async () => {
    const log = new LogOf(['a', 'b', 'a']);

    expect(await new RebuildRollups(log, new DirectUnitOfWork()).execute()).toBe(2);

    expect([log.added, log.place]).toEqual([[['a', 'b']], 3]);
  });
});
