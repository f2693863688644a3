import { Injectable } from '@nestjs/common';

import { type Actor, assertRole, forbidden } from '#libs/kernel';

import { type OpenOrder, OrderingApi, type StatusChange } from '../ordering.api.js';
import { toOrderWire, type OrderWire } from '../order-wire.js';
import { OrderQueries } from '../ordering.ports.js';
import { ChangeStatus } from './change-status.js';

/** Ordering's door for its neighbours. */
@Injectable()
export class OrderingDoor extends OrderingApi {
  constructor(
    private readonly status: ChangeStatus,
    private readonly queries: OrderQueries,
  ) {
    super();
  }

  async changeStatus(actor: Actor, { orderId, itemId, status }: StatusChange): Promise<OrderWire> {
    assertRole(actor, 'KITCHEN', 'KASIR', 'WAITER', 'SUPERVISOR', 'ADMIN');
    if (status === 'VOIDED') throw forbidden('FORBIDDEN', 'A void takes a reason: use POST /orders/:id/void.');
    const { view, lines } = await this.status.execute({ actor, orderId, lineId: itemId, status });
    return toOrderWire(view, lines);
  }

  openOrders(outletId: string): Promise<OpenOrder[]> {
    return this.queries.open(outletId);
  }
}
