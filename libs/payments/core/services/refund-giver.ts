import { Injectable } from '@nestjs/common';

import type { ActorRef, MinorUnits } from '#libs/kernel';

import { cashBack, cashInstead } from '../model/cash-back.js';
import type { ReturnedPieces } from '../model/payable.js';
import { EXCHANGE, type Payment } from '../model/payment.js';
import { nothingLeft, referenceUnexpected, refundTenderClosed, refundToRequired } from '../model/payments.errors.js';
import type { Refund } from '../model/refund.js';
import { elsewhereThan, type RefundTarget, type RefundTo } from '../model/refund-target.js';
import { tenderMeant } from '../model/tender.js';
import { assertInCoins } from '../model/tip.js';
import { Payables, TenderRepository } from '../payments.ports.js';
import { Bookkeeping } from './bookkeeping.js';
import { RefundRequests } from './refund-requests.js';

/** What somebody wants back of one payment, before it is known in which coins. */
export interface WantedShare {
  readonly payment: Payment;
  /** Of the bill. */
  readonly asked: MinorUnits;
  readonly tip: MinorUnits;
  readonly target: RefundTarget;
  /** Goods were exchanged for the rest of it: what is left is no sum of coins by itself. */
  readonly isOfExchange?: boolean;
}

/** What goes back of one payment. */
export interface ShareToGive extends WantedShare {
  /** Of the bill, `rounding` in it. */
  readonly amount: MinorUnits;
  readonly rounding: MinorUnits;
}

export interface Grounds {
  readonly pieces?: readonly ReturnedPieces[];
  readonly reason: string;
  readonly reasonId?: string;
  /** Of the slip or transfer, where it goes back by a tender. */
  readonly reference?: string;
  readonly actor: ActorRef;
}

/** Gives money of payments back: as it came, or by what staff chose instead. */
@Injectable()
export class RefundGiver {
  constructor(
    private readonly tenders: TenderRepository,
    private readonly payables: Payables,
    private readonly bookkeeping: Bookkeeping,
    private readonly requests: RefundRequests,
  ) {}

  /** Throws `TENDER_NOT_FOUND` (404), and `TENDER_REQUIRED`, `TENDER_INACTIVE` and `REFUND_TENDER_CLOSED` (422). */
  async targetOf(outletId: string, to: RefundTo | undefined): Promise<RefundTarget> {
    if (!to) return null;
    if (to.method === 'cash') return 'cash';
    const tender = tenderMeant(await this.tenders.ofOutlet(outletId), { method: to.method, tenderId: to.tenderId });
    if (!tender.refundable) throw refundTenderClosed(tender.name);
    return tender;
  }

  /** In coins that there are: `amount` is 0 for less than one. Throws `REFUND_TOO_LARGE`, `TIP_NOT_IN_COINS`. */
  async inCoins(wanted: WantedShare): Promise<ShareToGive> {
    const { payment, asked, tip } = wanted;
    assertLeft(payment, asked, tip);
    const target = elsewhereThan(payment.view, wanted.target);
    if (target === null && payment.view.method === EXCHANGE) throw refundToRequired();
    const isCash = target === 'cash' || (target === null && isOfCash(payment));
    if (!isCash) return { ...wanted, target, amount: asked, rounding: 0 };
    const coin = await this.payables.smallestCoin(payment.view.outletId);
    if (target === 'cash' || tip < payment.refundableTip) assertInCoins(tip, coin);
    const count = target === 'cash' || wanted.isOfExchange ? cashInstead : cashBack;
    return { ...wanted, target, ...count(asked, payment.refundable, coin) };
  }

  /**
   * Cash leaves the drawer, and what a tender gives is given; a gateway is asked after the commit. The bill hears of what is given. Throws what
   * `RefundRequests` does.
   */
  async give({ payment, amount, rounding, tip, target }: ShareToGive, grounds: Grounds): Promise<Refund> {
    const { pieces = null, actor, reference, ...why } = grounds;
    const wish = { payment, amount, tip, actor, ...why, ...(pieces && { pieces }) };
    const isByHand = target !== null || payment.view.gateway === null;
    if (!isByHand) return this.requests.throughGateway(wish);
    await this.bookkeeping.refunded(payment, { amount, pieces }, actor);
    if (target === 'cash' || (target === null && isOfCash(payment))) return this.requests.inCash({ ...wish, rounding });
    return this.requests.byTender({ ...wish, reference, ...(target && { tender: target }) });
  }

  /** No money leaves: it pays for other goods. The bill hears of what is given. */
  async exchange({ payment, asked }: Pick<WantedShare, 'payment' | 'asked'>, grounds: Grounds): Promise<Refund> {
    const { pieces = null, actor, reason, reasonId } = grounds;
    await this.bookkeeping.refunded(payment, { amount: asked, pieces }, actor);
    return this.requests.inExchange({ payment, amount: asked, actor, reason, reasonId, ...(pieces && { pieces }) });
  }

  /** Throws `REFERENCE_UNEXPECTED` (400) for a slip of what none of these goes back by. */
  assertReference(shares: readonly WantedShare[], reference: string | undefined): void {
    if (reference === undefined) return;
    const isByTender = shares.some(({ payment, target }) =>
      target === null ? payment.view.tender : target !== 'cash',
    );
    if (!isByTender) throw referenceUnexpected();
  }
}

const isOfCash = ({ view: { method } }: Payment): boolean => method === 'cash';

/** Throws `REFUND_TOO_LARGE`. */
function assertLeft(payment: Payment, amount: MinorUnits, tip: MinorUnits): void {
  const isLeft = amount <= payment.refundable && tip <= payment.refundableTip;
  if (!isLeft || amount + tip <= 0) throw nothingLeft(payment.view);
}
