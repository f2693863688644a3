import { isKnownToStations, toBeFired, type WantedFire, waitsForCourse } from './courses.js';
import { OrderFrame } from './order-frame.js';
import { assertLineFired, isHeld, isParked, joining, unparked } from './order-hold.js';
import { isOff } from './order-returns.js';
import { orderEvents } from './order-events.js';
import type { Act } from './order-state.js';
import { settled } from './settlement.js';
import { isBegun, mayBecome, type OrderStatus, rank } from './order-status.js';
import {
  invalidTransition,
  lineGivenBack,
  linesHeld,
  noStation,
  nothingToFire,
  orderParked,
  orderVoided,
} from './ordering.errors.js';

/** The kitchen's verbs of an order: it and its lines move on, or back. */
export abstract class OrderInTheKitchen extends OrderFrame {
  /** Moves the order on, and with it every line that is behind. False when it is there already. */
  advance(to: OrderStatus, act: Act): boolean {
    const from = this.state.status;
    if (from === to) return false;
    if (isParked(this.state)) throw orderParked();
    if ((isHeld(this.state) || this.bill.active.some(waitsForCourse)) && to === 'DONE') throw linesHeld();
    if (to === 'VOIDED' || !mayBecome(from, to)) throw invalidTransition(from, to, this.isLoss);
    if (isHeld(this.state)) {
      this.fire(to, act);
      return true;
    }
    for (const line of this.bill.work.filter(isKnownToStations)) {
      if (rank(line.status) < rank(to)) this.bill.replace({ ...line, status: to });
    }
    this.moveTo(to, act);
    return true;
  }

  /**
   * A parked bill goes on as one that was placed this moment, on this business date: its lowest course goes out. False for one that is not parked.
   * Its stock and the use of its coupon are the caller's to take.
   */
  takeUp(businessDate: string, act: Act): boolean {
    if (!isParked(this.state)) return false;
    const before = this.state;
    const lines = joining({ status: 'NEW', holdReason: null }, this.bill.active.map(unparked), {
      there: [],
      at: act.at,
    });
    for (const line of lines) this.bill.replace(line);
    this.state = settled({ ...before, status: 'NEW', holdReason: null, businessDate }, act.at);
    this.stamp('STATUS', act, { from: 'HELD', to: 'NEW' });
    this.journal.tell(orderEvents.statusChanged(this.state, 'HELD'));
    this.journal.tell(orderEvents.fired(this.state, this.bill.active.filter(isKnownToStations)));
    this.followMoney(act, before);
    return true;
  }

  /** What holds it back does so no longer, whoever was to say yes or to pay. Throws `INVALID_TRANSITION` for one that ended. */
  release(act: Act): void {
    if (!isHeld(this.state)) throw invalidTransition(this.state.status, 'NEW');
    this.fire('NEW', act);
  }

  /**
   * Has the kitchen make what the order holds back, as {@link release} does. False when it has it already. Throws `NOTHING_TO_FIRE` (422) when there is
   * nothing that it ever had, and `NO_STATION` (422) when no station makes anything of what waits.
   */
  fireHeld(act: Act): boolean {
    const isMade = this.bill.active.some(({ station }) => station !== null);
    if (isHeld(this.state) && !isMade) throw noStation();
    if (isHeld(this.state) || this.state.status === 'VOIDED') {
      this.release(act);
      return true;
    }
    if (!isMade) throw nothingToFire();
    return false;
  }

  /**
   * Has stations make lines of later courses: those that are wanted, or all that wait. False when nothing that is wanted waits, which is no
   * mistake: somebody fired it before. An order that waits as a whole is let go first, with its lowest course. Throws `ORDER_ITEM_NOT_FOUND` (404),
   * `LINE_VOIDED` and `BILL_CLOSED` (409), `ORDER_PARKED` (409), and what {@link fireHeld} does where no line was ever fired.
   */
  fireLines(wanted: WantedFire, act: Act): boolean {
    for (const id of wanted.itemIds ?? []) this.bill.line(id);
    if (isParked(this.state)) throw orderParked();
    const isReleased = isHeld(this.state) || this.state.status === 'VOIDED' || !this.bill.active.some(waitsForCourse);
    const isLetGo = isReleased && this.fireHeld(act);
    const going = toBeFired(this.bill.lines, wanted);
    if (going.length === 0) return isLetGo;
    for (const line of going) this.bill.replace({ ...line, status: 'NEW', holdReason: null, firedAt: act.at });
    const ids = new Set(going.map(({ id }) => id));
    this.stamp('FIRED', act, { details: { item_ids: [...ids] } });
    this.journal.tell(orderEvents.updated(this.state, 'FIRED', this.bill.pick(ids)));
    this.followLines(act);
    return true;
  }

  /** Moves one line on; the order follows its lines. */
  advanceLine(lineId: string, to: OrderStatus, act: Act): boolean {
    const line = this.bill.line(lineId);
    if (line.status === to) return false;
    assertLineFired(line);
    if (to === 'VOIDED' || !mayBecome(line.status, to)) throw invalidTransition(line.status, to);
    if (isOff(line)) throw lineGivenBack();
    this.bill.replace({ ...line, status: to });
    this.stamp('LINE_STATUS', act, { itemId: line.id, from: line.status, to });
    this.journal.tell(orderEvents.lineStatusChanged(this.state, this.bill.line(lineId), line.status));
    this.followLines(act);
    return true;
  }

  /**
   * Takes back the last bump of a line, which was meant for later; the order follows its lines back. Throws `INVALID_TRANSITION` for a line that was
   * not bumped so far, and `ORDER_VOIDED` (409).
   */
  recallLine(lineId: string, to: 'READY' | 'COOKING', act: Act): boolean {
    const line = this.bill.line(lineId);
    if (this.state.status === 'VOIDED') throw orderVoided();
    if (line.status === to) return false;
    if (!isBegun(line.status) || rank(line.status) < rank(to)) throw invalidTransition(line.status, to);
    this.bill.replace({ ...line, status: to });
    this.stamp('LINE_RECALLED', act, { itemId: line.id, from: line.status, to });
    this.journal.tell(orderEvents.lineRecalled(this.state, this.bill.line(lineId), line.status));
    this.followLines(act);
    return true;
  }
}
