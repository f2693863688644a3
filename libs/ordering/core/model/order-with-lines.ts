import { newId } from '#libs/kernel';

import { freedBy } from './bill.js';
import {
  asNewLine,
  assertChangeable,
  changedLine,
  differencesOf,
  isAskedFor,
  isOtherLine,
  type LineChange,
} from './line-change.js';
import { OrderInTheKitchen } from './order-in-the-kitchen.js';
import { joining } from './order-hold.js';
import { cutLine, type OrderLine } from './order-line.js';
import { afterLosingLines, assertBillOpen, assertCoversPayments } from './order-money.js';
import { orderEvents } from './order-events.js';
import type { Act, FreedStock, OrderState } from './order-state.js';
import { isBegun } from './order-status.js';

/** The floor's verbs of an order: lines come, change, and are taken off. */
export abstract class OrderWithLines extends OrderInTheKitchen {
  addLines(lines: readonly OrderLine[], act: Act): void {
    assertBillOpen(this.state);
    const ids = this.bill.append(joining(this.state, lines));
    const before = this.state;
    this.reprice(act.at);
    this.stamp('LINES_ADDED', act, { details: { item_ids: [...ids] } });
    this.followLines(act);
    this.journal.tell(orderEvents.updated(this.state, 'LINES_ADDED', this.bill.pick(ids)));
    this.tellWaiting();
    this.followMoney(act, before);
  }

  /** Takes a line off the bill, and the coupon that needs more than is left; the last one ends the order. */
  voidLine(lineId: string, act: Act): FreedStock[] {
    const line = this.bill.line(lineId);
    if (line.status === 'VOIDED') return [];
    assertBillOpen(this.state);
    const before = this.state;
    const rest = this.bill.active.filter(({ id }) => id !== line.id);
    assertCoversPayments(before, rest);
    if (rest.length === 0) this.assertMayEnd();
    this.bill.replace({ ...line, status: 'VOIDED', voidReason: act.reason ?? null });
    const details = this.isLoss && rest.length > 0 ? { loss: true, amount: line.total } : {};
    this.stamp('LINE_VOIDED', act, { itemId: line.id, from: line.status, to: 'VOIDED', details });
    this.endCoupon(before, rest, act);
    this.reprice(act.at);
    // A bill of no lines ends; it is not settled for that.
    const { paymentStatus, settledAt } = rest.length === 0 ? before : this.state;
    this.state = { ...this.state, paymentStatus, settledAt };
    this.journal.tell(orderEvents.updated(this.state, 'LINE_VOIDED', [this.bill.line(lineId)]));
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
    const extra = isAskedFor(line) ? Math.max(0, wanted - line.quantity) : 0;
    const changed = changedLine(line, { ...change, quantity: wanted - extra });
    const isOther = isOtherLine(line, changed);
    if (!isOther && extra === 0) return [];
    const before = this.state;
    const rest = this.bill.active.map((one) => (one.id === lineId ? changed : one));
    assertCoversPayments(before, rest);
    this.bill.replace(changed);
    const added = this.bill.append(extra > 0 ? [asNewLine(changed, extra)] : []);
    const gone = Math.max(0, line.quantity - changed.quantity);
    this.stamp('LINE_CHANGED', act, { itemId: lineId, details: differencesOf(line, changed, wanted) });
    if (gone > 0 && isBegun(line.status)) this.voidPieces(line, gone, act);
    this.endCoupon(before, rest, act);
    this.reprice(act.at);
    if (isOther) this.journal.tell(orderEvents.lineChanged(this.state, this.bill.line(lineId), line));
    if (extra > 0) this.journal.tell(orderEvents.updated(this.state, 'LINES_ADDED', this.bill.pick(added)));
    this.tellWaiting();
    this.followLines(act);
    this.followMoney(act, before);
    return gone === 0 ? [] : freedBy([{ ...line, quantity: gone }]);
  }

  /** Pieces of a line that the kitchen has begun with stay on the bill as a line that is void: they were made, and are lost. */
  private voidPieces(line: OrderLine, pieces: number, act: Act): void {
    const [taken] = cutLine(line, pieces);
    const lost: OrderLine = {
      ...taken,
      id: newId(),
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
