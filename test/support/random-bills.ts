import { expect } from '@jest/globals';

import type { Answer, Client } from './client.js';
import type { BilledOrder } from './sales-book.js';
import { expectStatus, type Shop, type TestProduct } from './shop.js';

export interface Bill extends BilledOrder {
  readonly status: string;
  readonly tax_inclusive: boolean;
  readonly coupon_discount: number;
  readonly amount_due: number;
  readonly refunded_amount: number;
  readonly settled_at: string | null;
}

interface Paid {
  readonly payment: { readonly id: string; readonly amount: number };
  readonly change: number;
}

interface Given {
  readonly shop: Shop;
  /** Who has parcels sent; null where nobody delivers. */
  readonly customer: Client | null;
  readonly products: readonly TestProduct[];
  readonly coupons: readonly string[];
  /** The smallest coin; 0 where nothing is rounded. */
  readonly coin: number;
  readonly below: (most: number) => number;
}

const FEWEST_OPEN = 4;
const ADDRESS = { street: 'Avenida Paulista', number: '1', city: 'São Paulo', state: 'SP', cep: '01310-200' };

/** What must neither come nor go when lines move between bills. */
const MOVING = [
  'subtotal',
  'discount_total',
  'coupon_discount',
  'service_charge',
  'tax_total',
  'shipping_total',
  'rounding',
  'total_amount',
  'paid_amount',
  'refunded_amount',
] as const;
const OF_LINES = ['subtotal', 'discount', 'service_charge', 'tax', 'total'] as const;

/**
 * Plays with the bills of a shop at random, and holds every one to what a bill always is, after each act. What a rule refuses must leave the
 * bills that it was asked of as they were.
 */
export class RandomBills {
  private readonly ids = new Set<string>();
  private readonly payments: { readonly id: string; readonly orderId: string; left: number }[] = [];
  /** How often each act was done. */
  readonly done = new Map<string, number>();

  constructor(private readonly given: Given) {}

  async play(acts: number): Promise<void> {
    for (let i = 0; i < acts; i++) {
      const bills = await Promise.all([...this.ids].slice(-2 * FEWEST_OPEN).map((id) => this.look(id)));
      const open = bills.filter(({ amount_due, status }) => amount_due > 0 && status !== 'VOIDED');
      const bill = this.any(this.below(5) > 0 ? open : bills);
      if (!bill || open.length < FEWEST_OPEN || this.below(8) === 0) await this.place();
      else await this.something(bill);
    }
    for (const id of this.ids) await this.look(id);
  }

  private async something(bill: Bill): Promise<void> {
    const acts = {
      discount: () => this.discount(bill),
      split: () => this.split(bill),
      line_discount: () => this.agree(bill, 'discount', { type: 'PERCENT', value: this.below(101) }),
      line_amount: () => this.agree(bill, 'discount', { type: 'FIXED', value: this.below(3_000) }),
      comp: () => this.agree(bill, 'comp', {}),
      comp_piece: () => this.agree(bill, 'comp', { quantity: 1 }),
      price: () => this.agree(bill, 'price', { unit_price: this.below(4_000) }),
      split_again: () => this.split(bill),
      ways: () => this.evenShares(bill),
      merge: () => this.merge(bill),
      pay: () => this.pay(bill),
      pay_share: () => this.pay(bill, 1 + this.below(Math.max(1, bill.amount_due))),
      pay_nearly: () => this.pay(bill, Math.max(1, bill.amount_due - this.below(3))),
      refund: () => this.refund(({ left }) => ({ amount: 1 + this.below(Math.max(1, left)) })),
      refund_all: () => this.refund(() => ({})),
      refund_items: () => this.refundItems(),
      refund_order: () => this.refundOrder(),
      void_line: () => this.voidLine(bill),
      void: () => (this.below(2) ? this.void(bill) : this.voidLine(bill)),
      add: () => this.addLine(bill),
    };
    const [name, act] = this.any(Object.entries(acts))!;
    if (await act()) this.count(name);
  }

  private async place(): Promise<void> {
    const { shop, customer, coupons } = this.given;
    const items = Array.from({ length: 1 + this.below(4) }, () => this.line());
    const coupon_code = this.below(3) === 0 ? this.any(coupons) : undefined;
    const wish = { outlet_id: shop.outletId, items, coupon_code };
    const isSent = customer !== null && this.below(3) === 0;
    const shipping = { service: this.any(['PAC', 'SEDEX']), address: ADDRESS };
    const answer = isSent
      ? await customer.post<Bill>('/orders', { ...wish, type: 'ONLINE', shipping })
      : await shop.waiter.post<Bill>('/orders', { ...wish, type: this.any(['DINE_IN', 'TAKEAWAY']) });
    if (!isDone(answer)) return;
    this.ids.add(answer.body.id);
    this.count(isSent ? 'place_parcel' : coupon_code ? 'place_coupon' : 'place');
    await this.look(answer.body.id);
  }

