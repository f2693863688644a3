import { Injectable } from '@nestjs/common';

import { type Actor, forbidden, isStaff, type MinorUnits } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';
import { PaymentsApi, type PaymentView } from '#libs/payments';

import { type BillPart, payableOf } from '../model/order-payable.js';
import type { Order } from '../model/order.js';
import { notOffered } from '../model/ordering.errors.js';
import { BillParts } from './bill-parts.js';
import { OrderChanges } from './order-changes.js';
import { TipRecipients, type TipWish } from './tip-recipients.js';

export interface CashPaymentInput extends TipWish {
  /** Whether the change is the tip. */
  readonly keepsChange?: boolean;
  readonly actor: Actor;
  readonly orderId: string;
  /** The share of the bill; all that is due when absent. */
  readonly amount?: MinorUnits;
  /** Cash that the guest hands over; exactly what is due when absent. */
  readonly tendered?: MinorUnits;
  readonly part?: BillPart;
  /** A live payment of the bill that this one is in place of. */
  readonly replaces?: string;
  readonly isTenderedConfirmed?: boolean;
  /** The version that the payer has seen. */
  readonly version?: number;
}

export interface PaidOrder {
  readonly order: Order;
  readonly payment: PaymentView;
}

/**
 * Takes cash for a bill, or a share of it. The order's row is locked, so that shares paid at two tills never exceed the bill. A parked one is taken up
 * again by it.
 */
@Injectable()
export class CashPayments {
  constructor(
    private readonly changes: OrderChanges,
    private readonly payments: PaymentsApi,
    private readonly outlets: OutletsApi,
    private readonly parts: BillParts,
    private readonly tips: TipRecipients,
  ) {}

  async take({ actor, orderId, version, ...wish }: CashPaymentInput): Promise<PaidOrder> {
    const { tendered, isTenderedConfirmed, keepsChange, part } = wish;
    const { view: seen } = await this.changes.look(actor, orderId);
    const { outletId } = seen;
    const { paymentMethods, cashRounding } = await this.outlets.get(outletId);
    if (!paymentMethods.includes('cash')) throw notOffered(paymentMethods);
    if (!isStaff(actor)) throw forbidden('CASH_AT_THE_TILL', 'Cash is paid at the till, to a member of staff.');
    const tip = await this.tips.of(wish, actor, seen);
    const { order, result } = await this.changes.change(actor, orderId, { version }, async (locked, act) => {
      await this.changes.takeUp(locked, act);
      const share = locked.payable(await this.parts.amountOf(locked, wish));
      const hasEarlier = locked.view.paidAmount > 0;
      const payable = payableOf(locked);
      const payment = await this.payments.takeCash({
        payable,
        amount: share,
        part,
        tendered,
        isTenderedConfirmed,
        ...tip,
        keepsChange,
        cashRounding,
        hasEarlier,
        isRest: share === locked.amountDue,
        actor,
      });
      locked.paid(payment, act);
      await this.payments.makeRoom(payable, locked.amountDue, share);
      return payment;
    });
    return { order, payment: result };
  }
}
