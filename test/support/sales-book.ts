import { onTheWall } from './raw-sales.js';

/** What an order's answer says that a report counts. */
export interface BilledOrder {
  readonly id: string;
  readonly status: string;
  readonly settled_at: string | null;
  readonly subtotal: number;
  readonly discount_total: number;
  readonly service_charge: number;
  readonly tax_total: number;
  readonly shipping_total: number;
  readonly rounding: number;
  readonly total_amount: number;
  readonly paid_amount: number;
  readonly items: readonly BilledLine[];
}

export interface BilledLine {
  readonly id: string;
  readonly product_id: string;
  readonly status: string;
  readonly quantity: number;
  readonly subtotal: number;
  readonly discount: number;
  readonly service_charge: number;
  readonly tax: number;
  readonly total: number;
  readonly discounts: readonly { readonly source: string; readonly amount: number }[];
}

interface Payment {
  readonly orderId: string;
  readonly amount: number;
  readonly rounding: number;
  readonly at: Date;
}

interface GivenBack {
  readonly orderId: string;
  /** Each payment's part: a void gives back several at once, for one bill. */
  readonly amounts: readonly number[];
  readonly at: Date;
}

export type Sums = Record<string, number>;

/**
 * A till's own record of what it sold, kept from the answers it got, for reports to be held to: nothing here reads the database, and no
 * date is worked out in SQL.
 */
export class SalesBook {
  readonly payments: Payment[] = [];
  readonly refunds: GivenBack[] = [];
  private readonly sold = new Map<string, BilledOrder>();

  constructor(private readonly calendar: { readonly timeZone: string; readonly cutoff: string }) {}

  /** Looks at an order after something was done to it: once it is paid in full it is a sale, as it is then. */
  look(order: BilledOrder): void {
    const isPaid = order.paid_amount > 0 && order.paid_amount === order.total_amount;
    if (isPaid && !this.sold.has(order.id)) this.sold.set(order.id, order);
  }

  /** A bill that was settled for nothing is a sale of when it was. */
  free(order: BilledOrder): void {
    const isFree = order.status !== 'VOIDED' && order.settled_at !== null && order.paid_amount === 0;
    if (isFree) this.sold.set(order.id, order);
  }

  /** Bills and what was given back of them, by `hour`, `day` or `month`, with their keys. */
  bills(by: 'hour' | 'day' | 'month'): Map<string, Sums> {
    const rows = new Map<string, Sums>();
    for (const order of this.sold.values()) {
      const pieces = linesOf(order).reduce((sum, { quantity }) => sum + quantity, 0);
      add(rows, this.timeOf(this.soldAt(order), by), {
        orders_count: 1,
        items_count: pieces,
        gross_sales: order.subtotal,
        discounts: order.discount_total,
        service_charge: order.service_charge,
        tax: order.tax_total,
        shipping: order.shipping_total,
        rounding: order.rounding,
        net_sales: order.total_amount,
        line_discounts: offOf(order, 'LINE'),
        comps: offOf(order, 'COMP'),
      });
    }
    for (const { orderId, amounts, at } of this.refunds.filter((refund) => this.sold.has(refund.orderId))) {
      const amount = sumOf(amounts);
      add(rows, this.timeOf(at, by), { refunds_count: 1, refunds: amount, net_sales: -amount });
      if (!this.sold.has(orderId)) throw new Error('A refund of no sale');
    }
    return rows;
  }

  /** All money by day. */
  money(): Map<string, Sums> {
    const rows = new Map<string, Sums>();
    for (const { amount, rounding, at } of this.payments) {
      const taken = { payments_count: 1, gross_sales: amount, rounding, net_sales: amount };
      add(rows, this.timeOf(at, 'day'), taken);
    }
    for (const { amounts, at } of this.refunds) {
      const amount = sumOf(amounts);
      add(rows, this.timeOf(at, 'day'), { refunds_count: amounts.length, refunds: amount, net_sales: -amount });
    }
    return rows;
  }

  /** A bill is sold when it is paid, not when a discount brings it down to what was paid. */
  private soldAt(order: BilledOrder): Date {
    const times = this.payments.filter(({ orderId }) => orderId === order.id).map(({ at }) => at.getTime());
    return times.length > 0 ? new Date(Math.max(...times)) : new Date(order.settled_at ?? 0);
  }

  private timeOf(at: Date, by: 'hour' | 'day' | 'month'): string {
    const { day, hour } = onTheWall(at, this.calendar);
    if (by !== 'hour') return by === 'day' ? day : day.slice(0, 7);
    return `${day}T${hour}`;
  }
}

const offOf = (order: BilledOrder, from: string): number =>
  sumOf(
    linesOf(order).flatMap(({ discounts }) =>
      discounts.filter(({ source }) => source === from).map(({ amount }) => amount),
    ),
  );

const linesOf = (order: BilledOrder) => order.items.filter(({ status }) => status !== 'VOIDED');

function add(rows: Map<string, Sums>, key: string, sums: Sums): void {
  const row = rows.get(key) ?? {};
  for (const [name, value] of Object.entries(sums)) row[name] = (row[name] ?? 0) + value;
  rows.set(key, row);
}

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);
