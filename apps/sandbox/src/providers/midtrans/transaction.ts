import { createHash, randomUUID } from 'node:crypto';

import type { Method } from './methods.js';

export type TransactionStatus =
  | 'pending'
  | 'authorize'
  | 'capture'
  | 'settlement'
  | 'deny'
  | 'cancel'
  | 'expire'
  | 'failure'
  | 'refund'
  | 'partial_refund'
  | 'chargeback';

export interface Refund {
  readonly refund_chargeback_id: number;
  readonly refund_amount: string;
  readonly created_at: string;
  readonly reason: string;
  readonly refund_key: string;
  readonly refund_method: string;
  bank_confirmed_at?: string;
}

/** One try of a customer to pay an order; Snap lets them try again after a refusal. */
export interface Transaction {
  readonly id: string;
  readonly method: Method;
  readonly transactionTime: number;
  readonly expiryTime: number;
  /** Rupiah that were paid: what was asked, unless a fault says otherwise. */
  amount: number;
  status: TransactionStatus;
  fraud: 'accept' | 'challenge' | 'deny';
  settlementTime?: number;
  readonly refunds: Refund[];
}

export function newTransaction(method: Method, amount: number, now: number, expiryTime: number): Transaction {
  return {
    id: randomUUID(),
    method,
    transactionTime: now,
    expiryTime,
    amount,
    status: 'pending',
    fraud: 'accept',
    refunds: [],
  };
}

/** "115000.00" */
export const asMoney = (rupiah: number): string => `${rupiah}.00`;

/** "2026-11-20 18:12:01", in Jakarta and without saying so. */
export const asJakartaTime = (time: number): string =>
  new Date(time + 7 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

export const refundedOf = ({ refunds }: Transaction): number =>
  refunds.reduce((sum, { refund_amount }) => sum + Number(refund_amount), 0);

/** Lower-case hex of SHA-512 over the fields as they are sent, and the server key. */
export const signatureOf = (orderId: string, statusCode: string, grossAmount: string, serverKey: string): string =>
  createHash('sha512').update(`${orderId}${statusCode}${grossAmount}${serverKey}`).digest('hex');

/** `202` for what came to nothing, `201` for what waits. */
export function notificationCode({ status, fraud }: Transaction): string {
  if (status === 'pending' || (status === 'capture' && fraud === 'challenge')) return '201';
  return ['deny', 'cancel', 'expire', 'failure'].includes(status) ? '202' : '200';
}

/** The code of a status read; an expired transaction answers 407 there. */
export function statusCode(transaction: Transaction): string {
  if (transaction.status === 'expire') return '407';
  return transaction.status === 'cancel' ? '200' : notificationCode(transaction);
}

export interface Described {
  readonly orderId: string;
  readonly merchantId: string;
  readonly serverKey: string;
  readonly customFields: Readonly<Record<string, string>>;
}

/** The transaction as a notification and every Core answer tell it: all values are strings. */
export function describe(transaction: Transaction, of: Described, code: string, message: string) {
  const grossAmount = asMoney(transaction.amount);
  const { status, refunds, settlementTime, fraud, method } = transaction;
  return {
    status_code: code,
    status_message: message,
    transaction_id: transaction.id,
    order_id: of.orderId,
    merchant_id: of.merchantId,
    gross_amount: grossAmount,
    currency: 'IDR',
    payment_type: method.paymentType,
    transaction_time: asJakartaTime(transaction.transactionTime),
    transaction_status: status,
    ...(method.paymentType === 'cstore' ? {} : { fraud_status: fraud }),
    ...(settlementTime === undefined ? {} : { settlement_time: asJakartaTime(settlementTime) }),
    signature_key: signatureOf(of.orderId, code, grossAmount, of.serverKey),
    expiry_time: asJakartaTime(transaction.expiryTime),
    ...method.extra,
    ...(refunds.length > 0 ? { refund_amount: asMoney(refundedOf(transaction)), refunds } : {}),
    ...of.customFields,
  };
}
