import { randomUUID } from 'node:crypto';

import { NoSuchItem, NotPossible, type Premises, type Settings } from '../../framework/provider.js';
import { methodOf } from './methods.js';
import type { SnapRequest } from './snap-request.js';
import {
  asJakartaTime,
  asMoney,
  describe,
  newTransaction,
  notificationCode,
  type Refund,
  refundedOf,
  type Transaction,
  type TransactionStatus,
} from './transaction.js';

/** An order's Snap page with the tries to pay it. */
export interface Order {
  readonly request: SnapRequest;
  readonly token: string;
  readonly pageEnds: number;
  canceledAt?: number;
  readonly tries: Transaction[];
}

const DEFAULT_EXPIRY_MS = 24 * 3_600_000;
const CARD_SETTLES_AFTER_MS = 24 * 3_600_000;
const BANK_CONFIRMS_REFUND_AFTER_MS = 3_600_000;
/** How long a bank holds what nobody captures. */
const HOLD_ENDS_AFTER_MS = 7 * 24 * 3_600_000;
const PAID: readonly TransactionStatus[] = ['capture', 'settlement', 'partial_refund', 'refund', 'chargeback'];

/** Everything that may become of an order, and the notification of each step. */
export class Orders {
  private orders = new Map<string, Order>();
  private lastRefund = 0;

  constructor(
    private readonly premises: Premises,
    private readonly settings: Settings,
  ) {}

  open(request: SnapRequest): Order {
    const now = this.premises.clock.now();
    const order = { request, token: randomUUID(), pageEnds: now + request.pageExpiryMs, tries: [] };
    this.orders.set(request.orderId, order);
    return order;
  }

  all(): Order[] {
    return [...this.orders.values()];
  }

  /** By order id, Snap token or transaction id. */
  find(id: string): Order | undefined {
    return (
      this.orders.get(id) ?? this.all().find(({ token, tries }) => token === id || tries.some((one) => one.id === id))
    );
  }

  /** Throws `NoSuchItem`. */
  get(id: string): Order {
    const order = this.find(id);
    if (!order) throw new NoSuchItem(id);
    return order;
  }

  current({ tries }: Order): Transaction | undefined {
    return tries.at(-1);
  }

  /** For people. */
  stateOf(order: Order): string {
    const current = this.current(order);
    if (current) return current.status;
    return order.canceledAt !== undefined || order.pageEnds <= this.premises.clock.now()
      ? 'closed'
      : 'no method chosen';
  }

  isPaid(order: Order): boolean {
    const status = this.current(order)?.status;
    return status !== undefined && PAID.includes(status);
  }

  /** The customer chooses a method: only now is there a transaction, and only what waits is announced. */
  choose(order: Order, methodName: string): Transaction {
    const method = methodOf(methodName);
    if (!method) throw new NotPossible(`there is no method ${methodName}`);
    if (this.isPaid(order)) throw new NotPossible('it is paid');
    if (this.current(order)?.status === 'authorize') throw new NotPossible('a card is held');
    const { clock } = this.premises;
    const { amount, expiryMs = DEFAULT_EXPIRY_MS, expiryStart = clock.now() } = order.request;
    const transaction = newTransaction(method, amount, clock.now(), expiryStart + expiryMs);
    order.tries.push(transaction);
    if (!method.isCard) this.notify(order, transaction);
    clock.after(transaction.expiryTime - clock.now(), () => this.expireIfPending(order, transaction));
    return transaction;
  }

  /** Somebody pays, by `amount` rupiah when a fault wants it; a card is held when the session wants so, or captured. */
  pay(order: Order, methodName: string | undefined, amount: number | undefined): void {
    const waiting = this.current(order);
    const isChosen = waiting && (waiting.status === 'pending' || waiting.status === 'expire');
    const transaction = isChosen && !methodName ? waiting : this.choose(order, methodName ?? 'other_qris');
    transaction.amount = amount ?? transaction.amount;
    if (!transaction.method.isCard) return this.settle(order, transaction);
    if (order.request.holdsCards) return this.hold(order, transaction);
    this.capture(order, transaction);
  }

  /** The bank holds the money for the merchant, who has yet to capture it. */
  hold(order: Order, transaction: Transaction): void {
    this.move(order, transaction, 'authorize');
    this.premises.clock.after(HOLD_ENDS_AFTER_MS, () => {
      if (transaction.status === 'authorize') this.move(order, transaction, 'expire');
    });
  }

  /** The money is the merchant's, and settled a day later. */
  capture(order: Order, transaction: Transaction): void {
    this.move(order, transaction, 'capture');
    this.premises.clock.after(CARD_SETTLES_AFTER_MS, () => {
      if (transaction.status === 'capture' && transaction.fraud === 'accept') this.settle(order, transaction);
    });
  }

  settle(order: Order, transaction: Transaction): void {
    transaction.settlementTime = this.premises.clock.now();
    this.move(order, transaction, 'settlement');
  }

  move(order: Order, transaction: Transaction, status: TransactionStatus): void {
    transaction.status = status;
    this.notify(order, transaction);
  }

  /** Books a refund, announced at once and again when the bank has confirmed it. */
  refund(order: Order, transaction: Transaction, amount: number, key: string, reason: string): Refund {
    const { clock } = this.premises;
    const refund: Refund = {
      refund_chargeback_id: ++this.lastRefund,
      refund_amount: asMoney(amount),
      created_at: asJakartaTime(clock.now()),
      reason,
      refund_key: key,
      refund_method: 'Merchant',
    };
    transaction.refunds.push(refund);
    this.move(order, transaction, refundedOf(transaction) >= transaction.amount ? 'refund' : 'partial_refund');
    clock.after(BANK_CONFIRMS_REFUND_AFTER_MS, () => {
      refund.bank_confirmed_at = asJakartaTime(clock.now());
      this.notify(order, transaction);
    });
    return refund;
  }

  view(order: Order, transaction: Transaction, code: string, message: string) {
    const { merchantId = '', serverKey = '' } = this.settings;
    const { orderId, customFields } = order.request;
    return describe(transaction, { orderId, merchantId, serverKey, customFields }, code, message);
  }

  reset(): void {
    this.orders = new Map();
  }

  private expireIfPending(order: Order, transaction: Transaction): void {
    if (transaction.status === 'pending') this.move(order, transaction, 'expire');
  }

  private notify(order: Order, transaction: Transaction): void {
    const { overriding, appended, orderId } = order.request;
    const { expiry_time: _, ...body } = this.view(
      order,
      transaction,
      notificationCode(transaction),
      'midtrans payment notification',
    );
    for (const url of [...(overriding ?? [this.settings.webhookUrl]), ...appended]) {
      this.premises.webhooks.send({
        event: transaction.status,
        subject: orderId,
        url,
        body: JSON.stringify(body),
        headers: () => ({
          'content-type': 'application/json',
          accept: 'application/json',
          'user-agent': 'Veritrans',
        }),
      });
    }
  }
}
