import { type Answer, type Call, type Handler, json, jsonObject } from '../../framework/http.js';
import type { Premises, Routes } from '../../framework/provider.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import type { Order, Orders } from './orders.js';
import { asMoney, refundedOf, statusCode, type Transaction } from './transaction.js';

const REFUND_KEY = /^[A-Za-z0-9_-]+$/;
const LONGEST_REASON = 255;

/** Core's way of saying anything: HTTP 200, and the code in the body. */
const inBody = (code: string, message: string): Answer => json(200, { status_code: code, status_message: message });
const UNKNOWN = inBody('404', "Transaction doesn't exist.");
const UNCHANGEABLE = inBody('412', 'Merchant cannot modify the status of the transaction');

type Verb = (order: Order, transaction: Transaction, call: Call) => Answer;

/** `/v2`: what a merchant asks of a transaction after the customer has chosen a method. */
export class CoreRoutes {
  private readonly keys: IdempotencyKeys;

  constructor(
    private readonly orders: Orders,
    private readonly premises: Premises,
    private readonly authorised: (handler: Handler) => Handler,
  ) {
    this.keys = new IdempotencyKeys(premises.clock);
  }

  addTo(to: Routes): void {
    const add = (path: string, operation: string, verb: Verb) =>
      to.post(path, operation, this.authorised(this.keys.remembering((call) => this.about(call, verb))));
    to.get(
      '/v2/:id/status',
      'status',
      this.authorised((call) => this.about(call, (order, one) => this.status(order, one))),
    );
    add('/v2/:id/cancel', 'cancel', (order, one) => this.cancel(order, one));
    add('/v2/:id/expire', 'expire', (order, one) => this.expire(order, one));
    add('/v2/:id/approve', 'approve', (order, one) => this.judge('accept', order, one));
    add('/v2/:id/deny', 'deny', (order, one) => this.judge('deny', order, one));
    to.post('/v2/capture', 'capture', this.authorised(this.keys.remembering((call) => this.capture(call))));
    add('/v2/:id/refund', 'refund', (order, one, call) => this.refund(order, one, call));
    add('/v2/:id/refund/online/direct', 'refund', (order, one, call) => this.refund(order, one, call));
  }

  reset(): void {
    this.keys.clear();
  }

  private about(call: Call, verb: Verb): Answer {
    const id = call.params['id'] ?? '';
    const order = this.orders.find(id);
    const transaction = order?.tries.find((one) => one.id === id) ?? (order && this.orders.current(order));
    return order && transaction ? verb(order, transaction, call) : UNKNOWN;
  }

  private status(order: Order, transaction: Transaction): Answer {
    return this.tell(order, transaction, statusCode(transaction), 'Success, transaction is found');
  }

  private cancel(order: Order, transaction: Transaction): Answer {
    if (!['pending', 'authorize', 'capture'].includes(transaction.status)) return UNCHANGEABLE;
    this.orders.move(order, transaction, 'cancel');
    return this.tell(order, transaction, '200', 'Success, transaction is canceled');
  }

  private expire(order: Order, transaction: Transaction): Answer {
    if (transaction.status !== 'pending') return UNCHANGEABLE;
    this.orders.move(order, transaction, 'expire');
    return this.tell(order, transaction, '407', 'Success, transaction is expired');
  }

  /** Of a card that is held: all of it, or less. */
  private capture({ body }: Call): Answer {
    const { transaction_id: id, gross_amount: amount } = jsonObject(body) ?? {};
    const order = typeof id === 'string' ? this.orders.find(id) : undefined;
    const held = order?.tries.find((one) => one.id === id);
    if (!order || !held) return UNKNOWN;
    if (held.status !== 'authorize') return UNCHANGEABLE;
    if (!Number.isSafeInteger(amount) || Number(amount) < 1 || Number(amount) > held.amount) {
      return inBody('400', 'gross_amount must be an integer, and no more than is held');
    }
    held.amount = Number(amount);
    this.orders.capture(order, held);
    return this.tell(order, held, '200', 'Success, Credit Card capture transaction is successful');
  }

  private judge(verdict: 'accept' | 'deny', order: Order, transaction: Transaction): Answer {
    if (transaction.status !== 'capture' || transaction.fraud !== 'challenge') return UNCHANGEABLE;
    transaction.fraud = verdict;
    if (verdict === 'accept') this.orders.capture(order, transaction);
    else this.orders.move(order, transaction, 'deny');
    return this.tell(order, transaction, '200', 'Success, transaction is updated');
  }

  private refund(order: Order, transaction: Transaction, call: Call): Answer {
    const body = jsonObject(call.body) ?? {};
    const left = transaction.amount - refundedOf(transaction);
    const { amount = left, reason = '', refund_key: key = `rf-${transaction.id}-${left}` } = body;
    if (!Number.isSafeInteger(amount) || Number(amount) < 1) return inBody('400', 'amount must be an integer');
    if (typeof reason !== 'string' || reason.length > LONGEST_REASON) return inBody('400', 'reason is too long');
    if (typeof key !== 'string' || !REFUND_KEY.test(key)) return inBody('400', 'refund_key is not valid');
    const earlier = transaction.refunds.find(({ refund_key }) => refund_key === key);
    if (earlier) {
      const isSame = body['amount'] === undefined || earlier.refund_amount === asMoney(Number(amount));
      if (!isSame) return inBody('406', 'Refund key has been used with other data');
      return this.tellRefund(order, transaction, key, earlier.refund_amount, earlier.refund_chargeback_id);
    }
    const { refund: refundable } = transaction.method;
    if (!['settlement', 'partial_refund'].includes(transaction.status) || refundable === 'none') return UNCHANGEABLE;
    if (Number(amount) > left || (refundable === 'full' && Number(amount) !== transaction.amount)) {
      return inBody('414', 'Refund rejected: the amount cannot be refunded');
    }
    if (this.premises.faults.take(['refund-fails'], 'refund')) {
      return this.tell(order, transaction, '202', 'Refund is denied by the bank');
    }
    const made = this.orders.refund(order, transaction, Number(amount), key, reason);
    return this.tellRefund(order, transaction, key, made.refund_amount, made.refund_chargeback_id);
  }

  private tellRefund(order: Order, transaction: Transaction, key: string, amount: string, id: number): Answer {
    const { refunds: _, ...told } = this.orders.view(order, transaction, '200', 'Success, refund request is approved');
    return json(200, { ...told, refund_key: key, refund_amount: amount, refund_chargeback_id: id });
  }

  private tell(order: Order, transaction: Transaction, code: string, message: string): Answer {
    return json(200, this.orders.view(order, transaction, code, message));
  }
}
