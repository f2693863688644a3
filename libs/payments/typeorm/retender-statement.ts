import type { Database } from '#libs/platform';

import type { PaymentChange } from '../core/model/payment.js';

type Retendering = Extract<PaymentChange, { kind: 'retendered' }>;

/** Writes what a payment was paid by, and keeps what it was recorded as; false when it is not the payment that was read. */
export async function retender(
  database: Database,
  [outletId, id]: readonly [string, string],
  { was, correction, method, tender, reference, tendered, change }: Retendering,
): Promise<boolean> {
  const written = await database.execute({
    name: 'payments.retender',
    text: `WITH changed AS (
             UPDATE payments SET method = $5, tender_id = $6, tender_name = $7, tender_code = $8, tender_day = $9, last4 = $10, card_type = $11,
               reference = $12, tendered = $13, change = $14
             WHERE outlet_id = $1 AND id = $2 AND method = $3 AND tender_id IS NOT DISTINCT FROM $4::uuid AND gateway IS NULL
               AND status = 'PAID' AND refund_pending + tip_pending + refunded_tip = 0
             RETURNING outlet_id, id
           )
           INSERT INTO payment_retenders
             (outlet_id, id, payment_id, from_method, from_tender_id, to_method, to_tender_id, reason, created_by, created_at)
           SELECT outlet_id, $15, id, $3, $4::uuid, $5, $6, $16, $17, $18 FROM changed`,
    values: [
      outletId,
      id,
      was.method,
      was.tender?.id ?? null,
      method,
      tender?.id ?? null,
      tender?.name ?? null,
      tender?.fiscalCode ?? null,
      tender?.day ?? null,
      tender?.last4 ?? null,
      tender?.cardType ?? null,
      reference,
      tendered,
      change,
      correction.id,
      correction.reason,
      correction.by,
      correction.at,
    ],
  });
  return written === 1;
}
