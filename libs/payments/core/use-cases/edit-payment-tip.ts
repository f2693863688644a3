import { Injectable } from '@nestjs/common';

import { actorRef, AuditLog, type MinorUnits, outletScope, UnitOfWork, type UserActor } from '#libs/kernel';

import type { Payment } from '../model/payment.js';
import { paymentNotFound, tipFixed, tipToUnknown } from '../model/payments.errors.js';
import { assertInCoins, assertTip } from '../model/tip.js';
import { CashDrawer, Payables, PaymentQueries, PaymentRepository, type PaymentWithRefunds } from '../payments.ports.js';
import { TipBook } from '../services/tip-book.js';

export interface EditPaymentTipInput {
  readonly actor: UserActor;
  readonly paymentId: string;
  /** In minor units; 0 takes it away. */
  readonly tip: MinorUnits;
  /** Whose it is from now on: null for the pool; whose it was when absent. */
  readonly tipTo?: string | null;
  readonly isTipConfirmed?: boolean;
}

/** Writes another tip on what was paid in cash or by a tender, until the shift that took it has ended. Cash is more or less in its drawer by it. */
@Injectable()
export class EditPaymentTip {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly queries: PaymentQueries,
    private readonly payables: Payables,
    private readonly drawer: CashDrawer,
    private readonly book: TipBook,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Throws `PAYMENT_NOT_FOUND` (404), `TIP_FIXED` and `DRAWER_TOO_LOW` (409), `TIP_TOO_LARGE`, `TIP_NOT_IN_COINS` and `TIP_TO_UNKNOWN` (422).
   */
  async execute(input: EditPaymentTipInput): Promise<PaymentWithRefunds> {
    const scope = outletScope(input.actor);
    const { orderId, outletId } = (await this.find(scope, input.paymentId)).view;
    await this.assertWorksThere(outletId, input.tipTo);
    await this.unitOfWork.run(async () => {
      await this.payables.hold(orderId, outletId);
      await this.edit(await this.find([outletId], input.paymentId), input);
    });
    return this.queries.get(scope, input.paymentId);
  }

  private async edit(payment: Payment, { actor, tip, tipTo, isTipConfirmed }: EditPaymentTipInput): Promise<void> {
    const before = payment.view;
    const { amount, method, outletId, gateway, refundedTip, tipPending } = before;
    const isBack = before.status === 'REFUNDED' || refundedTip + tipPending > 0;
    if (gateway !== null || !payment.isCaptured || isBack) throw tipFixed(before);
    assertTip(amount, { tip, isTipConfirmed });
    if (method === 'cash') assertInCoins(tip, await this.payables.smallestCoin(outletId));
    if (!(await this.reaches(payment, tip, actor))) throw tipFixed(before);
    payment.giveTip(tip, tipTo === undefined ? before.tipTo : tipTo);
    if (!(await this.payments.save(payment))) throw tipFixed(before);
    await this.book.changed(before, payment.view, actorRef(actor));
    await this.audit.record({
      outletId,
      actor: actorRef(actor),
      action: 'payment.tip_changed',
      subjectType: 'payment',
      subjectId: before.id,
      details: { from: before.tip, tip, from_user_id: before.tipTo, tip_to: payment.view.tipTo },
    });
  }

  /** Whether the shift of the payment is open still: then the drawer has what the tip changed by. What is in no shift may change on its own day. */
  private async reaches({ view }: Payment, tip: MinorUnits, actor: UserActor): Promise<boolean> {
    const { outletId, shiftId, id: paymentId, method } = view;
    if (shiftId === null) return (await this.book.today(outletId)) === view.tender?.day;
    const cash = method === 'cash' ? tip - view.tip : 0;
    return this.drawer.correct({ outletId, shiftId, type: 'TIP', cash, paymentId, actor });
  }

  private async assertWorksThere(outletId: string, tipTo: string | null | undefined): Promise<void> {
    if (tipTo === undefined || tipTo === null) return;
    const strangers = await this.payables.strangersAmong(outletId, [tipTo]);
    if (strangers.length > 0) throw tipToUnknown(strangers);
  }

  private async find(scope: Parameters<PaymentRepository['find']>[0], id: string): Promise<Payment> {
    const payment = await this.payments.find(scope, id);
    if (!payment) throw paymentNotFound();
    return payment;
  }
}
