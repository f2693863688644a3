import { Injectable } from '@nestjs/common';

import { actorRef, businessDate, Clock, newId } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { Payment, type PaymentView } from '../model/payment.js';
import { tenderAtTheTill } from '../model/payments.errors.js';
import type { TenderToTake } from '../payments.api.js';
import { assertTip } from '../model/tip.js';
import { CashDrawer, PaymentRepository } from '../payments.ports.js';
import { Bookkeeping } from '../services/bookkeeping.js';
import { TipBook } from '../services/tip-book.js';

/** Records what staff saw (a slip, a transfer, a voucher) as a payment of a bill, in the shift of whoever took it. */
@Injectable()
export class TakeTender {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly drawer: CashDrawer,
    private readonly bookkeeping: Bookkeeping,
    private readonly outlets: OutletsApi,
    private readonly clock: Clock,
    private readonly tips: TipBook,
  ) {}

  /** In the ambient transaction. `PENDING` where somebody has yet to see the money. Throws `NO_OPEN_SHIFT`, `REFERENCE_TAKEN`, `TENDER_AT_THE_TILL` and `TIP_TOO_LARGE`. */
  async execute(input: TenderToTake): Promise<PaymentView> {
    const { payable, tender, amount, part = null, actor } = input;
    const { reference = null, last4 = null, cardType = null, tipTo = null } = input;
    if (actor.kind !== 'user') throw tenderAtTheTill();
    const { outletId } = payable;
    const tip = assertTip(amount, input);
    const { timeZone, businessDayCutoff } = await this.outlets.get(outletId);
    const at = this.clock.now();
    const id = newId();
    const entry = { outletId, userId: actor.id, paymentId: id };
    const shiftId = tender.needsShift
      ? (await this.drawer.record({ ...entry, type: 'SALE', cash: 0 })).shiftId
      : await this.bookkeeping.shiftOfSale(entry);
    const day = businessDate(at, timeZone, businessDayCutoff);
    const seen = { amount, tip, tipTo, reference, last4, cardType, day };
    const payment = Payment.byTender({ id, payable, tender, ...seen, shiftId, part, actor: actorRef(actor), at });
    await this.payments.add(payment);
    if (payment.isCaptured) await this.tips.earned(payment.view, actorRef(actor));
    return payment.view;
  }
}
