import { timingSafeEqual } from 'node:crypto';

import { type Call, type Handler, json } from '../../framework/http.js';
import {
  type ActionDetails,
  type Item,
  NotPossible,
  type Page,
  type Premises,
  type Provider,
  type ProviderKind,
  type Routes,
  type Settings,
} from '../../framework/provider.js';
import { SANDBOX_KEYS } from '../../sandbox-keys.js';
import { CoreRoutes } from './core-routes.js';
import { type Order, Orders } from './orders.js';
import { readSnapRequest, snapError } from './snap-request.js';
import { rupiah, snapPage } from './snap-page.js';
import { refundedOf, type Transaction, type TransactionStatus } from './transaction.js';
import { retryWait } from './retry-wait.js';

/** A pop-up is beyond a simulator: `snap.pay` goes to the page instead. */
const snapScript = (url: string) =>
  `window.snap={pay:function(token){location.assign(${JSON.stringify(`${url}/snap/v3/redirection/`)}+encodeURIComponent(token))},hide:function(){}};`;

/** Midtrans: Snap pages, and the Core API that reads and refunds what was paid there. */
export class Midtrans implements Provider {
  readonly title = 'Midtrans';
  readonly webhookPath = '/api/v1/webhooks/midtrans';
  readonly settings: Settings = { webhookUrl: '', ...SANDBOX_KEYS.midtrans };
  private readonly orders: Orders;
  private readonly core: CoreRoutes;

  constructor(private readonly premises: Premises) {
    this.orders = new Orders(premises, this.settings);
    this.core = new CoreRoutes(this.orders, premises, (handler) => this.authorised(handler));
  }

  readonly actions = {
    /** The customer chooses a method (`other_qris` unless told) and has yet to pay. */
    choose: (id: string, { method }: ActionDetails) =>
      void this.orders.choose(this.orders.get(id), method ?? 'other_qris'),
    pay: (id: string, { method, amount }: ActionDetails) => this.pay(this.orders.get(id), method, amount),
    /** A captured card is settled, as it is by itself a day later. */
    settle: (id: string) => this.change(id, ['capture'], (order, paid) => this.orders.settle(order, paid)),
    fail: (id: string, { method }: ActionDetails) => this.refuse(this.orders.get(id), method, 'deny'),
    failure: (id: string, { method }: ActionDetails) => this.refuse(this.orders.get(id), method, 'failure'),
    /** The bank holds a card's money, as it does when the session asks for `authorize`. */
    authorize: (id: string) => {
      const order = this.orders.get(id);
      this.orders.hold(order, this.orders.choose(order, 'credit_card'));
    },
    /** From the dashboard; all that is held unless `amount` says how much. */
    capture: (id: string, { amount }: ActionDetails) =>
      this.change(id, ['authorize'], (order, held) => {
        held.amount = amount ?? held.amount;
        this.orders.capture(order, held);
      }),
    /** Captured, and held for the merchant's judgement. */
    challenge: (id: string) => {
      const order = this.orders.get(id);
      const card = this.orders.choose(order, 'credit_card');
      card.fraud = 'challenge';
      this.orders.move(order, card, 'capture');
    },
    expire: (id: string) => this.expire(this.orders.get(id)),
    cancel: (id: string) =>
      this.change(id, ['pending', 'authorize', 'capture'], (order, one) => this.orders.move(order, one, 'cancel')),
    /** From the dashboard; the rest unless `amount` says how much. */
    refund: (id: string, { amount, reason }: ActionDetails) =>
      this.change(id, ['settlement', 'partial_refund'], (order, paid) => this.refund(order, paid, amount, reason)),
    chargeback: (id: string) =>
      this.change(id, ['settlement', 'partial_refund'], (order, paid) => this.orders.move(order, paid, 'chargeback')),
  };

  routes(to: Routes): void {
    to.post(
      '/snap/v1/transactions',
      'create',
      this.authorised((call) => this.create(call)),
    );
    to.post(
      '/snap/v1/transactions/:token/cancel',
      'cancel-token',
      this.authorised((call) => this.cancelToken(call)),
    );
    to.page('/snap/v3/redirection/:id');
    to.asset('/snap/snap.js', () => ({
      status: 200,
      headers: { 'content-type': 'text/javascript' },
      body: snapScript(this.premises.url()),
    }));
    this.core.addTo(to);
  }

  problem(status: number, message: string, path: string) {
    const core = { status_code: String(status), status_message: message };
    return json(status, path.startsWith('/v2/') ? core : { error_messages: [message] });
  }

  withAmount(body: unknown, amount: number | undefined): unknown {
    const told = body as Record<string, unknown>;
    if (typeof told['gross_amount'] !== 'string') return body;
    const wrong = amount ?? Math.max(1, Math.floor(Number(told['gross_amount'])) - 1000);
    return { ...told, gross_amount: `${wrong}.00` };
  }

