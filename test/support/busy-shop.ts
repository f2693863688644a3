import type { Answer } from './client.js';
import type { TestDatabase } from './database.js';
import { type BilledOrder, SalesBook } from './sales-book.js';
import { expectStatus, type Shop, type TestProduct } from './shop.js';

interface Paid {
  readonly payment: { readonly id: string; readonly amount: number; readonly rounding: number };
}

interface KnownPayment {
  readonly id: string;
  readonly orderId: string;
  left: number;
}

const MINUTE = 60_000;
const LONGEST_PAUSE = 400 * MINUTE;

/** Numbers below so many: the same ones every time, so that a fault can be looked at. */
export function dice(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * most);
  };
}

/**
 * A shop where anything may happen to a bill, in any order, over weeks: each act happens some minutes or hours after the one before, and
 * what it wrote is dated so. Its book says what its reports should say.
 */
export class BusyShop {
  private readonly open = new Set<string>();
  private readonly placed = new Set<string>();
  private readonly payments: KnownPayment[] = [];

  constructor(
    private readonly database: TestDatabase,
    readonly shop: Shop,
    private readonly products: readonly TestProduct[],
    readonly book: SalesBook,
    private readonly below: (most: number) => number,
    private now: Date,
  ) {}

  async work(acts: number): Promise<void> {
    for (let i = 0; i < acts; i++) {
      this.now = new Date(this.now.getTime() + MINUTE + this.below(LONGEST_PAUSE));
      const [{ began } = { began: new Date(0) }] = await this.database.query<{ began: Date }>(
        'SELECT clock_timestamp() AS began',
      );
      await this.something();
      for (const [table, column] of [
        ['order_changes', 'occurred_at'],
        ['payments', 'created_at'],
        ['payments', 'paid_at'],
        ['refunds', 'created_at'],
        ['refunds', 'settled_at'],
        ['orders', 'settled_at'],
      ]) {
        await this.database.query(
          `UPDATE ${table} SET ${column} = $1 WHERE ${column} >= $2::timestamptz - interval '1 ms' AND outlet_id = $3`,
          [this.now, began, this.shop.outletId],
        );
      }
    }
  }

  /** Tells the book of the bills that came to nothing and were left so: they are sales without a payment. */
  async close(): Promise<void> {
    for (const id of this.placed) this.book.free(await this.get(id));
  }

  private async something(): Promise<void> {
    const orderId = this.any([...this.open]);
    if (orderId === undefined || this.below(10) < 3) return this.place();
    const order = await this.get(orderId);
    const acts = [
      () => this.pay(order),
      () => this.pay(order),
      () => this.pay(order),
      () => this.addLine(order),
      () => this.voidLine(order),
      () => this.discount(order),
      () => this.agree(order),
      () => this.agree(order),
      () => this.split(order),
      () => this.merge(order),
      () => this.refund(),
      () => this.refundItems(),
      () => this.refundItems(),
      () => this.void(order),
    ];
    await acts[this.below(acts.length)]?.();
  }

  private async place(): Promise<void> {
    const items = Array.from({ length: 1 + this.below(4) }, () => this.line());
    const body = { outlet_id: this.shop.outletId, type: 'TAKEAWAY', items };
    const { id } = expectStatus(201, await this.shop.waiter.post<BilledOrder>('/orders', body));
    this.open.add(id);
    this.placed.add(id);
  }

  /** All that is due, or some of it. */
  private async pay(order: BilledOrder): Promise<void> {
    const due = order.total_amount - order.paid_amount;
    const amount = this.below(10) < 4 && due > 2 ? 1 + this.below(due - 1) : undefined;
    const answer = await this.shop.cashier.post<Paid>(`/orders/${order.id}/pay`, { method: 'cash', amount });
    if (!isDone(answer)) return;
    const { id, amount: taken, rounding } = answer.body.payment;
    this.book.payments.push({ orderId: order.id, amount: taken, rounding, at: this.now });
    this.payments.push({ id, orderId: order.id, left: taken });
    this.book.look(await this.get(order.id));
  }

  private async addLine(order: BilledOrder): Promise<void> {
    isDone(await this.shop.waiter.post(`/orders/${order.id}/items`, { items: [this.line()] }));
  }

  private async voidLine(order: BilledOrder): Promise<void> {
    const line = this.any(order.items.filter(({ status }) => status !== 'VOIDED'));
    if (!line) return;
    await this.shop.supervisor.delete(`/orders/${order.id}/items/${line.id}`, { reason: 'wrong' });
    this.book.look(await this.get(order.id));
  }

