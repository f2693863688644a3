import { Injectable } from '@nestjs/common';

import { type Actor, assertRole } from '#libs/kernel';
import { ORDER_STATUSES, OrderingApi, type OrderStatus, type OrderWire, type StatusChange } from '#libs/ordering';

/** What a tablet may ask for. */
export const BUMP_STATUSES: readonly OrderStatus[] = ORDER_STATUSES;
export type BumpStatus = OrderStatus;

export interface BumpOrderInput extends StatusChange {
  readonly actor: Actor;
}

/** A tablet moves an order, or one line of it, on: the same as `PATCH /orders/:id/status`, with the same refusals. */
@Injectable()
export class BumpOrder {
  constructor(private readonly ordering: OrderingApi) {}

  async execute({ actor, ...change }: BumpOrderInput): Promise<OrderWire> {
    assertRole(actor, 'KITCHEN', 'KASIR', 'WAITER', 'SUPERVISOR', 'ADMIN');
    return this.ordering.changeStatus(actor, change);
  }
}
