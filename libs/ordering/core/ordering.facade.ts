import { Injectable } from '@nestjs/common';

import { type Actor, assertRole, forbidden } from '#libs/kernel';

import { type OpenOrder, OrderingApi, type SoldOrder, type StatusChange } from './ordering.api.js';
import { toOrderWire, type OrderWire } from './model/order-wire.js';
import { OrderQueries, OrderRepository, orderScope } from './ordering.ports.js';
import { soldOrderOf } from './model/sold-order.js';
import { ChangeOrderItemStatus } from './use-cases/change-order-item-status.js';
import { ChangeOrderStatus } from './use-cases/change-order-status.js';

/** What other modules may ask of ordering. */
@Injectable()
export class OrderingFacade extends OrderingApi {
  constructor(
    private readonly status: ChangeOrderStatus,
    private readonly itemStatus: ChangeOrderItemStatus,
    private readonly queries: OrderQueries,
    private readonly orders: OrderRepository,
  ) {
    super();
  }

  async changeStatus(actor: Actor, { orderId, itemId, status }: StatusChange): Promise<OrderWire> {
    assertRole(actor, 'KITCHEN', 'KASIR', 'WAITER', 'SUPERVISOR', 'ADMIN');
    if (status === 'VOIDED') throw forbidden('FORBIDDEN', 'A void takes a reason: use POST /orders/:id/void.');
    const { view, lines } =
      itemId === undefined
        ? await this.status.execute({ actor, orderId, status })
        : await this.itemStatus.execute({ actor, orderId, lineId: itemId, status });
    return toOrderWire(view, lines);
  }

  openOrders(outletId: string): Promise<OpenOrder[]> {
    return this.queries.open(outletId);
  }

  async sold(orderId: string, by: Actor | { readonly outletId: string }): Promise<SoldOrder> {
    const { view, lines } = await this.orders.get(orderId, 'kind' in by ? orderScope(by) : { outlets: [by.outletId] });
    return soldOrderOf(view, lines);
  }
}
