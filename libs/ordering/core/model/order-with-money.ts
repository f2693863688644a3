import type { MinorUnits } from '#libs/kernel';

import { settledSale } from './settled-sale.js';
import { afterPayment, afterRefund, afterReturn, isUnpaid, type Paid, showsAttempt } from './order-money.js';
import type { Act } from './order-state.js';
import { billClosed, billDue, billOpen, billVoided, reopenTooLate } from './ordering.errors.js';
import { orderEvents } from './order-events.js';
import { OrderWithLines } from './order-with-lines.js';
import { isReopened, reopened, settled } from './settlement.js';

/** The money's verbs of an order: it comes, goes back, and what was settled is opened again. */
export abstract class OrderWithMoney extends OrderWithLines {
  /** Money came in. */
  paid(payment: Paid, act: Act): void {
    this.state = afterPayment(this.state, payment, act.at);
    this.stamp('PAID', act, { details: { payment_id: payment.id, method: payment.method, amount: payment.amount } });
    const { id, method, amount } = payment;
    this.journal.tell(orderEvents.paymentUpdated(this.state, id, { method, received_amount: amount }));
    this.finishSale(act);
  }

  /** An attempt to pay came to nothing; or, after that, somebody begins another. */
  attempted(paymentStatus: 'FAILED' | 'PENDING', paymentId: string | null, act: Act): void {
    if (!showsAttempt(this.state, paymentStatus)) return;
    this.state = { ...this.state, paymentStatus };
    this.stamp(`PAYMENT_${paymentStatus}`, act, { details: { payment_id: paymentId } });
    this.journal.tell(orderEvents.paymentUpdated(this.state, paymentId));
  }

  /** Money that came was recorded as what it was not: the bill stands as it stood. */
  retendered({ paymentId, from, to }: { paymentId: string; from: string; to: string }, act: Act): void {
    this.stamp('RETENDERED', act, { details: { payment_id: paymentId, from, to } });
    this.journal.tell(orderEvents.paymentUpdated(this.state, paymentId));
  }

  /**
   * Money went back: of a sale, or (`isForPieces`) for pieces of it. On a bill that is still open a payment that goes back is as if it had not come: it is
   * due again.
   */
  refunded(amount: MinorUnits, act: Act, { isForPieces = false }: { isForPieces?: boolean } = {}): void {
    if (amount === 0) return;
    const isDueAgain = isUnpaid(this.state) && !isForPieces;
    this.state = isDueAgain ? afterReturn(this.state, amount) : afterRefund(this.state, amount);
    this.stamp(isDueAgain ? 'PAYMENT_RETURNED' : 'REFUNDED', act, { details: { amount } });
    this.journal.tell(orderEvents.paymentUpdated(this.state, null, { returned_amount: amount }));
  }

  /** Money came in that the bill does not take, or went back. */
  late(money: { readonly came?: MinorUnits; readonly wentBack?: MinorUnits }, act: Act): void {
    const { came = 0, wentBack = 0 } = money;
    if (came === 0 && wentBack === 0) return;
    const { lateAmount, lateRefunded } = this.state;
    const back = lateRefunded + wentBack;
    // What came before such money was counted is known by its going back.
    this.state = { ...this.state, lateAmount: Math.max(lateAmount + came, back), lateRefunded: back };
    this.stamp(came > 0 ? 'LATE_MONEY' : 'LATE_MONEY_RETURNED', act, { details: { amount: came + wentBack } });
    this.journal.tell(orderEvents.paymentUpdated(this.state, null));
  }

  /** Throws unless goods of it may be exchanged: it is settled, or was and some of it went back. `BILL_VOIDED`, `BILL_OPEN`, `BILL_CLOSED` (409). */
  assertMayExchange(): void {
    const { status, paymentStatus } = this.state;
    if (status === 'VOIDED') throw billVoided();
    if (isUnpaid(this.state)) throw billOpen();
    if (paymentStatus === 'REFUNDED') throw billClosed(status, paymentStatus);
  }

  /** Goods of it were given back in exchange for another order. */
  exchanged(into: { readonly orderId: string; readonly amount: MinorUnits }, act: Act): void {
    this.stamp('EXCHANGED', act, { details: { into_order_id: into.orderId, amount: into.amount } });
    this.journal.tell(orderEvents.updated(this.state, 'EXCHANGED', []));
  }

  /**
   * Throws unless the bill may be opened again on this business date: `BILL_VOIDED`, `BILL_OPEN` (it is not settled), `REOPEN_TOO_LATE`, and
   * `BILL_CLOSED` for one of which all went back (all 409).
   */
  assertMayReopen(today: string): void {
    this.assertMayExchange();
    const { businessDate } = this.state;
    if (businessDate !== today) throw reopenTooLate(businessDate);
  }

  /** A settled bill is open to change again: its payments stay, and it is settled once more when nothing is due after a change. */
  reopen(act: Act): void {
    const sale = settledSale(this.state, this.bill.active);
    this.state = reopened(this.state);
    this.stamp('REOPENED', act, { details: { settlement: this.state.settlement, sale } });
    this.journal.tell(orderEvents.updated(this.state, 'REOPENED', []));
    this.journal.tell(orderEvents.paymentUpdated(this.state, null));
  }

  /** Nothing is due of a bill that was reopened, and nobody wants to change it (any more). Throws `BILL_DUE` (409), and `BILL_CLOSED` for any other bill. */
  settleAgain(act: Act): void {
    if (!isReopened(this.state)) throw billClosed(this.state.status, this.state.paymentStatus);
    if (this.amountDue > 0) throw billDue(this.amountDue);
    const before = this.state;
    this.state = settled(this.state, act.at);
    this.followMoney(act, before);
  }
}
