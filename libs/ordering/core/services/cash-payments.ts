import { Injectable } from '@nestjs/common';

import { type Actor, forbidden, isStaff, type MinorUnits } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';
import { PaymentsApi, type PaymentView } from '#libs/payments';

import { payableOf } from '../model/order-payable.js';
import type { Order } from '../model/order.js';
import { notOffered } from '../model/ordering.errors.js';
import { OrderChanges } from './order-changes.js';

export interface CashPaymentInput {
  readonly actor: Actor;
  readonly orderId: string;
  /** The share of the bill; all that is due when absent. */
  readonly amount?: MinorUnits;
  /** Cash that the guest hands over; exactly what is due when absent. */
  readonly tendered?: MinorUnits;
  readonly isTenderedConfirmed?: boolean;
  /** The version that the payer has seen. */
  readonly version?: number;
}

export interface PaidOrder {
  readonly order: Order;
  readonly payment: PaymentView;
}

/** Takes cash for a bill, or a share of it. The order's row is locked, so that shares paid at two tills never exceed the bill. */
@Injectable()
export class CashPayments {
  constructor(
    private readonly changes: OrderChanges,
    private readonly payments: PaymentsApi,
    private readonly outlets: OutletsApi,
  ) {}

  async take({ actor, orderId, amount, version, ...cash }: CashPaymentInput): Promise<PaidOrder> {
    const { outletId } = (await this.changes.look(actor, orderId)).view;
    const { paymentMethods, cashRounding } = await this.outlets.get(outletId);
    if (!paymentMethods.includes('cash')) throw notOffered(paymentMethods);
    if (!isStaff(actor)) throw forbidden('CASH_AT_THE_TILL', 'Cash is paid at the till, to a member of staff.');
    const { order, result } = await this.changes.change(actor, orderId, { version }, async (locked, act) => {
      const share = locked.payable(amount);
      const hasEarlier = locked.view.paidAmount > 0;
      const payable = payableOf(locked);
      const payment = await this.payments.takeCash({
        payable,
        amount: share,
        ...cash,
        cashRounding,
        hasEarlier,
        isRest: share === locked.amountDue,
        actor,
      });
      locked.paid(payment, act);
      await this.payments.makeRoom(payable, locked.amountDue);
      return payment;
    });
    return { order, payment: result };
  }
}
