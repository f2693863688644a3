import { ruleBroken } from '#libs/kernel';
import type { ReturnedPieces } from '#libs/payments';

import { Bill, freedBy, type TakenLine } from './bill.js';
import { forDiscount, joinTerms, keeping, rootOf, splitTerms } from './bill-terms.js';
import { isKnownToStations } from './courses.js';
import { assertHeldAlike, isFreed, joining } from './order-hold.js';
import { addedBy, type OrderLine } from './order-line.js';
import { afterMoving, assertBillOpen, assertMovable } from './order-money.js';
import type { Discount } from './order-pricing.js';
import type { Act, FreedStock, OrderDraft, OrderState } from './order-state.js';
import { freshState, mergedAway } from './order-state.js';
import { returnsOf } from './order-returns.js';
import { billClosed, billHasPayments, orderParked, orderVoided } from './ordering.errors.js';
import { orderEvents } from './order-events.js';
import { OrderWithMoney } from './order-with-money.js';
import { linesToRevive, PARKED_TOO_LONG, PAYMENT_EXPIRED } from './order-expiry.js';
import { settled } from './settlement.js';

/**
 * A bill and the kitchen's work for it. Every verb succeeds, or throws a coded error and changes nothing. Verbs record events and history,
 * which the repository writes in the same statement.
 */
export class Order extends OrderWithMoney {
  static place(draft: OrderDraft, lines: readonly OrderLine[], at: Date): Order {
    const bill = new Bill([]);
    const state = freshState(draft, at);
    bill.append(joining(state, addedBy(lines, draft.placedBy, at), { there: [], at }));
    const order = new Order(state, bill, 0);
    order.reprice(at);
    if (isFreed(order.state)) order.letGo('NEW', at);
    order.tellPlaced();
    order.followMoney({ actor: draft.placedBy, at }, null);
    return order;
  }

  /** Only for the repository. */
  static restore(state: OrderState, lines: readonly OrderLine[]): Order {
    return new Order(state, new Bill([...lines].sort((a, b) => a.position - b.position)), state.version);
  }

  applyDiscount(discount: Discount | null, act: Act): void {
    assertBillOpen(this.state);
    const before = this.state;
    this.bill.rewrite(forDiscount(discount, this.bill.active, before.coupon !== null));
    this.state = { ...before, discount };
    this.reprice(act.at);
    if (this.amountDue < 0) throw billHasPayments(this.state.paidAmount);
    this.stamp('DISCOUNTED', act, { details: { discount_total: this.state.discountTotal } });
    this.journal.tell(orderEvents.updated(this.state, 'DISCOUNTED', []));
    this.followMoney(act, before);
  }

  /** Another table, and the sitting there. Its old sitting is told that it left, unless it goes along (`withSitting`). */
  transfer(
    table: { id: string; name: string; sessionId: string | null },
    act: Act,
    { withSitting = false }: { withSitting?: boolean } = {},
  ): void {
    if (this.state.status === 'VOIDED') throw billClosed(this.state.status, this.state.paymentStatus);
    const before = this.state;
    const from = before.tableId;
    this.state = { ...this.state, tableId: table.id, tableName: table.name, tableSessionId: table.sessionId };
    this.stamp('TRANSFERRED', act, { details: { from_table_id: from, to_table_id: table.id } });
    this.journal.tell(orderEvents.updated(this.state, 'TRANSFERRED', []));
    if (!withSitting) this.tellWhoLoses(before, this.state);
  }

  /** Its sitting became a part of another: a bill that is over goes along without a word. */
  joinSitting(sessionId: string, act: Act): void {
    if (this.state.tableSessionId === sessionId) return;
    this.state = { ...this.state, tableSessionId: sessionId };
    this.stamp('SITTING_JOINED', act, { details: { table_session_id: sessionId } });
  }

  /** Its parcel was handed over. Throws `ORDER_VOIDED` (409). */
  ship(parcel: { trackingNumber: string; carrier: string | null }, act: Act): void {
    if (this.state.status === 'VOIDED') throw orderVoided();
    this.stamp('SHIPPED', act, { details: { tracking_number: parcel.trackingNumber, carrier: parcel.carrier } });
    this.journal.tell(orderEvents.shipped(this.state, parcel));
  }

  /** Its parcel goes elsewhere. Where to is the parcel's to know: it names a person. */
  redirect(act: Act): void {
    this.stamp('ADDRESS_CORRECTED', act);
    this.journal.tell(orderEvents.updated(this.state, 'ADDRESS_CORRECTED', []));
  }

  /** Ends the order. Answers the stock that comes free; money already taken is the caller's to refund. Throws what `assertMayEnd` does. */
  void(act: Act, today?: string): FreedStock[] {
    if (this.state.status === 'VOIDED') return [];
    this.assertMayEnd(today);
    const [before, lines] = [this.state, this.bill.active];
    const freed = freedBy(this.isCounterSale ? lines.map((line) => ({ ...line, status: 'NEW' })) : lines);
    for (const line of lines) this.bill.replace({ ...line, status: 'VOIDED', voidReason: act.reason ?? null });
    this.end(act, before);
    return freed;
  }

