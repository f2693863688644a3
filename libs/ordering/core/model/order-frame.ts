import { type MinorUnits, type NewEvent, sum, versionConflict } from '#libs/kernel';

import { type Demand, demandingOrder } from './kitchen-demand.js';
import type { Bill } from './bill.js';
import { isKnownToStations } from './courses.js';
import { demandedLines, isSameDemand } from './order-demand.js';
import { isFreed, isHeld, isParked } from './order-hold.js';
import { OrderJournal } from './order-journal.js';
import type { OrderLine } from './order-line.js';
import { afterAbsorbing, afterPricing, payableShare, refundedFreely } from './order-money.js';
import type { Act, OrderChange, OrderState } from './order-state.js';
import { billHasPayments, invalidTransition, seatsEmpty } from './ordering.errors.js';
import { orderEvents } from './order-events.js';
import { amountDue, isCounterSale, isFree, lossOf, settled } from './settlement.js';
import { isBegun, mayBecome, type OrderStatus, rank, standingOf } from './order-status.js';

/** What the verbs of an order stand on: its state, lines and journal, what can be asked of them, and what follows from every change. */
export abstract class OrderFrame {
  protected readonly journal = new OrderJournal();
  private readonly loadedCoupon: string | null;
  private readonly loadedLines: readonly OrderLine[];
  private readonly loaded: Pick<OrderState, 'tableName' | 'type' | 'note' | 'customerId'>;
  private lastAct: Act | null = null;
  /** What had gone back and was for lines that are taken off, and is to be told with the change that took them. */
  private absorbed: MinorUnits = 0;

  protected constructor(
    protected state: OrderState,
    protected readonly bill: Bill,
    /** The version in the database; 0 for an order that is not there yet. */
    readonly loadedVersion: number,
  ) {
    this.loadedCoupon = state.couponCode;
    this.loadedLines = loadedVersion === 0 ? [] : [...bill.lines];
    this.loaded = state;
  }

  get view(): OrderState {
    return this.state;
  }

  get lines(): readonly OrderLine[] {
    return this.bill.lines;
  }

