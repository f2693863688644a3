import { z } from 'zod';

import type { ChargeState } from '../../core/model/charge.js';
import { currencyCode } from '../json-api.js';

/** `115000.00`: always a text, always with two decimals, in rupiah. Sen do not exist: {@link stateOf} asks for a person when there are some. */
const rupiah = z.string().regex(/^\d{1,15}(\.\d{1,2})?$/);
const loose = z.union([rupiah, z.number().nonnegative().transform(String)]);

const refund = z.object({ refund_key: z.string(), refund_amount: loose });
/** The price before Midtrans added a fee that the payer bears. */
const withFee = z.object({
  extra_info: z.object({ gross_amount_info: z.object({ original_amount: loose }) }),
});

/** A transaction as a notification and every answer of the Core API tell it. */
export const midtransTransaction = z.object({
  status_code: z.string(),
  transaction_status: z.string().transform((word) => word.toLowerCase()),
  order_id: z.string().min(1),
  gross_amount: rupiah,
  currency: currencyCode,
  fraud_status: z
    .string()
    .nullish()
    .transform((word) => word?.toLowerCase()),
  transaction_time: z.string().nullish(),
  settlement_time: z.string().nullish(),
  custom_field1: z.string().nullish(),
  refund_amount: loose.nullish(),
  refunds: z.array(refund).nullish(),
  metadata: withFee.optional().catch(undefined),
});
export type MidtransTransaction = z.output<typeof midtransTransaction>;

type Status = ChargeState['status'];
const STATUSES: Readonly<Record<string, Status>> = {
  pending: 'PENDING',
  authorize: 'AUTHORIZED',
  capture: 'PAID',
  settlement: 'PAID',
  deny: 'FAILED',
  failure: 'FAILED',
  cancel: 'CANCELLED',
  expire: 'EXPIRED',
  partial_refund: 'PARTIALLY_REFUNDED',
  refund: 'REFUNDED',
  chargeback: 'PAID',
  partial_chargeback: 'PAID',
};

/** Null for a status that Midtrans has not told the world of. */
export function stateOf(transaction: MidtransTransaction, paymentId: string): ChargeState | null {
  const { transaction_status: word, metadata, gross_amount: gross } = transaction;
  const told = Object.hasOwn(STATUSES, word) ? STATUSES[word] : undefined;
  if (!told) return null;
  const price = metadata?.extra_info.gross_amount_info.original_amount ?? gross;
  const review = reviewOf(transaction, paymentId, price);
  const status = told === 'PAID' ? paidUnless(transaction) : told;
  const refundedAmount = status === 'REFUNDED' ? refunded(transaction, Number(price)) : refunded(transaction, 0);
  return {
    reference: paymentId,
    status,
    amount: Math.floor(Number(price)),
    currency: transaction.currency,
    refundedAmount,
    paidAt: TAKEN.has(status) ? jakartaTime(transaction.settlement_time ?? transaction.transaction_time) : null,
    review,
  };
}

const TAKEN: ReadonlySet<Status> = new Set(['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED']);

/** Money counts with code 200 and without a doubt about the card; a disputed payment was paid once. */
function paidUnless({ status_code: code, fraud_status: fraud, transaction_status: word }: MidtransTransaction): Status {
  if (word.endsWith('chargeback')) return 'PAID';
  if (fraud === 'deny') return 'FAILED';
  return code === '200' && (fraud === undefined || fraud === 'accept') ? 'PAID' : 'PENDING';
}

function reviewOf(transaction: MidtransTransaction, paymentId: string, price: string): string | null {
  const { transaction_status: word, fraud_status: fraud, settlement_time: settled } = transaction;
  if (transaction.order_id !== paymentId && transaction.custom_field1 !== paymentId) return 'ORDER_MISMATCH';
  if (!Number.isInteger(Number(price))) return 'FRACTIONAL_AMOUNT';
  if (word.endsWith('chargeback')) return 'CHARGEBACK';
  if (word === 'deny' && settled != null) return 'REVERSED';
  if (['capture', 'settlement'].includes(word) && fraud !== undefined && !['accept', 'deny'].includes(fraud)) {
    return 'CHALLENGED';
  }
  return null;
}

/** What all refunds together gave back; one is told again when the bank has confirmed it, under the same key. */
function refunded({ refunds, refund_amount: last }: MidtransTransaction, unlessTold: number): number {
  const byKey = new Map(refunds?.map(({ refund_key: key, refund_amount: amount }) => [key, Number(amount)]));
  const sum = [...byKey.values()].reduce((total, amount) => total + amount, 0);
  return Math.floor(Math.max(sum, Number(last ?? unlessTold)));
}

const TIME = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/;

/** Midtrans' clocks show Jakarta's time and do not say so. */
export function jakartaTime(text: string | null | undefined): Date | null {
  const [, day, time] = TIME.exec(text ?? '') ?? [];
  if (!day || !time) return null;
  const at = new Date(`${day}T${time}+07:00`);
  return Number.isNaN(at.getTime()) ? null : at;
}

const JAKARTA_MS = 7 * 3_600_000;

/** `2026-11-20 18:11:08 +0700` */
export const asJakartaTime = (at: Date): string =>
  `${new Date(at.getTime() + JAKARTA_MS).toISOString().slice(0, 19).replace('T', ' ')} +0700`;
