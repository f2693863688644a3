import { Injectable } from '@nestjs/common';

import { outletScope, UnitOfWork, type UserActor } from '#libs/kernel';

import type { Payment } from '../model/payment.js';
import { paymentFixed, paymentNotFound, paymentNotOpen } from '../model/payments.errors.js';
import { Payables, PaymentRepository } from '../payments.ports.js';

/** Payments by tender whose money somebody has yet to see. */
@Injectable()
export class PaymentsByHand {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly payables: Payables,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Runs `decide` on a payment that waits to be seen, under its bill's lock: of two who decide at once the second finds it decided. Throws
   * `PAYMENT_NOT_FOUND` (404), and `PAYMENT_FIXED` and `PAYMENT_NOT_OPEN` (409).
   */
  async decide(actor: UserActor, paymentId: string, decide: (payment: Payment) => Promise<void>): Promise<void> {
    const scope = outletScope(actor);
    const { orderId, outletId, tender, ...view } = (await this.find(scope, paymentId)).view;
    if (!tender) throw paymentFixed(view);
    await this.unitOfWork.run(async () => {
      await this.payables.hold(orderId, outletId);
      const payment = await this.find([outletId], paymentId);
      if (!payment.isLive) throw paymentNotOpen(payment.view);
      await decide(payment);
    });
  }

  /** Writes what `decide` made of it. Throws `PAYMENT_NOT_OPEN` (409) where somebody else was first. */
  async save(payment: Payment): Promise<void> {
    const now = payment.view;
    if (!(await this.payments.save(payment))) throw paymentNotOpen(now);
  }

  private async find(scope: Parameters<PaymentRepository['find']>[0], id: string): Promise<Payment> {
    const payment = await this.payments.find(scope, id);
    if (!payment) throw paymentNotFound();
    return payment;
  }
}