  items(): Item[] {
    return this.orders.all().map((order) => ({
      id: order.request.orderId,
      reference: order.request.orderId,
      state: this.orders.stateOf(order),
      summary: rupiah(order.request.amount),
      token: order.token,
      transaction_ids: order.tries.map(({ id }) => id),
    }));
  }

  page(id: string): Page | undefined {
    const order = this.orders.find(id);
    return order && snapPage(order, this.orders);
  }

  env() {
    return {
      MIDTRANS_BASE_URL: this.premises.url(),
      MIDTRANS_SERVER_KEY: this.settings['serverKey'] ?? '',
      MIDTRANS_CLIENT_KEY: this.settings['clientKey'] ?? '',
    };
  }

  reset(): void {
    this.orders.reset();
    this.core.reset();
  }

  private create(call: Call) {
    const request = readSnapRequest(call);
    const taken = this.orders.find(request.orderId);
    if (taken && this.orders.isPaid(taken)) {
      throw snapError(400, 'transaction_details.order_id has been paid and utilized, please use another order ID');
    }
    if (taken) throw snapError(400, 'transaction_details.order_id has already been taken');
    const { token } = this.orders.open(request);
    return json(201, { token, redirect_url: `${this.premises.url()}/snap/v3/redirection/${token}` });
  }

  private cancelToken({ params }: Call) {
    const order = this.orders.all().find(({ token }) => token === params['token']);
    if (!order) throw snapError(404, 'token not found');
    if (order.canceledAt !== undefined) throw snapError(400, 'token already canceled');
    if (order.tries.length > 0) throw snapError(400, 'Transaction is on progress');
    order.canceledAt = this.premises.clock.now();
    return json(200, { canceled_at: `${new Date(order.canceledAt).toISOString().slice(0, 19)}Z` });
  }

  /** Basic, with the server key as the user and an empty password. */
  private authorised(handler: Handler): Handler {
    return (call) => {
      const wanted = Buffer.from(`Basic ${Buffer.from(`${this.settings['serverKey']}:`).toString('base64')}`);
      const given = Buffer.from(call.headers.authorization ?? '');
      if (given.length === wanted.length && timingSafeEqual(given, wanted)) return handler(call);
      const message = 'Access denied due to unauthorized transaction, please check client or server key';
      return call.path.startsWith('/v2/')
        ? json(401, { status_code: '401', status_message: message })
        : json(401, { error_messages: [message, 'Check that the key belongs to this environment'] });
    };
  }

  private pay(order: Order, method: string | undefined, amount: number | undefined): void {
    if (order.canceledAt !== undefined) throw new NotPossible('the page was canceled');
    const wrong = this.premises.faults.take(['wrong-amount'], 'pay');
    const short = Math.max(1, order.request.amount - 1000);
    this.orders.pay(order, method, amount ?? (wrong && (wrong.amount ?? short)));
  }

  /** The page stays open after a refusal. */
  private refuse(order: Order, method: string | undefined, status: TransactionStatus): void {
    const current = this.orders.current(order);
    const waiting = current?.status === 'pending' ? current : this.orders.choose(order, method ?? 'credit_card');
    waiting.fraud = status === 'deny' ? 'deny' : 'accept';
    this.orders.move(order, waiting, status);
  }

  /** A page that nobody used ends silently: there is no transaction to tell of. */
  private expire(order: Order): void {
    const current = this.orders.current(order);
    if (current && !['pending', 'authorize'].includes(current.status)) throw new NotPossible(`it is ${current.status}`);
    if (current) this.orders.move(order, current, 'expire');
    else order.canceledAt = this.premises.clock.now();
  }

  private refund(order: Order, paid: Transaction, amount: number | undefined, reason = 'From the dashboard'): void {
    const left = paid.amount - refundedOf(paid);
    if ((amount ?? left) > left || (amount ?? left) < 1) throw new NotPossible('that much is not left');
    this.orders.refund(order, paid, amount ?? left, `dashboard-${paid.refunds.length + 1}`, reason);
  }

  private change(
    id: string,
    from: readonly TransactionStatus[],
    work: (order: Order, current: Transaction) => void,
  ): void {
    const order = this.orders.get(id);
    const current = this.orders.current(order);
    if (!current || !from.includes(current.status)) throw new NotPossible(`it is ${this.orders.stateOf(order)}`);
    work(order, current);
  }
}

export const midtrans: ProviderKind<Midtrans> = {
  policy: { timeoutMs: 15_000, waitBeforeRetry: retryWait, follows: [307, 308] },
  create: (premises) => new Midtrans(premises),
};
