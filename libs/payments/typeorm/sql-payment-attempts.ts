import { Injectable } from '@nestjs/common';

import type { MinorUnits } from '#libs/kernel';
import { Database } from '#libs/platform';

import { type Attempt, type NewAttempt, type Opening, PaymentAttempts } from '../core/payment-attempts.js';
import { LIVE_STATUSES, mayBecome } from '../core/payment-status.js';
import { ANSWERED_BY_MONEY } from '../core/reviews.js';
import type { PaymentStatus, PaymentView } from '../core/payments.api.js';
import type { PaymentRow } from './payment.schema.js';
import { type Row, toAttempt, toView } from './payment-rows.js';

/** Guarded updates: the condition stands in the statement, and the count says whether it held. */
@Injectable()
export class SqlPaymentAttempts extends PaymentAttempts {
  constructor(private readonly database: Database) {
    super();
  }

  async insert({ payable, actor, ...attempt }: NewAttempt): Promise<void> {
    await this.database.execute({
      name: 'payment-attempts.insert',
      text: `INSERT INTO payments (outlet_id, id, order_id, order_label, session_id, customer_id, shift_id, method, gateway, status,
               amount, currency, expires_at, created_by_kind, created_by, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'PENDING', $10, $11, $12, $13, $14, $15)`,
      values: [
        payable.outletId,
        attempt.id,
        payable.id,
        payable.label,
        payable.sessionId,
        payable.customerId,
        attempt.shiftId,
        attempt.method,
        attempt.gateway,
        attempt.amount,
        payable.currency,
        attempt.expiresAt,
        actor.kind,
        actor.id,
        attempt.at,
      ],
    });
  }

  async find(outletId: string, id: string): Promise<Attempt | null> {
    const [row] = await this.rows('find', 'outlet_id = $1 AND id = $2', [outletId, id]);
    return row ? toAttempt(row) : null;
  }

  async locate(charge: Parameters<PaymentAttempts['locate']>[0]): Promise<Attempt | null> {
    const { gateway, paymentId, reference } = charge;
    const [row] =
      paymentId !== null
        ? await this.rows('locate', 'gateway = $1 AND id = $2', [gateway, paymentId])
        : await this.rows('locate-by-reference', 'gateway = $1 AND reference = $2', [gateway, reference]);
    return row ? toAttempt(row) : null;
  }

  async liveOf(outletId: string, payableId: string): Promise<PaymentView[]> {
    const where = 'outlet_id = $1 AND order_id = $2 AND status = ANY($3) AND given_up_at IS NULL';
    return (await this.rows('live', where, [outletId, payableId, LIVE_STATUSES])).map(toView);
  }

  async openOf(outletId: string, payableId: string): Promise<Attempt[]> {
    const where = 'outlet_id = $1 AND order_id = $2 AND status = ANY($3)';
    const rows = await this.rows('open', where, [outletId, payableId, LIVE_STATUSES]);
    return rows.flatMap((row) => toAttempt(row) ?? []);
  }

  async claimCall(outletId: string, id: string, seconds: number): Promise<boolean> {
    return this.update(
      'claim-call',
      `calling_until = now() + make_interval(secs => $3)
       WHERE outlet_id = $1 AND id = $2 AND reference IS NULL AND status IN ('PENDING', 'UNKNOWN')
         AND (calling_until IS NULL OR calling_until < now())`,
      [outletId, id, seconds],
    );
  }

  async opened(outletId: string, id: string, { reference, presentation, expiresAt }: Opening): Promise<void> {
    await this.update(
      'opened',
      `reference = coalesce(reference, $3), presentation = coalesce($4, presentation),
         expires_at = coalesce($5, expires_at), calling_until = NULL,
         status = CASE status WHEN 'UNKNOWN' THEN 'PENDING' ELSE status END
       WHERE outlet_id = $1 AND id = $2`,
      [outletId, id, reference, presentation === null ? null : JSON.stringify(presentation), expiresAt],
    );
  }

  async notOpened(outletId: string, id: string, status: 'UNKNOWN' | 'FAILED'): Promise<void> {
    await this.update(
      'not-opened',
      `status = $3, calling_until = NULL
       WHERE outlet_id = $1 AND id = $2 AND reference IS NULL AND status IN ('PENDING', 'UNKNOWN')`,
      [outletId, id, status],
    );
  }

  async move(outletId: string, id: string, to: PaymentStatus, reference: string | null): Promise<boolean> {
    return this.update(
      'move',
      'status = $3, reference = coalesce(reference, $5) WHERE outlet_id = $1 AND id = $2 AND status = ANY($4)',
      [outletId, id, to, mayBecome(to), reference],
    );
  }

  async capture(outletId: string, id: string, capture: { at: Date; reference: string | null }): Promise<boolean> {
    return this.update(
      'capture',
      `status = 'PAID', paid_at = $4, reference = coalesce(reference, $5), calling_until = NULL,
         review = CASE WHEN review = ANY($6) THEN NULL ELSE review END
       WHERE outlet_id = $1 AND id = $2 AND status = ANY($3)`,
      [outletId, id, mayBecome('PAID'), capture.at, capture.reference, ANSWERED_BY_MONEY],
    );
  }

  async account(
    outletId: string,
    id: string,
    { applied, shiftId }: { applied: MinorUnits; shiftId: string | null },
  ): Promise<void> {
    await this.update('account', 'applied_amount = $3, shift_id = $4 WHERE outlet_id = $1 AND id = $2', [
      outletId,
      id,
      applied,
      shiftId,
    ]);
  }

  async giveUp(outletId: string, ids: readonly string[]): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>({
      name: 'payment-attempts.give-up',
      text: `UPDATE payments SET given_up_at = now()
             WHERE outlet_id = $1 AND id = ANY($2::uuid[]) AND status = ANY($3) AND given_up_at IS NULL RETURNING id`,
      values: [outletId, ids, LIVE_STATUSES],
    });
    return rows.map(({ id }) => id);
  }

  async park(outletId: string, id: string, review: string): Promise<boolean> {
    return this.update('park', 'review = $3 WHERE outlet_id = $1 AND id = $2 AND review IS DISTINCT FROM $3', [
      outletId,
      id,
      review,
    ]);
  }

  private rows(name: string, where: string, values: unknown[]): Promise<Row<PaymentRow>[]> {
    return this.database.query<Row<PaymentRow>>({
      name: `payment-attempts.${name}`,
      text: `SELECT * FROM payments WHERE ${where} AND gateway IS NOT NULL ORDER BY id`,
      values,
    });
  }

  private async update(name: string, change: string, values: unknown[]): Promise<boolean> {
    const text = `UPDATE payments SET ${change}`;
    return (await this.database.execute({ name: `payment-attempts.${name}`, text, values })) === 1;
  }
}
