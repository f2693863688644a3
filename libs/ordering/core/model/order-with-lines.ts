import { conflict, type MinorUnits, newId } from '#libs/kernel';

import { freedBy } from './bill.js';
import { type BillDetails, detailChanges, detailed, differingDetails } from './bill-details.js';
import {
  asNewLine,
  assertChangeable,
  changedLine,
  differencesOf,
  growsApart,
  isOtherLine,
  type LineChange,
} from './line-change.js';
import { OrderInTheKitchen } from './order-in-the-kitchen.js';
import { isKnownToStations } from './courses.js';
import { joining } from './order-hold.js';
import { agreedDetails, compedLine, discountedLine, isSameTerms, pricedLine } from './agreed-line.js';
import type { LineDiscount } from './line-terms.js';
import { addedBy, cutLine, type OrderLine } from './order-line.js';
import { afterLosingLines, assertBillOpen, assertCoversPayments, isOpenBill } from './order-money.js';
import { billClosed, billHasPayments } from './ordering.errors.js';
import { orderEvents } from './order-events.js';
import type { Act, FreedStock, OrderState } from './order-state.js';
import { linePartlyGivenBack } from './ordering.errors.js';
import { isBegun } from './order-status.js';

/** The floor's verbs of an order: lines come, change, and are taken off. */
export abstract class OrderWithLines extends OrderInTheKitchen {
  addLines(lines: readonly OrderLine[], act: Act): void {
    assertBillOpen(this.state);
    const added = addedBy(lines, act.actor, act.at);
    const ids = this.bill.append(joining(this.state, added, { there: this.bill.lines, at: act.at }));
    const before = this.state;
    this.reprice(act.at);
    this.stamp('LINES_ADDED', act, { details: { item_ids: [...ids] } });
    this.followLines(act);
    this.journal.tell(orderEvents.updated(this.state, 'LINES_ADDED', this.bill.pick(ids).filter(isKnownToStations)));
    this.tellWaiting();
    this.followMoney(act, before);
  }

  /** Takes a line off the bill, or what is left of it where pieces were given back, and the coupon that needs more than is left; the last one ends the order. */
  voidLine(lineId: string, act: Act): FreedStock[] {
    const line = this.bill.line(lineId);
    if (line.status === 'VOIDED') return [];
    if (line.refundedQuantity >= line.quantity) throw linePartlyGivenBack();
    // Pieces that were given back stay on the bill, with what was given for them.
    if (line.refundedQuantity > 0) return this.changeLine(lineId, { quantity: line.refundedQuantity }, act);
    assertBillOpen(this.state);
    const before = this.state;
    const rest = this.bill.active.filter(({ id }) => id !== line.id);
    assertCoversPayments(before, this.bill.lines, rest);
    if (rest.length === 0) this.assertMayEnd();
    this.bill.replace({ ...line, status: 'VOIDED', voidReason: act.reason ?? null });
    const details = this.isLoss && rest.length > 0 ? { loss: true, amount: line.total } : {};
    this.stamp('LINE_VOIDED', act, { itemId: line.id, from: line.status, to: 'VOIDED', details });
    this.endCoupon(before, rest, act);
    this.reprice(act.at);
    // A bill of no lines ends; it is not settled for that.
    const { paymentStatus, settledAt } = rest.length === 0 ? before : this.state;
    this.state = { ...this.state, paymentStatus, settledAt };
    this.journal.tell(
      orderEvents.updated(this.state, 'LINE_VOIDED', [this.bill.line(lineId)].filter(isKnownToStations)),
    );
    if (rest.length === 0) this.end(act, before);
    else {
      this.followLines(act);
      this.followMoney(act, before);
    }
    return freedBy([line]);
  }

