import { Injectable } from '@nestjs/common';

import { type Actor, isStaff } from '#libs/kernel';
import type { OutletSettings } from '#libs/outlets';

import { guestHold } from '../model/guest-rounds.js';
import { holdOf } from '../model/order-hold.js';
import type { HoldReason, OrderType } from '../model/order-status.js';
import { OrderRepository } from '../ordering.ports.js';

export interface Ordered {
  /** Null for somebody without a login, who only asks for a price. */
  readonly actor: Actor | null;
  readonly outlet: OutletSettings;
  readonly type: OrderType;
  readonly tableSessionId: string | null;
}

/** Why what somebody orders waits, by the rules of its outlet; null for what the kitchen hears of at once. Staff vouch for what they order. */
@Injectable()
export class OrderHolds {
  constructor(private readonly orders: OrderRepository) {}

  async of({ actor, outlet, type, tableSessionId }: Ordered): Promise<HoldReason | null> {
    if (!actor || isStaff(actor)) return null;
    if (tableSessionId === null) return holdOf(outlet.fireOn, type);
    const rule = outlet.guestOrders;
    const isKnown = rule === 'APPROVE_FIRST' && (await this.orders.knowsSession(outlet.id, tableSessionId));
    return guestHold(rule, isKnown);
  }
}
