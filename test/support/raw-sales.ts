import type { TestDatabase } from './database.js';
import type { Sums } from './sales-book.js';

export interface Calendar {
  readonly timeZone: string;
  readonly cutoff: string;
}

type Row = Record<string, unknown>;

interface Happening {
  readonly at: Date;
  readonly sums: Sums;
  readonly productId: string;
}

/**
 * What reports should say, worked out anew from the rows of orders, their history, payments and refunds: a second implementation, that shares
 * neither code nor SQL with the first.
 */
export class RawSales {
  private constructor(
    private readonly calendar: Calendar,
    private readonly orders: readonly Row[],
    private readonly items: readonly Row[],
    private readonly changes: readonly Row[],
    private readonly payments: readonly Row[],
    private readonly refunds: readonly Row[],
  ) {}

  static async read(database: TestDatabase, outletId: string, calendar: Calendar): Promise<RawSales> {
    const rows = (table: string) => database.query<Row>(`SELECT * FROM ${table} WHERE outlet_id = $1`, [outletId]);
    return new RawSales(
      calendar,
      await rows('orders'),
      await rows('order_items'),
      await rows('order_changes'),
      await rows('payments'),
      await rows('refunds'),
    );
  }

  /** What was billed less what was given back, by `hour`, `day`, `week` or `month`. */
  netBy(by: 'hour' | 'day' | 'week' | 'month'): Map<string, number> {
    const net = new Map<string, number>();
    const put = (at: Date, amount: number) => net.set(this.keyOf(at, by), (net.get(this.keyOf(at, by)) ?? 0) + amount);
    for (const order of this.sold()) {
      put(this.soldAt(order), Number(order['total_amount']));
      for (const change of this.changesOf(order, 'REFUNDED')) {
        put(change['occurred_at'] as Date, -Number((change['details'] as Row)['amount']));
      }
    }
    return net;
  }

  /** Money in and out, whatever it was for. */
  get money(): number {
    const captured = this.payments.filter(({ status }) =>
      ['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED'].includes(String(status)),
    );
    const given = this.refunds.filter(({ status }) => status === 'DONE');
    return total(captured, 'amount') - total(given, 'amount');
  }

  /** By product, on one day or over all time. */
  products(day?: string): Map<string, Sums> {
    const rows = new Map<string, Sums>();
    for (const { at, productId, sums } of this.happenings()) {
      if (day !== undefined && this.keyOf(at, 'day') !== day) continue;
      const row = rows.get(productId) ?? {};
      for (const [name, value] of Object.entries(sums)) row[name] = (row[name] ?? 0) + value;
      rows.set(productId, row);
    }
    return rows;
  }

  private happenings(): Happening[] {
    return this.sold().flatMap((order) => {
      const [voided] = this.changesOf(order, 'VOIDED');
      const voidedAt = order['status'] === 'VOIDED' ? (voided?.['occurred_at'] as Date) : null;
      return this.linesOf(order).flatMap((line) => this.lifeOf(order, line, voidedAt));
    });
  }

  /** A line is sold whole, pieces of it go back, and a void takes what is left. */
  private lifeOf(order: Row, line: Row, voidedAt: Date | null): Happening[] {
    const pieces = Number(line['quantity']);
    const productId = String(line['product_id']);
    const isInclusive = order['tax_inclusive'] === true;
    const happening = (at: Date, from: number, to: number, sign: number): Happening => ({
      at,
      productId,
      sums: slice(line, from, to, pieces, sign, isInclusive),
    });
    const all = [happening(this.soldAt(order), 0, pieces, 1)];
    let gone = 0;
    for (const { at, quantity } of this.piecesBack(order, String(line['id']))) {
      if (voidedAt && at > voidedAt) continue;
      all.push(happening(at, gone, gone + quantity, -1));
      gone += quantity;
    }
    if (voidedAt) all.push(happening(voidedAt, gone, pieces, -1));
    return all;
  }

  private piecesBack(order: Row, lineId: string): { at: Date; quantity: number }[] {
    return this.refunds
      .filter((refund) => refund['order_id'] === order['id'] && refund['status'] === 'DONE')
      .flatMap((refund) =>
        ((refund['pieces'] ?? []) as { lineId: string; quantity: number }[])
          .filter((piece) => piece.lineId === lineId)
          .map(({ quantity }) => ({ at: refund['settled_at'] as Date, quantity })),
      )
      .sort((one, other) => one.at.getTime() - other.at.getTime());
  }