  private async discount(order: BilledOrder): Promise<void> {
    const due = Math.max(1, order.total_amount - order.paid_amount);
    const body = this.below(2) ? { type: 'PERCENT', value: this.below(50) } : { type: 'FIXED', value: this.below(due) };
    isDone(await this.shop.supervisor.post(`/orders/${order.id}/discount`, { ...body, reason: 'a regular' }));
    this.book.look(await this.get(order.id));
  }

  /** A discount of one line, pieces of it on the house, or another price. */
  private async agree(order: BilledOrder): Promise<void> {
    const line = this.any(order.items.filter(({ status }) => status !== 'VOIDED'));
    if (!line) return;
    const [what, body] = [
      ['discount', { type: 'PERCENT', value: this.below(60) }] as const,
      ['comp', { quantity: 1 + this.below(line.quantity) }] as const,
      ['price', { unit_price: 5_000 + this.below(20_000) }] as const,
    ][this.below(3)]!;
    const path = `/orders/${order.id}/items/${line.id}/${what}`;
    isDone(await this.shop.supervisor.post(path, { ...body, reason: 'a regular' }));
    this.book.look(await this.get(order.id));
  }

  private async split(order: BilledOrder): Promise<void> {
    const line = this.any(order.items.filter(({ status }) => status !== 'VOIDED'));
    if (!line) return;
    const body = { items: [{ item_id: line.id, quantity: 1 }] };
    const answer = await this.shop.waiter.post<{ orders: BilledOrder[] }>(`/orders/${order.id}/split`, body);
    if (!isDone(answer)) return;
    for (const { id } of answer.body.orders) {
      this.open.add(id);
      this.placed.add(id);
    }
  }

  private async merge(order: BilledOrder): Promise<void> {
    const other = this.any([...this.open].filter((id) => id !== order.id));
    if (!other) return;
    const answer = await this.shop.waiter.post(`/orders/${order.id}/merge`, { order_ids: [other] });
    if (isDone(answer)) this.open.delete(other);
  }

  private async refund(): Promise<void> {
    const payment = this.any(this.payments.filter(({ left }) => left > 0));
    if (!payment) return;
    const amount = this.below(2) ? payment.left : 1 + this.below(payment.left);
    await this.giveBack(payment, { amount });
  }

  private async refundItems(): Promise<void> {
    const payment = this.any(this.payments.filter(({ left }) => left > 0));
    if (!payment) return;
    const { items } = await this.get(payment.orderId);
    const line = this.any(items.filter(({ status }) => status !== 'VOIDED'));
    if (!line) return;
    const restock = [undefined, true, false][this.below(3)];
    const item = { item_id: line.id, quantity: 1 + this.below(line.quantity), restock };
    await this.giveBack(payment, { items: [item] });
  }

  private async giveBack(payment: KnownPayment, what: object): Promise<void> {
    const path = `/payments/${payment.id}/refunds`;
    const answer = await this.shop.supervisor.post<{ amount: number }>(path, { ...what, reason: 'cold' });
    if (!isDone(answer)) return;
    // Cash is given in coins that there are.
    const { amount } = answer.body;
    payment.left -= amount;
    this.book.refunds.push({ orderId: payment.orderId, amounts: [amount], at: this.now });
  }

  private async void(order: BilledOrder): Promise<void> {
    if (!isDone(await this.shop.supervisor.post(`/orders/${order.id}/void`, { reason: 'left' }))) return;
    this.open.delete(order.id);
    const owed = this.payments.filter(({ orderId, left }) => orderId === order.id && left > 0);
    if (owed.length === 0) return;
    this.book.refunds.push({ orderId: order.id, amounts: owed.map(({ left }) => left), at: this.now });
    for (const payment of owed) payment.left = 0;
  }

  private async get(orderId: string): Promise<BilledOrder> {
    return expectStatus(200, await this.shop.supervisor.get<BilledOrder>(`/orders/${orderId}`));
  }

  private line() {
    return { product_id: this.any(this.products)?.id, quantity: 1 + this.below(3) };
  }

  private any<T>(from: readonly T[]): T | undefined {
    return from[this.below(from.length)];
  }
}

/** What a rule refuses changes nothing, and so it should be in no report. */
function isDone({ status, body }: Answer): boolean {
  if (status >= 500 || status === 400) throw new Error(`${status} ${JSON.stringify(body)}`);
  return status < 400;
}