  /**
   * More or fewer pieces of a line, other modifiers, another note. More of what a station was asked for are a line of their own, at the price of the
   * first; fewer of what is being made are void. What is so already changes nothing. Answers the stock that comes free. Throws what
   * `assertChangeable` does, and `ORDER_HAS_PAYMENTS` (409) for less than was paid.
   */
  changeLine(lineId: string, change: LineChange, act: Act): FreedStock[] {
    const line = this.bill.line(lineId);
    assertChangeable(line, change);
    assertBillOpen(this.state);
    const wanted = change.quantity ?? line.quantity;
    const extra = growsApart(line) ? Math.max(0, wanted - line.quantity) : 0;
    const changed = changedLine(line, { ...change, quantity: wanted - extra });
    const isOther = isOtherLine(line, changed);
    if (!isOther && extra === 0) return [];
    const before = this.state;
    const rest = this.bill.active.map((one) => (one.id === lineId ? changed : one));
    assertCoversPayments(before, this.bill.lines, rest);
    this.bill.replace(changed);
    const added = this.bill.append(
      extra > 0
        ? joining(this.state, addedBy([asNewLine(changed, extra)], act.actor, act.at), {
            there: this.bill.lines,
            at: act.at,
          })
        : [],
    );
    const gone = Math.max(0, line.quantity - changed.quantity);
    this.stamp('LINE_CHANGED', act, { itemId: lineId, details: differencesOf(line, changed, wanted) });
    if (gone > 0 && isBegun(line.status)) this.voidPieces(line, gone, act);
    this.endCoupon(before, rest, act);
    this.reprice(act.at);
    if (isOther) this.tellChanged(this.bill.line(lineId), line);
    if (extra > 0)
      this.journal.tell(
        orderEvents.updated(this.state, 'LINES_ADDED', this.bill.pick(added).filter(isKnownToStations)),
      );
    this.tellWaiting();
    this.followLines(act);
    this.followMoney(act, before);
    return gone === 0 ? [] : freedBy([{ ...line, quantity: gone, refundedQuantity: 0 }]);
  }

  /**
   * Who gets a line, and when. A line that waits goes on waiting, also where its course is out by now: it is fired. False when it is so
   * already. Throws `LINE_VOIDED` and `BILL_CLOSED` (409).
   */
  placeLine(
    lineId: string,
    place: { readonly seat?: number | null; readonly course?: number | null },
    act: Act,
  ): boolean {
    const line = this.bill.line(lineId);
    if (line.status === 'VOIDED') throw conflict('LINE_VOIDED', 'This line was taken off the bill: add it once more.');
    assertBillOpen(this.state);
    const { seat = line.seat, course = line.course } = place;
    if (seat === line.seat && course === line.course) return false;
    this.bill.replace({ ...line, seat, course });
    const details = { ...(seat !== line.seat && { seat }), ...(course !== line.course && { course }) };
    this.stamp('LINE_PLACED', act, { itemId: lineId, details });
    this.journal.tell(orderEvents.updated(this.state, 'LINE_PLACED', []));
    return true;
  }

  /**
   * How it is served, for how many, by whom, for whom, and its note. False when it is so already. Throws `BILL_CLOSED` (409) for a bill that is over, and
   * `ORDER_HAS_PAYMENTS` (409) for another type or number of guests of one that was paid in part.
   */
  changeDetails(details: BillDetails, act: Act): boolean {
    const before = this.state;
    const changed = differingDetails(before, detailed(before, details));
    if (changed.size === 0) return false;
    if (!isOpenBill(before)) throw billClosed(before.status, before.paymentStatus);
    if ((changed.has('type') || changed.has('guestCount')) && before.paidAmount > 0) {
      throw billHasPayments(before.paidAmount);
    }
    this.state = detailed(before, details);
    if (changed.has('type')) this.reprice(act.at);
    this.stamp('DETAILS_CHANGED', act, { details: detailChanges(before, this.state) });
    const change = changed.has('type') ? 'TYPE_CHANGED' : 'DETAILS_CHANGED';
    this.journal.tell(orderEvents.updated(this.state, change, []));
    if (changed.has('type')) this.followMoney(act, before);
    return true;
  }

