import { Injectable } from '@nestjs/common';

import { type Actor, assertRole } from '#libs/kernel';
import { OrderingApi, type OrderWire, type StatusChange } from '#libs/ordering';

export interface BumpOrderInput extends StatusChange {
  readonly actor: Actor;
}

/** A tablet moves an order, or one line of it, on: the same as `PATCH /orders/:id/status`, with the same refusals. */
@Injectable()
export class BumpOrder {
  constructor(private readonly ordering: OrderingApi) {}

  /** Throws `FORBIDDEN` for whoever is not staff, and what ordering throws, such as `INVALID_TRANSITION`. */
  async execute({ actor, ...change }: BumpOrderInput): Promise<OrderWire> {
    assertRole(actor, 'KITCHEN', 'KASIR', 'WAITER', 'SUPERVISOR', 'ADMIN');
    return this.ordering.changeStatus(actor, change);
  }
}
