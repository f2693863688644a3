import { Injectable } from '@nestjs/common';

import { sum } from '#libs/kernel';
import { Database } from '#libs/platform';

import type { GivenBack } from '../core/payables.js';
import { type NewRefund, Refunds, type RefundStatus, type RefundView } from '../core/refunds.js';
import type { RefundRow } from './payment.schema.js';
import { type Row, toRefund } from './payment-rows.js';

/** The payment's own state once so much more has gone back. */
const afterRefundOf = (amount: string): string => `refunded_amount = p.refunded_amount + ${amount},
  status = CASE WHEN p.refunded_amount + ${amount} = p.amount THEN 'REFUNDED' ELSE 'PARTIALLY_REFUNDED' END`;

/** The refund's row and what it does to its payment's sums, in one guarded statement each. */
@Injectable()
export class SqlRefunds extends Refunds {
  constructor(private readonly database: Database) {
    super();
  }

  giveBack(refund: NewRefund): Promise<RefundView | null> {
    return this.insert('give-back', afterRefundOf('w.wish'), refund, { status: 'DONE' });
  }

  reserve(refund: NewRefund): Promise<RefundView | null> {
    return this.insert('reserve', 'refund_pending = p.refund_pending + w.wish', refund, { status: 'PENDING' });
  }

  noteForeign(refund: NewRefund & { reference: string | null; at: Date }): Promise<RefundView | null> {
    return this.insert('note-foreign', afterRefundOf('w.wish'), refund, { ...refund, status: 'DONE' });
  }

  find(outletId: string, id: string): Promise<RefundView | null> {
    return this.one('find', 'outlet_id = $1 AND id = $2', [outletId, id]);
  }

  byReference(paymentId: string, reference: string): Promise<RefundView | null> {
    return this.one('by-reference', 'payment_id = $1 AND reference = $2', [paymentId, reference]);
  }

  async piecesOf(outletId: string, orderId: string): Promise<GivenBack> {
    const where = `outlet_id = $1 AND order_id = $2 AND pieces IS NOT NULL AND status <> 'FAILED'`;
    const refunds = await this.rows('pieces', where, [outletId, orderId]);
    return { pieces: refunds.flatMap(({ pieces }) => pieces ?? []), amount: sum(refunds.map(({ amount }) => amount)) };
  }

  async unsettledOf(outletId: string, paymentId: string): Promise<RefundView[]> {
    const where = `outlet_id = $1 AND payment_id = $2 AND status IN ('PENDING', 'UNKNOWN')`;
    return (await this.rows('unsettled', where, [outletId, paymentId])).map(toRefund);
  }

  async note(
    outletId: string,
    id: string,
    { status, reference }: { status: 'PENDING' | 'UNKNOWN'; reference: string | null },
  ): Promise<void> {
    await this.database.execute({
      name: 'refunds.note',
      text: `UPDATE refunds SET status = $3, reference = coalesce($4, reference)
             WHERE outlet_id = $1 AND id = $2 AND status IN ('PENDING', 'UNKNOWN')`,
      values: [outletId, id, status, reference],
    });
  }

  settle(
    outletId: string,
    id: string,
    { reference, shiftId, at }: { reference: string | null; shiftId: string | null; at: Date },
  ): Promise<boolean> {
    const change = `status = 'DONE', reference = coalesce($4, reference), shift_id = $5, failure = NULL`;
    const moved = `refund_pending = p.refund_pending - r.amount, ${afterRefundOf('r.amount')}`;
    return this.close('settle', change, moved, [outletId, id, at, reference, shiftId]);
  }

  release(outletId: string, id: string, failure: string, at: Date): Promise<boolean> {
    const change = `status = 'FAILED', failure = $4`;
    return this.close('release', change, 'refund_pending = p.refund_pending - r.amount', [outletId, id, at, failure]);
  }

  private async insert(
    name: string,
    change: string,
    { id, payment, shiftId, amount, rounding, pieces, reason, actor }: NewRefund,
    more: { status: RefundStatus; reference?: string | null; at?: Date },
  ): Promise<RefundView | null> {
    const { status, reference = null, at = null } = more;
    const [row] = await this.database.query<Row<RefundRow>>({
      name: `refunds.${name}`,
      // FOR UPDATE answers what the row's last writer left; the UPDATE then goes to that same version.
      text: `WITH guarded AS (
               UPDATE payments p SET ${change}
               FROM (
                 SELECT id, coalesce($3::bigint, amount - refunded_amount - refund_pending) AS wish,
                   amount - refunded_amount - refund_pending AS rest
                 FROM payments WHERE outlet_id = $1 AND id = $2 AND status IN ('PAID', 'PARTIALLY_REFUNDED') FOR UPDATE
               ) w
               WHERE p.outlet_id = $1 AND p.id = w.id AND w.wish > 0 AND w.wish <= w.rest
               RETURNING p.order_id, p.method, w.wish
             )
             INSERT INTO refunds (outlet_id, id, payment_id, order_id, shift_id, method, amount, reason, created_by_kind,
               created_by, status, reference, settled_at, pieces, rounding)
             SELECT $1, $4, $2, order_id, $5, method, wish, $6, $7, $8, $9, $10,
               CASE WHEN $9 = 'DONE' THEN coalesce($11::timestamptz, now()) END, $12::jsonb, $13::bigint
             FROM guarded
             RETURNING *`,
      values: [
        payment.outletId,
        payment.id,
        amount ?? null,
        id,
        shiftId,
        reason,
        actor.kind,
        actor.id,
        status,
        reference,
        at,
        pieces ? JSON.stringify(pieces) : null,
        rounding ?? 0,
      ],
    });
    return row ? toRefund(row) : null;
  }

  /** Ends a refund that is under way, once, and moves its amount in the payment's sums. */
  private async close(name: string, change: string, moved: string, values: unknown[]): Promise<boolean> {
    const [row] = await this.database.query<{ id: string }>({
      name: `refunds.${name}`,
      text: `WITH r AS (
               UPDATE refunds SET ${change}, settled_at = $3
               WHERE outlet_id = $1 AND id = $2 AND status IN ('PENDING', 'UNKNOWN')
               RETURNING id, payment_id, amount
             )
             UPDATE payments p SET ${moved} FROM r WHERE p.outlet_id = $1 AND p.id = r.payment_id
             RETURNING r.id`,
      values,
    });
    return row !== undefined;
  }

  private async one(name: string, where: string, values: unknown[]): Promise<RefundView | null> {
    const [row] = await this.rows(name, where, values);
    return row ? toRefund(row) : null;
  }

  private rows(name: string, where: string, values: unknown[]): Promise<Row<RefundRow>[]> {
    return this.database.query<Row<RefundRow>>({
      name: `refunds.${name}`,
      text: `SELECT * FROM refunds WHERE ${where} ORDER BY id`,
      values,
    });
  }
}
