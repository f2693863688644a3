import { Injectable } from '@nestjs/common';

import { EventLog, type MinorUnits } from '#libs/kernel';

import type { Payable } from '../model/payable.js';
import { assertRoomBeside, inTheWay } from '../model/payment-plan.js';
import type { Payment, PaymentView } from '../model/payment.js';
import { paymentNotFound } from '../model/payments.errors.js';
import { PayerForgotten } from '../model/payments.events.js';
import type { OpenedPayment } from '../payments.api.js';
import { PaymentRepository } from '../payments.ports.js';
import { PaymentPages } from './payment-pages.js';
import { ReconciliationSchedule } from './reconciliation-schedule.js';

/** All payments of one bill: which of them are live, and which are no longer wanted. */
@Injectable()
export class BillPayments {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly pages: PaymentPages,
    private readonly schedule: ReconciliationSchedule,
    private readonly events: EventLog,
  ) {}

  all(outletId: string, payableId: string): Promise<Payment[]> {
    return this.payments.ofPayable(outletId, payableId);
  }

  /** Whatever may still be paid, given up or not. */
  async live(outletId: string, payableId: string): Promise<Payment[]> {
    return (await this.all(outletId, payableId)).filter(({ isLive }) => isLive);
  }

  /** Live and wanted, oldest first. */
  async wanted(outletId: string, payableId: string): Promise<PaymentView[]> {
    const live = await this.live(outletId, payableId);
    return live.flatMap(({ view }) => (view.isGivenUp ? [] : [view]));
  }

  /** One that was opened before, whatever became of it. Throws `PAYMENT_NOT_FOUND`, and as {@link PaymentPages.of} does. */
  async show(outletId: string, paymentId: string): Promise<OpenedPayment> {
    const payment = await this.payments.find([outletId], paymentId);
    if (!payment) throw paymentNotFound();
    return this.pages.of(payment);
  }

  /** Marks payments as no longer wanted in the ambient transaction; they are cancelled at their gateway right after it. */
  async giveUp(outletId: string, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    for (const id of await this.payments.abandon(outletId, ids)) await this.schedule.paymentGivenUp(outletId, id);
  }

  /** Gives up as many as must go for the rest to fit into `room`. */
  async makeRoom(outletId: string, payableId: string, room: MinorUnits): Promise<void> {
    await this.giveUp(outletId, inTheWay(room, await this.wanted(outletId, payableId), ''));
  }

  /** The same for what was taken at a till just now. Throws `ITEMS_TAKEN` (409) as {@link assertRoomBeside} does. */
  async makeRoomFor(
    outletId: string,
    payableId: string,
    { room, taken }: { room: MinorUnits; taken: MinorUnits },
  ): Promise<void> {
    const wanted = await this.wanted(outletId, payableId);
    assertRoomBeside(room, wanted, taken);
    await this.giveUp(outletId, inTheWay(room, wanted, ''));
  }

  /** Ends what a bill may still be paid with, in the ambient transaction: gateways cancel after it, what staff wait for is over at once. */
  async endAll(outletId: string, payments: readonly Payment[]): Promise<void> {
    const live = payments.filter(({ isLive }) => isLive);
    await this.giveUp(
      outletId,
      live.flatMap(({ view: { id, tender } }) => (tender ? [] : [id])),
    );
    for (const payment of live.filter(({ view }) => view.tender)) {
      payment.cancel(null);
      await this.payments.save(payment);
    }
  }

  /** Takes the customer off, and tells whoever keeps what gateways said of the payer. */
  async forgetCustomers(payables: readonly Pick<Payable, 'id' | 'outletId'>[]): Promise<void> {
    const ids = await this.payments.forgetCustomers(payables);
    if (ids.length === 0) return;
    await this.events.append([PayerForgotten.of({ outletId: null, payload: { payment_ids: ids } })]);
  }
}