  private sold(): Row[] {
    return this.orders.filter(
      ({ paid_amount: paid, total_amount: billed, settled_at: settledAt }) =>
        Number(paid) === Number(billed) && (Number(paid) > 0 || settledAt !== null),
    );
  }

  private linesOf(order: Row): Row[] {
    const wasVoided = new Set(this.changesOf(order, 'LINE_VOIDED').map((change) => change['item_id']));
    return this.items.filter(
      (item) =>
        item['order_id'] === order['id'] &&
        (item['status'] !== 'VOIDED' || (order['status'] === 'VOIDED' && !wasVoided.has(item['id']))),
    );
  }

  private soldAt(order: Row): Date {
    const times = this.changesOf(order, 'PAID').map((change) => (change['occurred_at'] as Date).getTime());
    // A bill of nothing is sold when nothing was due any more.
    return times.length > 0 ? new Date(Math.max(...times)) : (order['settled_at'] as Date);
  }

  private changesOf(order: Row, action: string): Row[] {
    return this.changes.filter((change) => change['order_id'] === order['id'] && change['action'] === action);
  }

  private keyOf(at: Date, by: 'hour' | 'day' | 'week' | 'month'): string {
    const { day, hour } = onTheWall(at, this.calendar);
    if (by === 'week') return isoWeek(day);
    return by === 'hour' ? `${day}T${hour}` : by === 'day' ? day : day.slice(0, 7);
  }
}

/** The clock on the wall, read as a person reads it: what it shows before the cutoff belongs to the day before. */
export function onTheWall(at: Date, { timeZone, cutoff }: Calendar): { day: string; hour: string } {
  // In Swedish a date is written `2026-03-08 04:30:00`.
  const shown = at.toLocaleString('sv-SE', { timeZone });
  const [date = '', time = ''] = shown.split(' ');
  if (time.slice(0, 5) >= cutoff) return { day: date, hour: time.slice(0, 2) };
  const before = new Date(`${date}T12:00:00Z`);
  before.setUTCDate(before.getUTCDate() - 1);
  return { day: before.toISOString().slice(0, 10), hour: time.slice(0, 2) };
}

/** Weeks begin on Monday; the first of a year is the one with its first Thursday. */
function isoWeek(day: string): string {
  const thursday = new Date(`${day}T12:00:00Z`);
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const year = thursday.getUTCFullYear();
  const days = Math.round((thursday.getTime() - Date.UTC(year, 0, 1, 12)) / 86_400_000);
  return `${year}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`;
}

/**
 * The pieces `from` to `to` of a line of so many: each boundary is rounded half away from zero, so that slices sum to the line. Those on the house are
 * the last of them, and nobody paid for them.
 */
function slice(line: Row, from: number, to: number, pieces: number, sign: number, isInclusive: boolean): Sums {
  const terms = line['terms'] as { comp?: { quantity: number } | null } | null;
  const free = Math.min(terms?.comp?.quantity ?? 0, pieces);
  const between = (figure: number, first: number, count: number): number => {
    const at = (piece: number) => Math.min(Math.max(piece - first, 0), count);
    return count === 0 ? 0 : sign * (halfUp(figure * at(to), count) - halfUp(figure * at(from), count));
  };
  const part = (column: string): number => between(Number(line[column]), 0, pieces);
  const paid = (figure: number): number => between(figure, 0, pieces - free || pieces);
  const [g, s, t] = [part('subtotal'), paid(Number(line['service_charge'])), paid(Number(line['tax']))];
  const d = free === 0 ? part('discount') : g - paid(Number(line['subtotal']) - Number(line['discount']));
  return {
    items_count: sign * (to - from),
    gross_sales: g,
    discounts: d,
    service_charge: s,
    tax: t,
    net_sales: g - d + s + (isInclusive ? 0 : t),
    line_discounts: part('own_discount'),
    comps: between(Number(line['comped']), pieces - free, free),
  };
}

const halfUp = (numerator: number, denominator: number): number =>
  Math.floor((2 * numerator + denominator) / (2 * denominator));

const total = (rows: readonly Row[], column: string): number => rows.reduce((sum, row) => sum + Number(row[column]), 0);
