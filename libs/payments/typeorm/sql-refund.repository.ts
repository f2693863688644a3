import { Injectable } from '@nestjs/common';

import { type MinorUnits, sum } from '#libs/kernel';
import { Database } from '#libs/platform';

import type { GivenBack } from '../core/model/payable.js';
import type { PaymentView } from '../core/model/payment.js';
import { Refund, type RefundChange } from '../core/model/refund.js';
import { RefundRepository } from '../core/payments.ports.js';
import type { RefundRow } from './payment.schema.js';
import { REFUND_COLUMNS, type Row, toRefundView } from './payment-rows.js';

/** The payment's own state once so much more has gone back. */
const afterRefundOf = (amount: string, tip: string): string => `refunded_amount = p.refunded_amount + ${amount},
  refunded_tip = p.refunded_tip + ${tip},
  status = CASE WHEN p.refunded_amount + ${amount} + p.refunded_tip + ${tip} = p.amount + p.tip
    THEN 'REFUNDED' ELSE 'PARTIALLY_REFUNDED' END`;

/** What was set aside for a refund is not any more. */
const RELEASED = 'refund_pending = p.refund_pending - r.amount, tip_pending = p.tip_pending - r.tip';

const SET_ASIDE = 'refund_pending = p.refund_pending + $3::bigint, tip_pending = p.tip_pending + $15::bigint';

/** By hand, since races decide about money: the refund's row and what it does to its payment's sums are one guarded statement. */
@Injectable()
export class SqlRefundRepository extends RefundRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async add({ view }: Refund): Promise<boolean> {
    const isDone = view.status === 'DONE';
    const added = await this.database.execute({
      name: `refunds.add-${isDone ? 'done' : 'pending'}`,
      // FOR UPDATE answers what the row's last writer left; the UPDATE then goes to that same version.
      text: `WITH guarded AS (
               UPDATE payments p SET ${isDone ? afterRefundOf('$3::bigint', '$15::bigint') : SET_ASIDE}
               FROM (
                 SELECT id, amount - refunded_amount - refund_pending AS rest, tip - refunded_tip - tip_pending AS tip_rest
                 FROM payments WHERE outlet_id = $1 AND id = $2 AND status IN ('PAID', 'PARTIALLY_REFUNDED') FOR UPDATE
               ) w
               WHERE p.outlet_id = $1 AND p.id = w.id AND $3::bigint >= 0 AND $15::bigint >= 0 AND $3::bigint + $15::bigint > 0
                 AND $3::bigint <= w.rest AND $15::bigint <= w.tip_rest
               RETURNING p.order_id
             )
             INSERT INTO refunds (outlet_id, id, payment_id, order_id, shift_id, method, amount, reason, created_by_kind,
               created_by, status, reference, settled_at, pieces, rounding, created_at, tender_id, tip, reason_id)
             SELECT $1, $4, $2, order_id, $5, $16, $3, $6, $7, $8, $9, $10, $11::timestamptz, $12::jsonb, $13::bigint, $14::timestamptz, $17::uuid,
               $15::bigint, $18::uuid
             FROM guarded`,
      values: [
        view.outletId,
        view.paymentId,
        view.amount,
        view.id,
        view.shiftId,
        view.reason,
        view.actor.kind,
        view.actor.id,
        view.status,
        view.reference,
        view.settledAt,
        view.pieces && JSON.stringify(view.pieces),
        view.rounding,
        view.createdAt,
        view.tip,
        view.method,
        view.tenderId,
        view.reasonId,
      ],
    });
    return added === 1;
  }

  async givenElsewhere({ outletId, id, method }: Pick<PaymentView, 'outletId' | 'id' | 'method'>): Promise<MinorUnits> {
    const where = `outlet_id = $1 AND payment_id = $2 AND method <> $3 AND status = 'DONE'`;
    return sum(
      (await this.rows('given-elsewhere', where, [outletId, id, method])).map(({ amount, tip }) => amount + tip),
    );
  }

  find(outletId: string, id: string): Promise<Refund | null> {
    return this.one('find', 'outlet_id = $1 AND id = $2', [outletId, id]);
  }

  findByReference(outletId: string, paymentId: string, reference: string): Promise<Refund | null> {
    return this.one('by-reference', 'outlet_id = $1 AND payment_id = $2 AND reference = $3', [
      outletId,
      paymentId,
      reference,
    ]);
  }

  async unsettledOf(outletId: string, paymentId: string): Promise<Refund[]> {
    const where = `outlet_id = $1 AND payment_id = $2 AND status IN ('PENDING', 'UNKNOWN')`;
    return (await this.rows('unsettled', where, [outletId, paymentId])).map((row) => Refund.restore(toRefundView(row)));
  }

  async givenBack(outletId: string, orderId: string): Promise<GivenBack> {
    const where = `outlet_id = $1 AND order_id = $2 AND pieces IS NOT NULL AND status <> 'FAILED'`;
    const refunds = await this.rows('given-back', where, [outletId, orderId]);
    return { pieces: refunds.flatMap(({ pieces }) => pieces ?? []), amount: sum(refunds.map(({ amount }) => amount)) };
  }

  async save(refund: Refund): Promise<boolean> {
    const { outletId, id } = refund.view;
    for (const change of refund.takeChanges()) {
      if (!(await this.write([outletId, id], change))) return false;
    }
    return true;
  }

  private async write(key: readonly [string, string], change: RefundChange): Promise<boolean> {
    switch (change.kind) {
      case 'noted':
        return (
          (await this.database.execute({
            name: 'refunds.note',
            text: `UPDATE refunds SET status = $3, reference = coalesce($4, reference)
                   WHERE outlet_id = $1 AND id = $2 AND status IN ('PENDING', 'UNKNOWN')`,
            values: [...key, change.status, change.reference],
          })) === 1
        );
      case 'settled':
        return this.close(
          'settle',
          `status = 'DONE', reference = coalesce($4, reference), shift_id = $5, failure = NULL`,
          `${RELEASED}, ${afterRefundOf('r.amount', 'r.tip')}`,
          [...key, change.at, change.reference, change.shiftId],
        );
      case 'failed':
        return this.close('fail', `status = 'FAILED', failure = $4`, RELEASED, [...key, change.at, change.failure]);
    }
  }

  /** Ends a refund that is under way, once, and moves its amount in the payment's sums. */
  private async close(name: string, change: string, moved: string, values: unknown[]): Promise<boolean> {
    const [row] = await this.database.query<{ id: string }>({
      name: `refunds.${name}`,
      text: `WITH r AS (
               UPDATE refunds SET ${change}, settled_at = $3
               WHERE outlet_id = $1 AND id = $2 AND status IN ('PENDING', 'UNKNOWN')
               RETURNING id, payment_id, amount, tip
             )
             UPDATE payments p SET ${moved} FROM r WHERE p.outlet_id = $1 AND p.id = r.payment_id
             RETURNING r.id`,
      values,
    });
    return row !== undefined;
  }

  private async one(name: string, where: string, values: unknown[]): Promise<Refund | null> {
    const [row] = await this.rows(name, where, values);
    return row ? Refund.restore(toRefundView(row)) : null;
  }

  private rows(name: string, where: string, values: unknown[]): Promise<Row<RefundRow>[]> {
    return this.database.query<Row<RefundRow>>({
      name: `refunds.${name}`,
      text: `SELECT ${REFUND_COLUMNS} FROM refunds WHERE ${where} ORDER BY id`,
      values,
    });
  }
}
