import { beforeEach, describe, expect, it } from '@jest/globals';

import { KeptEventLog } from '../../../kernel/testing/index.js';
import { aBill, type OrderingWorld } from '../../testing/ordering-world.js';
import type { Order } from '../model/order.js';
import { type BillPrint, BillPrints } from '../ordering.ports.js';
import { TellBillPrinted } from './tell-bill-printed.js';

class KeptPrints extends BillPrints {
  readonly all: BillPrint[] = [];
  put = async (print: BillPrint) => void this.all.push(print);
}

describe('a bill that is handed over on paper', () => {
  let world: OrderingWorld;
  let order: Order;
  let prints: KeptPrints;
  let log: KeptEventLog;
  let tell: TellBillPrinted;

  beforeEach(async () => {
    ({ world, order } = await aBill());
    prints = new KeptPrints();
    log = new KeptEventLog();
    tell = new TellBillPrinted(world.orders, prints, log, world.unitOfWork, world.clock);
  });

  it('is kept with its last line and what it came to, and told to the staff', async () => {
    const { id, outletId, totalAmount, number } = order.view;

    const printedAt = await tell.execute({ actor: world.waiter, orderId: id });

    const lastPosition = order.lines.length;
    expect(prints.all).toEqual([{ outletId, orderId: id, printedAt, lastPosition, totalAmount }]);
    expect(log.events).toMatchObject([
      { type: 'BILL_PRINTED', outletId, payload: { order_id: id, number, printed_at: printedAt.toISOString() } },
    ]);
  });

  it('is nothing to staff of elsewhere', async () => {
    const actor = { ...world.waiter, outletIds: [] };

    await expect(tell.execute({ actor, orderId: order.view.id })).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' });
    expect(prints.all).toEqual([]);
  });
});
