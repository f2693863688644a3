import { Injectable } from '@nestjs/common';

import type { Approval } from '#libs/identity';
import { businessDate, Clock, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';
import { PaymentsApi } from '#libs/payments';

import { payableOf } from '../model/order-payable.js';
import { lossNeedsReason } from '../model/ordering.errors.js';
import type { Order } from '../model/order.js';
import { lossOf } from '../model/settlement.js';
import { OrderChanges } from '../services/order-changes.js';

export interface VoidOrderInput {
  readonly actor: UserActor;
  readonly orderId: string;
  readonly reason?: string;
  readonly reasonId?: string;
  readonly approval?: Approval;
  readonly version?: number;
}

/**
 * Ends an order: stock back or written off, money back, kitchen told. After the kitchen began it takes a supervisor; what was served and
 * never paid takes one and a reason, and is told as a loss. A rule of the outlet speaks of every order, begun or not.
 */
@Injectable()
export class VoidOrder {
  constructor(
    private readonly changes: OrderChanges,
    private readonly payments: PaymentsApi,
    private readonly outlets: OutletsApi,
    private readonly clock: Clock,
  ) {}

  async execute({ actor, orderId, approval, version, ...given }: VoidOrderInput): Promise<Order> {
    const seen = await this.changes.look(actor, orderId);
    const why = await this.changes.reasonOf(seen, given, 'VOID', 'WASTE');
    const { reason } = why;
    const { outletId } = seen.view;
    const { timeZone, businessDayCutoff } = await this.outlets.get(outletId);
    const now = this.clock.now();
    const today = businessDate(now, timeZone, businessDayCutoff);
    seen.assertMayEnd(today);
    if (seen.isLoss && !reason) throw lossNeedsReason();
    const request = (order: Order) => ({
      ...{ actor, outletId, approval, key: 'bill.void' as const, isNeeded: order.needsConsentToEnd },
      facts: { amount: order.view.totalAmount, ageMinutes: minutesBetween(order.view.createdAt, now) },
    });
    const consent = await this.changes.consent(request(seen));
    const { order } = await this.changes.change(actor, orderId, { ...why, version }, async (locked, act) => {
      if (locked.view.status === 'VOIDED') return;
      locked.assertMayEnd(today);
      const loss = lossOf(locked.view);
      if (loss && !reason) throw lossNeedsReason();
      const approvedBy = await this.changes.confirm(consent, request(locked));
      const grounded = { ...act, approvedBy };
      const freed = locked.void(grounded, today);
      const payable = payableOf(locked);
      const refunded = await this.payments.refundAll({ payable, reason: reason ?? 'void', actor });
      locked.refunded(refunded, grounded);
      await this.changes.release(locked, freed, grounded);
      await this.changes.trace('order.voided', locked, grounded, { refunded, ...loss });
    });
    return order;
  }
}

const minutesBetween = (from: Date, to: Date): number => Math.floor((to.getTime() - from.getTime()) / 60_000);
