import { Injectable } from '@nestjs/common';

import { InventoryApi } from '#libs/inventory';
import { newId, UnitOfWork } from '#libs/kernel';
import { TablesApi } from '#libs/tables';

import { stockOf } from '../order-lines-of.js';
import { Order } from '../order.js';
import { OrderNumbers, OrderRepository } from '../ordering.ports.js';
import { type OrderInput, PriceOrder } from './price-order.js';

/**
 * Places an order. Everything is decided before the transaction opens; then order, lines, events and stock are written together or not at
 * all. Stock comes last: its rows are the contended ones, and are held for one round trip.
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

  async execute(input: OrderInput): Promise<Order> {
    const { outlet, draft, lines, at } = await this.pricing.execute(input);
    const number = await this.numbers.next(outlet.id, outlet.orderPrefix, draft.businessDate);
    const id = input.id ?? newId();
    const demand = stockOf(lines);
    return this.unitOfWork.run(async () => {
      const order = Order.place({ ...draft, id, number }, lines, at);
      if (draft.tableSessionId) await this.tables.assertStillOpen(draft.tableSessionId);
      await this.orders.insert(order);
      if (demand.length > 0) {
        await this.inventory.take({ outletId: outlet.id, referenceId: id, actor: draft.placedBy }, demand);
      }
      return order;
    });
  }
}
