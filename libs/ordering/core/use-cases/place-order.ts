import { Injectable } from '@nestjs/common';

import { InventoryApi } from '#libs/inventory';
import { conflict, newId, UnitOfWork } from '#libs/kernel';
import { TablesApi } from '#libs/tables';

import { stockOf } from '../order-lines-of.js';
import { Order } from '../order.js';
import { OrderNumbers, OrderRepository, orderScope } from '../ordering.ports.js';
import { type OrderInput, PriceOrder } from './price-order.js';

export interface PlacedOrder {
  readonly order: Order;
  /** It was there already, from an earlier try with the same id. */
  readonly isReplay: boolean;
}

/**
 * Places an order. Everything is decided before the transaction opens; then order, lines, events and stock are written together or not at
 * all. They travel together with their commit, stock last: its rows are the contended ones, and are held for no round trip at all.
 */
@Injectable()
export class PlaceOrder {
  constructor(
    private readonly pricing: PriceOrder,
    private readonly orders: OrderRepository,
    private readonly numbers: OrderNumbers,
    private readonly inventory: InventoryApi,
    private readonly tables: TablesApi,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute(input: OrderInput): Promise<PlacedOrder> {
    const earlier = input.id === undefined ? null : await this.orders.find(input.id, orderScope(input.actor));
    if (earlier) return { order: assertSame(earlier, input), isReplay: true };
    const { outlet, draft, lines, at } = await this.pricing.execute(input);
    const number = await this.numbers.next(outlet.id, outlet.orderPrefix, draft.businessDate);
    const id = input.id ?? newId();
    const demand = stockOf(lines);
    const reference = { outletId: outlet.id, referenceId: id, actor: draft.placedBy };
    let order!: Order;
    await this.unitOfWork.atOnce(() => {
      order = Order.place({ ...draft, id, number }, lines, at);
      return [
        ...(draft.tableSessionId ? [this.tables.assertStillOpen(draft.tableSessionId)] : []),
        this.orders.insert(order),
        ...(demand.length > 0 ? [this.inventory.take(reference, demand)] : []),
      ];
    });
    return { order, isReplay: false };
  }
}

/** A retry with the order's own id answers the order; another basket under the same id is a mistake. */
function assertSame(order: Order, input: OrderInput): Order {
  const basket = (lines: readonly { productId: string; quantity: number }[]) =>
    lines
      .map(({ productId, quantity }) => `${productId}×${quantity}`)
      .sort()
      .join();
  const wanted = input.items ?? [];
  const original = order.lines.filter((line) => line.position <= wanted.length);
  if (order.view.version > 1 || basket(original) === basket(wanted)) return order;
  throw conflict('ORDER_ID_TAKEN', 'There is another order with this id already.', { order_id: order.view.id });
}
