import { Injectable } from '@nestjs/common';

import { actorRef, Clock, isStaff, newId } from '#libs/kernel';

import { planPayment } from '../model/payment-plan.js';
import { Payment } from '../model/payment.js';
import { methodUnavailable } from '../model/payments.errors.js';
import type { PaymentToReserve } from '../payments.api.js';
import { PaymentGateways, PaymentRepository } from '../payments.ports.js';
import { assertTip } from '../model/tip.js';
import { BillPayments } from '../services/bill-payments.js';
import { Bookkeeping } from '../services/bookkeeping.js';
import { ReconciliationSchedule } from '../services/reconciliation-schedule.js';

/** Saves an attempt to pay before anybody is called, in the ambient transaction and under the bill's lock: asking twice is asking once. */
@Injectable()
export class ReservePayment {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly gateways: PaymentGateways,
    private readonly billPayments: BillPayments,
    private readonly bookkeeping: Bookkeeping,
    private readonly schedule: ReconciliationSchedule,
    private readonly clock: Clock,
  ) {}

  /** The id of the payment, new or live already. Throws `PAYMENT_METHOD_UNAVAILABLE`, `ITEMS_TAKEN` and `TIP_TOO_LARGE`. */
  async execute(wish: PaymentToReserve): Promise<string> {
    const { payable, due, method, expiresAt, actor, part = null, tip = 0, tipTo = null } = wish;
    const { id: payableId, outletId, currency } = payable;
    const gateway = this.gateways.forMethod(method);
    if (!gateway?.currencies.includes(currency)) throw methodUnavailable(method, currency);
    const live = await this.billPayments.wanted(outletId, payableId);
    const others = live.filter((one) => one.id !== wish.replaces);
    const plan = planPayment(due, others, wish);
    const replaced = live.length > others.length && wish.replaces !== undefined ? [wish.replaces] : [];
    await this.billPayments.giveUp(outletId, [...replaced, ...(plan.kind === 'open' ? plan.giveUp : [])]);
    if (plan.kind === 'reuse') return plan.id;
    assertTip(plan.amount, wish);
    const id = newId();
    const userId = isStaff(actor) ? actor.id : null;
    const payment = Payment.throughGateway({
      id,
      payable,
      method,
      gateway: gateway.name,
      amount: plan.amount,
      tip,
      tipTo,
      part,
      shiftId: await this.bookkeeping.shiftOfSale({ outletId, userId, paymentId: id }),
      expiresAt,
      actor: actorRef(actor),
      at: this.clock.now(),
    });
    await this.payments.add(payment);
    await this.schedule.paymentLater(outletId, id, 0);
    return id;
  }
}
