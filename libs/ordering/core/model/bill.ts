import { type MinorUnits, newId, ruleBroken } from '#libs/kernel';

import { cutLine, isActive, type OrderLine } from './order-line.js';
import { type BillPrice, priceBill } from './order-pricing.js';
import type { FreedStock, OrderState } from './order-state.js';
import { lineNotFound } from './ordering.errors.js';
import { isOff } from './order-returns.js';
import { isBegun } from './order-status.js';

const LARGEST_BILL: MinorUnits = 10_000_000_000_000;

/** A line to take off a bill, or some of its pieces. */
export interface TakenLine {
  readonly lineId: string;
  readonly quantity?: number;
}

/** The lines of one order, in their places, and which of them changed since they were loaded. */
export class Bill {
  private readonly touched = new Set<string>();
  /** The version that each line had before it was changed here. */
  private readonly before: Map<string, number>;

  constructor(private readonly all: OrderLine[]) {
    this.before = new Map(all.map(({ id, version }) => [id, version]));
  }

  get lines(): readonly OrderLine[] {
    return this.all;
  }

  get active(): OrderLine[] {
    return this.all.filter(isActive);
  }

  /** What there is something to make of. */
  get work(): OrderLine[] {
    return this.active.filter((line) => !isOff(line));
  }

  get changed(): OrderLine[] {
    return this.all.filter((line) => this.touched.has(line.id));
  }

  /** Throws `ORDER_ITEM_NOT_FOUND` (404). */
  line(id: string): OrderLine {
    const line = this.all.find((candidate) => candidate.id === id);
    if (!line) throw lineNotFound();
    return line;
  }

  pick(ids: ReadonlySet<string>): OrderLine[] {
    return this.all.filter((line) => ids.has(line.id));
  }

  /** Adds lines at the end; answers their ids. */
  append(lines: readonly OrderLine[]): Set<string> {
    const next = Math.max(0, ...this.all.map((line) => line.position)) + 1;
    lines.forEach((line, i) => {
      this.before.set(line.id, line.version);
      this.all.push({ ...line, position: next + i, version: line.version + 1 });
      this.touched.add(line.id);
    });
    return new Set(lines.map((line) => line.id));
  }

  replace(line: OrderLine): void {
    const version = (this.before.get(line.id) ?? 0) + 1;
    this.all[this.all.findIndex(({ id }) => id === line.id)] = { ...line, version };
    this.touched.add(line.id);
  }

  /** Takes a line, or some pieces of it, off this bill. Pieces get an id of their own and remember the line they were cooked as. */
  takeOut(id: string, quantity: number | undefined): OrderLine {
    const line = this.line(id);
    if (!isActive(line)) throw lineNotFound();
    const pieces = quantity ?? line.quantity;
    if (pieces > line.quantity) throw ruleBroken('SPLIT_TOO_MANY', `There are only ${line.quantity} of ${line.name}.`);
    if (pieces === line.quantity) {
      this.all.splice(this.all.indexOf(line), 1);
      return line;
    }
    const [taken, rest] = cutLine(line, pieces);
    this.replace(rest);
    return { ...taken, id: newId(), version: 0, splitFrom: line.id };
  }

  /** Changes each of the lines that `change` answers another for. */
  rewrite(change: (line: OrderLine) => OrderLine): void {
    for (const line of [...this.all]) {
      const next = change(line);
      if (next !== line) this.replace(next);
    }
  }

  takeAll(): OrderLine[] {
    return this.all.splice(0);
  }

  /** Prices the active lines and writes each its share. Throws `AMOUNT_TOO_LARGE` (422). */
  reprice({ rules, discount, coupon }: Pick<OrderState, 'rules' | 'discount' | 'coupon'>): BillPrice {
    const lines = this.active;
    const price = priceBill(lines, rules, discount, coupon);
    if (price.total > LARGEST_BILL) throw ruleBroken('AMOUNT_TOO_LARGE', 'The bill is too large to be true.');
    lines.forEach((line, i) => {
      const part = price.lines[i];
      if (part && differs(line, part)) this.replace({ ...line, ...part });
    });
    return price;
  }
}

/** Stock that voiding these lines sets free: what the kitchen has begun is lost, and what is parked took none. */
export const freedBy = (lines: readonly OrderLine[]): FreedStock[] =>
  lines
    .filter((line) => line.takesStock && line.holdReason !== 'PARKED' && line.quantity > line.refundedQuantity)
    .map((line) => ({
      productId: line.productId,
      // Pieces that were given back are settled: back in stock, or gone.
      quantity: line.quantity - line.refundedQuantity,
      as: isBegun(line.status) ? 'WASTE' : 'RETURN',
    }));

const differs = (line: OrderLine, part: BillPrice['lines'][number]): boolean =>
  line.total !== part.total ||
  line.discount !== part.discount ||
  line.ownDiscount !== part.ownDiscount ||
  line.comped !== part.comped ||
  line.tax !== part.tax ||
  line.serviceCharge !== part.serviceCharge;