  private tellChanged(line: OrderLine, was: OrderLine): void {
    const isKnown = isKnownToStations(line);
    this.journal.tell(
      isKnown ? orderEvents.lineChanged(this.state, line, was) : orderEvents.updated(this.state, 'LINE_CHANGED', []),
    );
  }

  /**
   * A discount of this line alone, on what it costs before the bill has anything off; null takes it off again. False when it is so already.
   * Throws what {@link agree} does.
   */
  discountLine(lineId: string, discount: LineDiscount | null, act: Act): boolean {
    const change = (line: OrderLine) => discountedLine(line, discount);
    return this.agree(lineId, change, 'LINE_DISCOUNTED', act);
  }

  /**
   * So many pieces of the line are on the house, and no others: 0 has all of them paid for. The kitchen, the stock and what the line cost know
   * nothing of it. Throws `COMP_TOO_MANY` (422) for more than there are, and what {@link agree} does.
   */
  compLine(lineId: string, pieces: number, act: Act): boolean {
    return this.agree(lineId, (line) => compedLine(line, pieces, act.reason ?? ''), 'COMPED', act);
  }

  /** Another price of a piece, without its modifiers; that of the menu is no price by hand. Throws `MODIFIERS_INVALID`, `AMOUNT_TOO_LARGE` (422), and what {@link agree} does. */
  priceLine(lineId: string, unitPrice: MinorUnits, act: Act): boolean {
    return this.agree(lineId, (line) => pricedLine(line, unitPrice, act.reason ?? ''), 'LINE_REPRICED', act);
  }

  /** Throws `LINE_VOIDED`, `LINE_REFUNDED`, `BILL_CLOSED`, and `ORDER_HAS_PAYMENTS` for less than was paid (all 409). */
  private agree(
    lineId: string,
    change: (line: OrderLine) => OrderLine,
    name: 'LINE_DISCOUNTED' | 'COMPED' | 'LINE_REPRICED',
    act: Act,
  ): boolean {
    const line = this.bill.line(lineId);
    assertChangeable(line, {});
    assertBillOpen(this.state);
    const changed = change(line);
    if (isSameTerms(line, changed)) return false;
    const before = this.state;
    const rest = this.bill.active.map((one) => (one.id === lineId ? changed : one));
    assertCoversPayments(before, this.bill.lines, rest);
    this.bill.replace(changed);
    this.endCoupon(before, rest, act);
    this.reprice(act.at);
    this.stamp(name, act, { itemId: lineId, details: agreedDetails(line, this.bill.line(lineId)) });
    this.journal.tell(orderEvents.updated(this.state, name, []));
    this.followMoney(act, before);
    return true;
  }

  /** Pieces of a line that the kitchen has begun with stay on the bill as a line that is void: they were made, and are lost. */
  private voidPieces(line: OrderLine, pieces: number, act: Act): void {
    const [taken] = cutLine(line, pieces);
    const lost: OrderLine = {
      ...taken,
      id: newId(),
      version: 0,
      refundedQuantity: 0,
      splitFrom: line.id,
      status: 'VOIDED',
      voidReason: act.reason ?? null,
    };
    this.bill.append([lost]);
    const details = this.isLoss ? { loss: true, amount: lost.total } : {};
    this.stamp('LINE_VOIDED', act, { itemId: lost.id, from: line.status, to: 'VOIDED', details });
  }

  /** Takes the coupon off a bill that is too small for it now. */
  private endCoupon({ couponCode }: OrderState, rest: readonly OrderLine[], act: Act): void {
    this.state = afterLosingLines(this.state, rest);
    if (this.state.couponCode !== couponCode) this.stamp('COUPON_ENDED', act, { details: { coupon_code: couponCode } });
  }
}
