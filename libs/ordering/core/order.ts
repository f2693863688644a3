import { type MinorUnits, type NewEvent, ruleBroken, sum, versionConflict } from '#libs/kernel';

import { Bill, freedBy, type TakenLine } from './bill.js';
import { assertHeldAlike, assertLineFired, isFreed, isHeld, joining } from './order-hold.js';
import { OrderJournal } from './order-journal.js';
import type { OrderLine } from './order-line.js';
import {
  afterLosingLines,
  afterMerging,
  afterPayment,
  afterPricing,
  afterRefund,
  amountDue,
  assertBillOpen,
  assertCoversPayments,
  assertMovable,
  type Paid,
  payableShare,
  showsAttempt,
} from './order-money.js';
import { type Discount, shareReductions } from './order-pricing.js';
import type { Act, FreedStock, OrderChange, OrderDraft, OrderState } from './order-state.js';
import { freshState, mergedAway } from './order-state.js';
import { billClosed, billHasPayments, invalidTransition, orderVoided } from './order.errors.js';
import { orderEvents } from './order.events.js';
import { linesToRevive, PAYMENT_EXPIRED } from './order-expiry.js';
import { isBegun, mayBecome, type OrderStatus, rank, standingOf } from './order-status.js';

/**
 * A bill and the kitchen's work for it. Every verb succeeds, or throws a coded error and changes nothing. Verbs record events and history,
 * which the repository writes in the same statement.
 */
export class Order {
  private readonly journal = new OrderJournal();
  private readonly loadedCoupon: string | null;

  private constructor(
    private state: OrderState,
    private readonly bill: Bill,
    /** The version in the database; 0 for an order that is not there yet. */
    readonly loadedVersion: number,
  ) {
    this.loadedCoupon = state.couponCode;
  }

  static place(draft: OrderDraft, lines: readonly OrderLine[], at: Date): Order {
    const order = Order.fresh(draft, joining(freshState(draft, at), lines), at);
    if (isFreed(order.state)) order.letGo('NEW');
    order.journal.tell(orderEvents.placed(order.state, order.lines));
    return order;
  }

  /** Only for the repository. */
  static restore(state: OrderState, lines: readonly OrderLine[]): Order {
    return new Order(state, new Bill([...lines].sort((a, b) => a.position - b.position)), state.version);
  }

  get view(): OrderState {
    return this.state;
  }

  get lines(): readonly OrderLine[] {
    return this.bill.lines;
  }

  /** Lines that changed since the order was loaded. */
  get changedLines(): OrderLine[] {
    return this.bill.changed;
  }

  get amountDue(): MinorUnits {
    return amountDue(this.state);
  }

  /** Whether the kitchen has begun with any line. */
  get hasBegun(): boolean {
    return this.bill.active.some((line) => isBegun(line.status));
  }

  /** Whether the use of its coupon is to be given back: the order ended, or lost what the coupon asks for. */
  get freesCoupon(): boolean {
    return this.loadedCoupon !== null && (this.state.status === 'VOIDED' || this.state.couponCode === null);
  }

  /** How many are on the bill. */
  get pieces(): number {
    return sum(this.bill.active.map((line) => line.quantity));
  }

  hasBegunLine(lineId: string): boolean {
    return isBegun(this.bill.line(lineId).status);
  }

  pullEvents(): NewEvent[] {
    return this.journal.takeEvents();
  }

  pullChanges(): OrderChange[] {
    return this.journal.takeChanges();
  }

  assertVersion(expected: number | undefined): void {
    if (expected !== undefined && expected !== this.state.version) throw versionConflict(this.state.version);
  }

  addLines(lines: readonly OrderLine[], act: Act): void {
    assertBillOpen(this.state);
    const ids = this.bill.append(joining(this.state, lines));
    this.reprice();
    this.stamp('LINES_ADDED', act, { details: { item_ids: [...ids] } });
    this.followLines(act);
    this.journal.tell(orderEvents.updated(this.state, 'LINES_ADDED', this.bill.pick(ids)));
  }

  /** Takes a line off the bill, and the coupon that needs more than is left; the last one ends the order. */
  voidLine(lineId: string, act: Act): FreedStock[] {
    const line = this.bill.line(lineId);
    if (line.status === 'VOIDED') return [];
    assertBillOpen(this.state);
    const rest = this.bill.active.filter(({ id }) => id !== line.id);
    assertCoversPayments(this.state, rest);
    this.bill.replace({ ...line, status: 'VOIDED', voidReason: act.reason ?? null });
    this.stamp('LINE_VOIDED', act, { itemId: line.id, from: line.status, to: 'VOIDED' });
    const { couponCode } = this.state;
    this.state = afterLosingLines(this.state, rest);
    if (this.state.couponCode !== couponCode) this.stamp('COUPON_ENDED', act, { details: { coupon_code: couponCode } });
    this.reprice();
    this.journal.tell(orderEvents.updated(this.state, 'LINE_VOIDED', [this.bill.line(lineId)]));
    if (this.bill.active.length === 0) this.end(act);
    else this.followLines(act);
    this.fireIfFreed(act);
    return freedBy([line]);
  }

