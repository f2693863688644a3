import { type EventBatch, type OrderRef, SalesRollups } from '../core/reporting.ports.js';

/** Events that are read at once, so that a test needs few for a full batch. */
const BATCH = 3;

/** An event log and the orders that were added for it, without the sums. */
export class InMemorySalesRollups extends SalesRollups {
  /** Orders as they were added, a list a call. */
  readonly added: OrderRef[][] = [];
  /** Whether somebody else has the place in the log. */
  isTaken = false;
  isReadElsewhere = false;
  private place = 0;
  private readonly log: (OrderRef | null)[] = [];
  /** Committed, and not numbered yet. */
  private readonly unnumbered: (OrderRef | null)[] = [];
  private readonly paid: OrderRef[] = [];

  /** Appends events, each of the money of an order or of something else. */
  tell(...orders: (OrderRef | null)[]): void {
    this.log.push(...orders);
  }

  /** Commits events that have no place in the log before somebody waits for them. */
  commit(...orders: (OrderRef | null)[]): void {
    this.unnumbered.push(...orders);
  }

  pay(...orders: OrderRef[]): void {
    this.paid.push(...orders);
  }

  /** Whether there are events that are not in the rollups. */
  get isBehind(): boolean {
    return this.unnumbered.length > 0 || this.place < this.log.length;
  }

  async lock(): Promise<number | null> {
    return this.isTaken ? null : this.place;
  }

  async read(after: number): Promise<EventBatch | null> {
    const batch = this.log.slice(after, after + BATCH);
    if (batch.length === 0) return null;
    const orders = new Map(batch.flatMap((order) => (order ? [[keyOf(order), order]] : [])));
    return { seq: after + batch.length, orders: [...orders.values()], isFull: batch.length === BATCH };
  }

  async add(orders: readonly OrderRef[]): Promise<void> {
    this.added.push([...orders]);
  }

  async moveTo(seq: number): Promise<void> {
    this.place = seq;
  }

  async outlets(): Promise<string[]> {
    return [...new Set(this.paid.map(({ outletId }) => outletId))].toSorted();
  }

  async clear(outletId: string): Promise<void> {
    const rest = this.added.map((batch) => batch.filter((order) => order.outletId !== outletId));
    this.added.splice(0, Infinity, ...rest.filter((batch) => batch.length > 0));
  }

  async paidOrders(outletId: string, after: OrderRef | null): Promise<OrderRef[]> {
    const sorted = this.paid.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    return sorted
      .filter((order) => order.outletId === outletId && (!after || keyOf(order) > keyOf(after)))
      .slice(0, BATCH);
  }

  async untilNumbered(): Promise<void> {
    this.log.push(...this.unnumbered.splice(0));
  }
}

const keyOf = ({ outletId, orderId }: OrderRef): string => `${outletId} ${orderId}`;