  /** Nobody paid in time, or took it up again: ends as a void does, and may be revived where money was to come. */
  expire(act: Act): FreedStock[] {
    const freed = this.void({ ...act, reason: this.isParked ? PARKED_TOO_LONG : PAYMENT_EXPIRED });
    this.state = { ...this.state, expiredAt: act.at };
    return freed;
  }

  /** The money came after all: the order is as it was placed. Its stock is the caller's to take again. */
  revive(act: Act): void {
    for (const line of linesToRevive(this.state, this.bill.lines)) this.bill.replace(line);
    this.state = { ...this.state, expiredAt: null };
    this.moveTo(this.state.holdReason ? 'HELD' : 'NEW', act);
    this.journal.tell(orderEvents.updated(this.state, 'REVIVED', this.bill.active.filter(isKnownToStations)));
  }

  /** Takes lines, or pieces of them, to a bill of their own. The kitchen's work moves with them and is never asked for again. */
  split(wanted: readonly TakenLine[], target: Pick<OrderState, 'id' | 'number'>, act: Act): Order {
    assertMovable(this.state);
    // Its coupon is used once, when it is taken up.
    if (this.isParked && this.state.coupon) throw orderParked();
    const before = this.state;
    const moved = wanted.map(({ lineId, quantity }) => this.bill.takeOut(lineId, quantity));
    if (this.bill.active.length === 0) throw ruleBroken('SPLIT_TAKES_ALL', 'A split must leave something on the bill.');
    const [stays, goes] = splitTerms(before, this.bill.active, moved);
    this.state = afterMoving({ ...before, ...stays }, this.bill.lines, act.at);
    const origin = { splitFrom: before.id, splitRoot: rootOf(before), placedBy: act.actor, shippingTotal: 0 };
    const begun = { ...freshState({ ...before, ...goes, ...target, ...origin }, act.at), ...goes };
    const bill = new Bill([]);
    bill.append(moved);
    const other = new Order(afterMoving(begun, bill.lines, act.at), bill, 0);
    this.stamp('SPLIT', act, { details: { to_order_id: target.id, item_ids: moved.map((line) => line.id) } });
    other.stamp('SPLIT_FROM', act, { details: { from_order_id: this.state.id } });
    this.journal.tell(orderEvents.linesMoved(this.state, other.state, other.lines.filter(isKnownToStations)));
    other.followLines(act);
    this.followLines(act);
    other.followMoney(act, null);
    this.followMoney(act, before);
    return other;
  }

  /**
   * Takes the lines of another bill onto this one, each at the price that it had; the other ends as merged, without stock or kitchen hearing
   * of a void. Throws `MERGE_DISCOUNTS_CLASH` (409).
   */
  merge(other: Order, act: Act): void {
    for (const order of [this, other]) assertMovable(order.state);
    assertHeldAlike(this.state, other.state);
    const [before, away] = [this.state, other.state];
    const { keeps, ...terms } = joinTerms(before, away);
    if (keeps === 'bill') this.bill.rewrite(keeping);
    const lines = other.bill.takeAll();
    const ids = this.bill.append(keeps === 'other' ? lines.map(keeping) : lines);
    const shippingTotal = before.shippingTotal + away.shippingTotal;
    this.state = afterMoving({ ...before, ...terms, shippingTotal }, this.bill.lines, act.at);
    other.state = settled(mergedAway(away, before.id), act.at);
    const details = { from_order_id: away.id, total_amount: away.totalAmount, discount_total: away.discountTotal };
    this.stamp('MERGED', act, { details });
    other.stamp('MERGED_INTO', act, { details: { into_order_id: this.state.id } });
    this.journal.tell(orderEvents.linesMoved(other.state, this.state, this.bill.pick(ids).filter(isKnownToStations)));
    this.tellWhoLoses(other.state, this.state);
    this.followLines(act);
    this.followMoney(act, before);
    other.followMoney(act, away);
  }

  /**
   * Pieces were given back. What nobody has begun leaves the kitchen, and when nothing else is left the order ends there; what was sold and
   * paid stays as it was. Answers the stock that comes free.
   */
  returned(pieces: readonly ReturnedPieces[], act: Act): readonly FreedStock[] {
    if (this.state.status === 'VOIDED') return [];
    const { lines, leaving, freed } = returnsOf(this.bill.active, pieces);
    if (lines.length === 0) return [];
    for (const line of lines) this.bill.replace(line);
    this.stamp('RETURNED', act, {
      details: { items: pieces.map(({ lineId, quantity }) => ({ id: lineId, quantity })) },
    });
    const known = leaving.filter(({ line }) => isKnownToStations(line));
    if (known.length > 0) this.journal.tell(orderEvents.returned(this.state, known));
    if (this.bill.work.length > 0) this.followLines(act);
    else this.leaveKitchen(act);
    this.finishSale(act);
    return freed;
  }

  private tellWhoLoses(bill: OrderState, present: OrderState): void {
    if (bill.tableSessionId === null || bill.tableSessionId === present.tableSessionId) return;
    this.journal.tell(orderEvents.left(bill, present));
  }
}