  /** Moves the order on, and with it every line that is behind. False when it is there already. */
  advance(to: OrderStatus, act: Act): boolean {
    const from = this.state.status;
    if (from === to) return false;
    if (to === 'VOIDED' || !mayBecome(from, to)) throw invalidTransition(from, to);
    if (isHeld(this.state)) {
      this.fire(to, act);
      return true;
    }
    for (const line of this.bill.active) {
      if (rank(line.status) < rank(to)) this.bill.replace({ ...line, status: to });
    }
    this.moveTo(to, act);
    return true;
  }

  /** Moves one line on; the order follows its lines. */
  advanceLine(lineId: string, to: OrderStatus, act: Act): boolean {
    const line = this.bill.line(lineId);
    if (line.status === to) return false;
    assertLineFired(line);
    if (to === 'VOIDED' || !mayBecome(line.status, to)) throw invalidTransition(line.status, to);
    this.bill.replace({ ...line, status: to });
    this.stamp('LINE_STATUS', act, { itemId: line.id, from: line.status, to });
    this.journal.tell(orderEvents.lineStatusChanged(this.state, this.bill.line(lineId), line.status));
    this.followLines(act);
    return true;
  }

  applyDiscount(discount: Discount | null, act: Act): void {
    assertBillOpen(this.state);
    const before = this.state;
    this.state = { ...before, discount };
    this.reprice();
    if (this.amountDue < 0) throw billHasPayments(this.state.paidAmount);
    this.stamp('DISCOUNTED', act, { details: { discount_total: this.state.discountTotal } });
    this.journal.tell(orderEvents.updated(this.state, 'DISCOUNTED', []));
    this.fireIfFreed(act);
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

  /** Ends the order unserved. Answers the stock that comes free; money already taken is the caller's to refund. */
  void(act: Act): FreedStock[] {
    if (this.state.status === 'VOIDED') return [];
    if (!mayBecome(this.state.status, 'VOIDED')) throw invalidTransition(this.state.status, 'VOIDED');
    const lines = this.bill.active;
    for (const line of lines) this.bill.replace({ ...line, status: 'VOIDED', voidReason: act.reason ?? null });
    this.end(act);
    return freedBy(lines);
  }

  /** Nobody paid in time: ends as a void does, and may be revived. */
  expire(act: Act): FreedStock[] {
    const freed = this.void({ ...act, reason: PAYMENT_EXPIRED });
    this.state = { ...this.state, expiredAt: act.at };
    return freed;
  }

  /** The money came after all: the order is as it was placed. Its stock is the caller's to take again. */
  revive(act: Act): void {
    for (const line of linesToRevive(this.state, this.bill.lines)) this.bill.replace(line);
    this.state = { ...this.state, expiredAt: null };
    this.moveTo(this.state.holdReason ? 'HELD' : 'NEW', act);
    this.journal.tell(orderEvents.updated(this.state, 'REVIVED', this.bill.active));
  }

  /** Takes lines, or pieces of them, to a bill of their own. The kitchen's work moves with them and is never asked for again. */
  split(wanted: readonly TakenLine[], target: Pick<OrderState, 'id' | 'number'>, act: Act): Order {
    assertMovable(this.state);
    const whole = sum(this.bill.active.map((line) => line.subtotal));
    const moved = wanted.map(({ lineId, quantity }) => this.bill.takeOut(lineId, quantity));
    if (this.bill.active.length === 0) throw ruleBroken('SPLIT_TAKES_ALL', 'A split must leave something on the bill.');
    const leaving = sum(moved.map((line) => line.subtotal));
    const [stays, goes] = shareReductions(this.state, whole, leaving);
    this.state = { ...this.state, ...stays };
    this.reprice();
    const draft = {
      ...this.state,
      ...goes,
      ...target,
      placedBy: act.actor,
      shippingTotal: 0,
      splitFrom: this.state.id,
    };
    const other = Order.fresh(draft, moved, act.at);
    this.stamp('SPLIT', act, { details: { to_order_id: target.id, item_ids: moved.map((line) => line.id) } });
    other.stamp('SPLIT_FROM', act, { details: { from_order_id: this.state.id } });
    this.journal.tell(orderEvents.linesMoved(this.state, other.state, other.lines));
    other.followLines(act);
    this.followLines(act);
    return other;
  }

  /** Takes the lines of another bill onto this one; the other ends as merged, without stock or kitchen hearing of a void. */
  merge(other: Order, act: Act): void {
    for (const order of [this, other]) assertMovable(order.state);
    assertHeldAlike(this.state, other.state);
    const ids = this.bill.append(other.bill.takeAll());
    this.state = afterMerging(this.state, other.state);
    this.reprice();
    other.state = mergedAway(other.state, this.state.id);
    other.reprice();
    this.stamp('MERGED', act, { details: { from_order_id: other.state.id } });
    other.stamp('MERGED_INTO', act, { details: { into_order_id: this.state.id } });
    this.journal.tell(orderEvents.linesMoved(other.state, this.state, this.bill.pick(ids)));
    this.tellWhoLoses(other.state, this.state);
    this.followLines(act);
  }

  /** The share to pay: `amount`, or all that is due. Throws when that is too much, or nothing is due. */
  payable(amount: MinorUnits | undefined): MinorUnits {
    return payableShare(this.state, amount);
  }

  /** Money came in. */
  paid(payment: Paid, act: Act): void {
    this.state = afterPayment(this.state, payment);
    this.stamp('PAID', act, { details: { payment_id: payment.id, method: payment.method, amount: payment.amount } });
    this.journal.tell(orderEvents.paymentUpdated(this.state, payment.id));
    this.fireIfFreed(act);
  }

  /** An attempt to pay came to nothing; or, after that, somebody begins another. */
  attempted(paymentStatus: 'FAILED' | 'PENDING', paymentId: string | null, act: Act): void {
    if (!showsAttempt(this.state, paymentStatus)) return;
    this.state = { ...this.state, paymentStatus };
    this.stamp(`PAYMENT_${paymentStatus}`, act, { details: { payment_id: paymentId } });
    this.journal.tell(orderEvents.paymentUpdated(this.state, paymentId));
  }

  /** Money went back. */
  refunded(amount: MinorUnits, act: Act): void {
    if (amount === 0) return;
    this.state = afterRefund(this.state, amount);
    this.stamp('REFUNDED', act, { details: { amount } });
    this.journal.tell(orderEvents.paymentUpdated(this.state, null));
  }

  private static fresh(draft: OrderDraft, lines: readonly OrderLine[], at: Date): Order {
    const bill = new Bill([]);
    bill.append(lines);
    const order = new Order(freshState(draft, at), bill, 0);
    order.reprice();
    return order;
  }

  /** What held the order is gone: the kitchen is told of it as of a new one, once. */
  private fire(to: OrderStatus, act: Act): void {
    this.letGo(to);
    this.stamp('STATUS', act, { from: 'HELD', to });
    this.journal.tell(orderEvents.statusChanged(this.state, 'HELD'));
    this.journal.tell(orderEvents.fired(this.state, this.bill.active));
  }

  private fireIfFreed(act: Act): void {
    if (isFreed(this.state)) this.fire('NEW', act);
  }

  private letGo(to: OrderStatus): void {
    for (const line of this.bill.active) this.bill.replace({ ...line, status: to });
    this.state = { ...this.state, status: to, holdReason: null };
  }

  private tellWhoLoses(bill: OrderState, present: OrderState): void {
    if (bill.tableSessionId === null || bill.tableSessionId === present.tableSessionId) return;
    this.journal.tell(orderEvents.left(bill, present));
  }

  private reprice(): void {
    this.state = afterPricing(this.state, this.bill.reprice(this.state));
  }

  /** The order stands where its lines stand. What no station makes (a bottle, a croissant) holds nothing up: it goes along. */
  private followLines(act: Act): void {
    const to = standingOf(this.bill.active);
    if (!to) return;
    for (const line of this.bill.active) {
      if (line.station === null && rank(line.status) < rank(to)) this.bill.replace({ ...line, status: to });
    }
    if (to !== this.state.status) this.moveTo(to, act);
  }

  private moveTo(to: OrderStatus, act: Act): void {
    const from = this.state.status;
    this.state = { ...this.state, status: to };
    this.stamp('STATUS', act, { from, to });
    this.journal.tell(orderEvents.statusChanged(this.state, from));
  }

  private end(act: Act): void {
    const from = this.state.status;
    this.state = { ...this.state, status: 'VOIDED' };
    this.stamp('VOIDED', act, { from, to: 'VOIDED' });
    this.journal.tell(orderEvents.voided(this.state, act.reason ?? null));
  }

  private stamp(action: string, act: Act, more: Parameters<OrderJournal['note']>[2] = {}): void {
    this.state = { ...this.state, version: this.loadedVersion + 1, updatedAt: act.at };
    this.journal.note(action, act, more);
  }
}
