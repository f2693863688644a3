import { Injectable } from '@nestjs/common';

import type { Approval } from '#libs/identity';
import { businessDate, Clock, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import type { Order } from '../model/order.js';
import { SaleInvoices } from '../ordering.ports.js';
import { type GivenReason, OrderChanges } from '../services/order-changes.js';

export interface ReopenOrderInput extends GivenReason {
  readonly actor: UserActor;
  readonly orderId: string;
  readonly approval?: Approval;
  readonly version?: number;
}

/** Opens a settled bill to change again, on its own business date, as long as no invoice stands for it. Its payments stay. */
@Injectable()
export class ReopenOrder {
  constructor(
    private readonly changes: OrderChanges,
    private readonly outlets: OutletsApi,
    private readonly invoices: SaleInvoices,
    private readonly clock: Clock,
  ) {}

  /**
   * Throws what `Order.assertMayReopen` and `SaleInvoices.hold` throw (409), what `ReasonsApi.wordsOf` and `Permissions.require` throw, and
   * `VERSION_CONFLICT` (409).
   */
  async execute({ actor, orderId, approval, version, ...given }: ReopenOrderInput): Promise<Order> {
    const seen = await this.changes.look(actor, orderId);
    const { outletId } = seen.view;
    const { timeZone, businessDayCutoff } = await this.outlets.get(outletId);
    const now = this.clock.now();
    const today = businessDate(now, timeZone, businessDayCutoff);
    seen.assertMayReopen(today);
    const why = await this.changes.reasonOf(seen, given, 'REOPEN');
    const request = ({ view }: Order) => ({
      ...{ actor, outletId, approval, key: 'bill.reopen' as const, isNeeded: true },
      facts: { ageMinutes: minutesBetween(view.settledAt ?? view.updatedAt, now) },
    });
    const consent = await this.changes.consent(request(seen));
    const { order } = await this.changes.change(actor, orderId, { ...why, version }, async (locked, act) => {
      locked.assertMayReopen(today);
      const approvedBy = await this.changes.confirm(consent, request(locked));
      await this.invoices.hold({ outletId, orderId });
      const grounded = { ...act, approvedBy };
      locked.reopen(grounded);
      const { settlement, totalAmount, paidAmount, refundedAmount } = locked.view;
      const money = { total_amount: totalAmount, paid_amount: paidAmount, refunded_amount: refundedAmount };
      await this.changes.trace('order.reopened', locked, grounded, { settlement, ...money });
    });
    return order;
  }
}

const minutesBetween = (from: Date, to: Date): number =>
  Math.max(0, Math.floor((to.getTime() - from.getTime()) / 60_000));