  private discount(bill: Bill): Promise<boolean> {
    const value = this.below(3)
      ? { type: 'PERCENT', value: this.below(2) ? this.below(10_001) / 100 : this.below(20) }
      : { type: 'FIXED', value: this.below(bill.subtotal + 1) };
    return this.does([bill], this.given.shop.supervisor.post(`/orders/${bill.id}/discount`, { ...value, reason: 'r' }));
  }

  /** Of one line; what the line has off by itself is part of all that it has off. */
  private async agree(bill: Bill, what: string, body: object): Promise<boolean> {
    const line = this.any(linesOf(bill));
    if (!line) return false;
    const asked = this.given.shop.supervisor.post(`/orders/${bill.id}/items/${line.id}/${what}`, {
      ...body,
      reason: 'r',
    });
    return this.does([bill], asked);
  }

  private async split(bill: Bill): Promise<boolean> {
    const items = linesOf(bill)
      .filter(() => this.below(2))
      .map(({ id, quantity }) => ({ item_id: id, quantity: 1 + this.below(quantity) }));
    if (items.length === 0) return false;
    const asked = this.given.shop.waiter.post<{ order: Bill; new_order: Bill }>(`/orders/${bill.id}/split`, { items });
    if (!(await this.does([bill], asked))) return false;
    const other = (await asked).body.new_order.id;
    this.ids.add(other);
    expect(sums([await this.look(bill.id), await this.look(other)])).toEqual(sums([bill]));
    return true;
  }

  private async evenShares(bill: Bill): Promise<boolean> {
    const ways = 2 + this.below(9);
    const answer = await this.given.shop.waiter.post<{ shares: { amount: number }[] }>(`/orders/${bill.id}/split`, {
      ways,
    });
    expect(await this.look(bill.id)).toEqual(bill);
    if (!isDone(answer)) return false;
    expect(answer.body.shares).toHaveLength(ways);
    expect(sumOf(answer.body.shares.map(({ amount }) => amount))).toBe(bill.amount_due);
    return true;
  }

  private async merge(bill: Bill): Promise<boolean> {
    const others = await Promise.all([...this.ids].filter((id) => id !== bill.id).map((id) => this.look(id)));
    const other = this.any(others.filter(({ status, paid_amount }) => status !== 'VOIDED' && paid_amount === 0));
    if (!other) return false;
    const asked = this.given.shop.waiter.post(`/orders/${bill.id}/merge`, { order_ids: [other.id] });
    if (!(await this.does([bill, other], asked))) return false;
    expect(sums([await this.look(bill.id)])).toEqual(sums([bill, other]));
    expect(await this.look(other.id)).toMatchObject({ total_amount: 0, items: [] });
    return true;
  }

  private async pay(bill: Bill, amount?: number): Promise<boolean> {
    const { shop, coin } = this.given;
    const tendered = this.below(3) ? undefined : (amount ?? bill.amount_due) + Math.max(1, coin);
    const asked = shop.cashier.post<Paid>(`/orders/${bill.id}/pay`, { method: 'cash', amount, tendered });
    const isTaken = await this.does([bill], asked);
    const isRestDue = amount === undefined && bill.paid_amount > 0 && bill.amount_due > 0 && bill.status !== 'VOIDED';
    // Who has begun to pay a bill can end it.
    if (isRestDue) expect(isTaken).toBe(true);
    if (!isTaken) return false;
    const { payment, change } = (await asked).body;
    expect(change).toBe(tendered === undefined ? 0 : tendered - payment.amount);
    this.payments.push({ id: payment.id, orderId: bill.id, left: payment.amount });
    const now = await this.look(bill.id);
    expect(now.paid_amount).toBe(bill.paid_amount + payment.amount);
    if (amount === undefined) expect(now.amount_due).toBe(0);
    return true;
  }

  private async refund(wish: (payment: { left: number }) => object): Promise<boolean> {
    const payment = this.any(this.payments);
    if (!payment) return false;
    const bill = await this.look(payment.orderId);
    const asked = this.given.shop.supervisor.post<{ amount: number }>(`/payments/${payment.id}/refunds`, {
      ...wish(payment),
      reason: 'cold',
    });
    if (!(await this.does([bill], asked))) return false;
    const { amount } = (await asked).body;
    expect(amount).toBeLessThanOrEqual(payment.left);
    payment.left -= amount;
    expect(keptOf(await this.look(bill.id))).toBe(keptOf(bill) - amount);
    return true;
  }

  private async refundItems(): Promise<boolean> {
    const payment = this.any(this.payments);
    const line = payment && this.any(linesOf(await this.look(payment.orderId)));
    if (!line) return false;
    const restock = this.any([undefined, true, false]);
    return this.refund(() => ({ items: [{ item_id: line.id, quantity: 1 + this.below(line.quantity), restock }] }));
  }

