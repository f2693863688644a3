import { Injectable } from '@nestjs/common';

import type { Actor, MinorUnits } from '#libs/kernel';

import type { Payable } from '../payables.js';
import { PaymentsApi, type PaymentView, type TakeCash as TakeCashInput } from '../payments.api.js';
import { PaymentRepository } from '../payments.ports.js';
import { RefundPayment } from './refund-payment.js';
import { TakeCash } from './take-cash.js';

/** Payments' door for its neighbours. */
@Injectable()
export class PaymentsDoor extends PaymentsApi {
  constructor(
    private readonly cash: TakeCash,
    private readonly refund: RefundPayment,
    private readonly payments: PaymentRepository,
  ) {
    super();
  }

  takeCash(input: TakeCashInput): Promise<PaymentView> {
    return this.cash.execute(input);
  }

  async refundAll(input: { payable: Payable; reason: string; actor: Actor }): Promise<MinorUnits> {
    let total = 0;
    for (const payment of await this.payments.ofPayable(input.payable.outletId, input.payable.id)) {
      const left = payment.amount - payment.refundedAmount;
      if (left <= 0 || (payment.status !== 'PAID' && payment.status !== 'PARTIALLY_REFUNDED')) continue;
      await this.refund.giveBack(payment, left, input.reason, input.actor);
      total += left;
    }
    return total;
  }

  forgetCustomers(payables: readonly Pick<Payable, 'id' | 'outletId'>[]): Promise<void> {
    return this.payments.forgetCustomers(payables);
  }

  ofPayable(outletId: string, payableId: string): Promise<PaymentView[]> {
    return this.payments.ofPayable(outletId, payableId);
  }
}