  /** Throws `ORDER_ITEM_NOT_FOUND` (404). */
  line(id: string): OrderLine {
    return this.bill.line(id);
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

  /** Whether nothing was ever to be paid. */
  get isFree(): boolean {
    return isFree(this.state);
  }

  /** Whether it was served and nobody paid for it (all of it): whatever is voided now is lost. */
  get isLoss(): boolean {
    return lossOf(this.state) !== null;
  }

  /** Whether ending it takes a supervisor: somebody has begun to make it, or paid for it. */
  get needsConsentToEnd(): boolean {
    const { status, paidAmount } = this.state;
    return status !== 'VOIDED' && (paidAmount > 0 || (this.hasBegun && !this.isCounterSale));
  }

  /** Whether staff put it aside. */
  get isParked(): boolean {
    return isParked(this.state);
  }

  /** How many are on the bill. */
  get pieces(): number {
    return sum(this.bill.active.map((line) => line.quantity));
  }

  /** What stations have to make of it, where that changed since the order was loaded; null where it did not. */
  get demand(): Demand | null {
    const lines = demandedLines(this.bill.lines);
    const isSame = isSameDemand(demandedLines(this.loadedLines), lines);
    const { loaded, state } = this;
    const isSameOrder = (['tableName', 'type', 'note', 'customerId'] as const).every(
      (name) => state[name] === loaded[name],
    );
    return isSame && (isSameOrder || lines.length === 0) ? null : this.wholeDemand;
  }

  /** All that stations have to make of it, changed or not. */
  get wholeDemand(): Demand {
    const { placedBy, createdAt } = this.state;
    return {
      order: demandingOrder(this.state),
      lines: demandedLines(this.bill.lines),
      act: this.lastAct ?? { actor: placedBy, at: createdAt },
    };
  }

  /** What is there for these seats. Throws `SEATS_EMPTY` (422) where nothing is. */
  linesOfSeats(seats: readonly number[]): { readonly lineId: string }[] {
    const lines = this.bill.active.filter(({ seat }) => seat !== null && seats.includes(seat));
    if (lines.length === 0) throw seatsEmpty(seats);
    return lines.map(({ id }) => ({ lineId: id }));
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

  /**
   * Throws unless the order may be voided: what is done may not, but for a sale over the counter on its own business date (`today`), and
   * for what was served and never paid, which is a loss. `ORDER_HAS_PAYMENTS` (409) when a part of that was paid.
   */
  assertMayEnd(today?: string): void {
    const { status, paidAmount, refundedAmount, businessDate } = this.state;
    if (status === 'VOIDED' || mayBecome(status, 'VOIDED')) return;
    if (this.isLoss && paidAmount > refundedAmount) throw billHasPayments(paidAmount - refundedAmount);
    if (!this.isLoss && !(this.isCounterSale && businessDate === today)) throw invalidTransition(status, 'VOIDED');
  }

  /** The share to pay: `amount`, or all that is due. Throws when that is too much, or nothing is due. */
  payable(amount: MinorUnits | undefined): MinorUnits {
    return payableShare(this.state, amount);
  }

  protected get isCounterSale(): boolean {
    return isCounterSale(this.state, this.bill.lines);
  }

  protected reprice(at: Date): void {
    const free = refundedFreely(this.state, this.bill.lines);
    this.state = afterPricing(this.state, this.bill.reprice(this.state), at);
    const { refundedAmount } = this.state;
    if (free > 0) this.state = afterAbsorbing(this.state, free, at);
    this.absorbed += refundedAmount - this.state.refundedAmount;
  }

  /** Tells when the bill was settled by its change, or is due again, or is another bill than was settled; then ends the sale. */
  protected followMoney(act: Act, before: OrderState | null): void {
    const [isNow, was] = [this.state, before].map((bill) => (bill?.settledAt ?? null) !== null);
    if (isNow || was) {
      if (before) this.stamp(isNow ? 'SETTLED' : 'REOPENED', act);
      this.journal.tell(orderEvents.paymentUpdated(this.state, null));
    }
    this.finishSale(act);
  }

  /** What waited for its money goes to the kitchen; a settled sale over the counter that nobody has anything to make for is over. */
  protected finishSale(act: Act): void {
    if (isFreed(this.state)) this.fire('NEW', act);
    if (this.state.status === 'DONE' || !this.isCounterSale) return;
    for (const line of this.bill.work) this.bill.replace({ ...line, status: 'DONE' });
    this.moveTo('DONE', act);
  }

  /** The order stands where its lines stand. What no station makes (a bottle, a croissant) holds nothing up: it goes along. */
  protected followLines(act: Act): void {
    const standing = standingOf(this.bill.work);
    if (!standing) return;
    // An order of which only later courses are left waits for them; it is not held for that.
    const to = standing === 'HELD' && !isHeld(this.state) ? 'NEW' : standing;
    for (const line of this.bill.work) {
      if (line.station === null && rank(line.status) < rank(to)) this.bill.replace({ ...line, status: to });
    }
    if (to !== this.state.status) this.moveTo(to, act);
  }

  /** What held the order is gone: the kitchen is told of it as of a new one, once. */
  protected fire(to: OrderStatus, act: Act): void {
    this.letGo(to, act.at);
    this.stamp('STATUS', act, { from: 'HELD', to });
    this.journal.tell(orderEvents.statusChanged(this.state, 'HELD'));
    this.journal.tell(orderEvents.fired(this.state, this.bill.active.filter(isKnownToStations)));
  }

  protected letGo(to: OrderStatus, at: Date): void {
    for (const line of this.bill.active.filter(isKnownToStations)) {
      this.bill.replace({ ...line, status: to, firedAt: at });
    }
    this.state = { ...this.state, status: to, holdReason: null };
  }

  protected moveTo(to: OrderStatus, act: Act): void {
    const from = this.state.status;
    this.state = { ...this.state, status: to };
    this.stamp('STATUS', act, { from, to });
    this.journal.tell(orderEvents.statusChanged(this.state, from));
  }

  /** `before`: the bill as it was, of which a loss is told. */
  protected end(act: Act, before: OrderState): void {
    const loss = lossOf(before);
    this.state = settled({ ...this.state, status: 'VOIDED' }, act.at);
    this.stamp('VOIDED', act, { from: before.status, to: 'VOIDED', details: loss ?? {} });
    this.journal.tell(orderEvents.voided(this.state, act.reason ?? null, loss));
  }

  /** Everything was given back before anybody began: there is nothing to serve. */
  protected leaveKitchen(act: Act): void {
    const from = this.state.status;
    this.state = { ...this.state, status: 'VOIDED' };
    this.stamp('VOIDED', act, { from, to: 'VOIDED' });
    this.journal.tell(orderEvents.voided(this.state, act.reason ?? null, null));
  }

  /** What guests at a table ordered, and what is held, is somebody's on the floor to look at. */
  protected tellWaiting(): void {
    if (!isHeld(this.state) || isParked(this.state) || this.state.tableSessionId === null) return;
    this.journal.tell(orderEvents.waiting(this.state, this.bill.active));
  }

  protected tellPlaced(): void {
    this.journal.tell(orderEvents.placed(this.state, this.lines.filter(isKnownToStations)));
    this.tellWaiting();
  }

  protected stamp(action: string, act: Act, more: Parameters<OrderJournal['note']>[2] = {}): void {
    this.state = { ...this.state, version: this.loadedVersion + 1, updatedAt: act.at };
    this.lastAct = act;
    this.journal.note(action, act, more);
    const amount = this.absorbed;
    this.absorbed = 0;
    if (amount > 0) this.journal.note('REFUND_ABSORBED', act, { details: { amount } });
  }
}