  /** Over the payments of a bill, of which the newest give first. */
  private async refundOrder(): Promise<boolean> {
    const paid = this.any(this.payments);
    if (!paid) return false;
    const bill = await this.look(paid.orderId);
    const mine = this.payments.filter(({ orderId }) => orderId === bill.id).toReversed();
    const line = this.any(linesOf(bill));
    const amount = 1 + this.below(Math.max(1, sumOf(mine.map(({ left }) => left))));
    const wish = this.any([{}, { amount }, ...(line ? [{ items: [{ item_id: line.id }] }] : [])]);
    const asked = this.given.shop.supervisor.post<{
      amount: number;
      refunds: { payment_id: string; amount: number }[];
    }>(`/orders/${bill.id}/refunds`, { ...wish, reason: 'cold' });
    if (!(await this.does([bill], asked))) return false;
    const { refunds, amount: given } = (await asked).body;
    const from = mine.filter(({ id }) => refunds.some((refund) => refund.payment_id === id));
    expect(refunds.map((refund) => refund.payment_id)).toEqual(from.map(({ id }) => id));
    for (const [i, refund] of refunds.entries()) {
      const payment = from[i]!;
      payment.left -= refund.amount;
      expect(payment.left).toBeGreaterThanOrEqual(0);
    }
    expect(keptOf(await this.look(bill.id))).toBe(keptOf(bill) - given);
    return true;
  }

  private async voidLine(bill: Bill): Promise<boolean> {
    const line = this.any(linesOf(bill));
    if (!line) return false;
    return this.does(
      [bill],
      this.given.shop.supervisor.delete(`/orders/${bill.id}/items/${line.id}`, { reason: 'wrong' }),
    );
  }

  private async void(bill: Bill): Promise<boolean> {
    const asked = this.given.shop.supervisor.post(`/orders/${bill.id}/void`, { reason: 'left' });
    if (!(await this.does([bill], asked))) return false;
    for (const payment of this.payments) if (payment.orderId === bill.id) payment.left = 0;
    const now = await this.look(bill.id);
    expect(now.refunded_amount).toBe(now.paid_amount);
    return true;
  }

  private addLine(bill: Bill): Promise<boolean> {
    return this.does([bill], this.given.shop.waiter.post(`/orders/${bill.id}/items`, { items: [this.line()] }));
  }

  /** False for what a rule refuses: then nothing was changed. */
  private async does(bills: readonly Bill[], asked: Promise<Answer>): Promise<boolean> {
    const isAllowed = isDone(await asked);
    for (const bill of bills) {
      const now = await this.look(bill.id);
      if (!isAllowed) expect(now).toEqual(bill);
    }
    return isAllowed;
  }

  /** The bill, held to what every bill is. */
  private async look(id: string): Promise<Bill> {
    const read = expectStatus(200, await this.given.shop.supervisor.get<Bill>(`/orders/${id}`));
    // Time alone takes it away.
    const bill = { ...read, can_cancel: undefined };
    expect(bill.refunded_amount).toBeLessThanOrEqual(bill.paid_amount);
    if (bill.status === 'VOIDED') return bill;
    const added = bill.service_charge + (bill.tax_inclusive ? 0 : bill.tax_total);
    const price = bill.subtotal - bill.discount_total + added;
    expect(bill.total_amount).toBe(price + bill.shipping_total + bill.rounding);
    const { subtotal, discount_total, service_charge, tax_total } = bill;
    const lines = linesOf(bill);
    expect(OF_LINES.map((figure) => sumOf(lines.map((line) => line[figure])))).toEqual([
      ...[subtotal, discount_total, service_charge, tax_total],
      price,
    ]);
    for (const line of lines) expect(sumOf(line.discounts.map(({ amount }) => amount))).toBe(line.discount);
    for (const line of lines) expect(Math.min(line.subtotal - line.discount, line.total)).toBeGreaterThanOrEqual(0);
    expect(bill.amount_due).toBe(bill.total_amount - bill.paid_amount);
    expect(bill.amount_due).toBeGreaterThanOrEqual(0);
    expect(bill.settled_at !== null).toBe(bill.amount_due === 0);
    return bill;
  }

  private line() {
    return { product_id: this.any(this.given.products)?.id, quantity: 1 + this.below(5) };
  }

  private count(name: string): void {
    this.done.set(name, (this.done.get(name) ?? 0) + 1);
  }

  private below(most: number): number {
    return this.given.below(most);
  }

  private any<T>(from: readonly T[]): T | undefined {
    return from[this.below(from.length)];
  }
}

const linesOf = ({ items }: Bill) => items.filter(({ status }) => status !== 'VOIDED');

const sums = (bills: readonly Bill[]) => MOVING.map((name) => [name, sumOf(bills.map((bill) => bill[name]))]);

/** What the house has of a bill's money: what goes back while it is open is a payment less, what goes back later a refund. */
const keptOf = ({ paid_amount: paid, refunded_amount: refunded }: Bill): number => paid - refunded;
const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

function isDone({ status, body }: Answer): boolean {
  if (status >= 500 || status === 400) throw new Error(`${status} ${JSON.stringify(body)}`);
  return status < 400;
}
