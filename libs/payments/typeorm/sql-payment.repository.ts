import { Injectable } from '@nestjs/common';

import type { OutletScope } from '#libs/kernel';
import { Database, violates } from '#libs/platform';

import type { Payable } from '../core/model/payable.js';
import { LIVE_STATUSES, mayBecome } from '../core/model/payment-status.js';
import type { Payment, PaymentChange } from '../core/model/payment.js';
import { referenceTaken } from '../core/model/payments.errors.js';
import { ANSWERED_BY_MONEY } from '../core/model/reviews.js';
import { PaymentRepository } from '../core/payments.ports.js';
import type { PaymentRow } from './payment.schema.js';
import { PAYMENT_COLUMNS, type Row, toPayment } from './payment-rows.js';
import { retender } from './retender-statement.js';

/** By hand, since races decide about money: the condition of each update stands in the statement, and the count says whether it held. */
@Injectable()
export class SqlPaymentRepository extends PaymentRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async add(payment: Payment): Promise<void> {
    try {
      await this.insert(payment);
    } catch (error) {
      if (violates(error, 'payments_one_slip')) throw referenceTaken(payment.view.reference ?? '');
      throw error;
    }
  }

  private async insert({ view, payable, actorKind }: Payment): Promise<void> {
    await this.database.execute({
      name: 'payments.add',
      text: `INSERT INTO payments (outlet_id, id, order_id, order_label, session_id, customer_id, shift_id, method, gateway, status,
               amount, rounding, applied_amount, currency, tendered, change, expires_at, paid_at, created_by_kind, created_by, created_at,
               pieces, share_ways, reference, tender_id, tender_name, tender_code, tender_day, last4, card_type, tip, tip_to)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
               $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)`,
      values: [
        view.outletId,
        view.id,
        view.orderId,
        payable.label,
        payable.sessionId,
        payable.customerId,
        view.shiftId,
        view.method,
        view.gateway,
        view.status,
        view.amount,
        view.rounding,
        view.appliedAmount,
        view.currency,
        view.tendered,
        view.change,
        view.expiresAt,
        view.paidAt,
        actorKind,
        view.createdBy,
        view.createdAt,
        view.part?.kind === 'items' ? JSON.stringify(view.part.pieces) : null,
        view.part?.kind === 'share' ? view.part.ways : null,
        view.reference,
        view.tender?.id ?? null,
        view.tender?.name ?? null,
        view.tender?.fiscalCode ?? null,
        view.tender?.day ?? null,
        view.tender?.last4 ?? null,
        view.tender?.cardType ?? null,
        view.tip,
        view.tipTo,
      ],
    });
  }

  async find(scope: OutletScope, id: string): Promise<Payment | null> {
    if (scope === 'all') return this.one('find-anywhere', 'id = $1', [id]);
    const [only, ...others] = scope;
    return others.length === 0
      ? this.one('find', 'outlet_id = $2 AND id = $1', [id, only])
      : this.one('find-among', 'outlet_id = ANY($2::uuid[]) AND id = $1', [id, scope]);
  }

  locate({ gateway, paymentId, reference }: Parameters<PaymentRepository['locate']>[0]): Promise<Payment | null> {
    return paymentId !== null
      ? this.one('locate', 'gateway = $1 AND id = $2', [gateway, paymentId])
      : this.one('locate-by-reference', 'gateway = $1 AND reference = $2', [gateway, reference]);
  }

  async ofPayable(outletId: string, payableId: string): Promise<Payment[]> {
    return (await this.rows('of-payable', 'outlet_id = $1 AND order_id = $2', [outletId, payableId])).map(toPayment);
  }

  async claimCall({ view: { outletId, id } }: Payment, seconds: number): Promise<boolean> {
    return this.update(
      'claim-call',
      `calling_until = now() + make_interval(secs => $3)
       WHERE outlet_id = $1 AND id = $2 AND reference IS NULL AND status IN ('PENDING', 'UNKNOWN')
         AND (calling_until IS NULL OR calling_until < now())`,
      [outletId, id, seconds],
    );
  }

  async save(payment: Payment): Promise<boolean> {
    const { outletId, id } = payment.view;
    for (const change of payment.takeChanges()) {
      if (!(await this.saveChange([outletId, id], change))) return false;
    }
    return true;
  }

  private async saveChange(key: readonly [string, string], change: PaymentChange): Promise<boolean> {
    try {
      return await this.write(key, change);
    } catch (error) {
      if (change.kind === 'retendered' && violates(error, 'payments_one_slip')) {
        throw referenceTaken(change.reference ?? '');
      }
      throw error;
    }
  }

  async abandon(outletId: string, ids: readonly string[]): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>({
      name: 'payments.abandon',
      text: `UPDATE payments SET given_up_at = now()
             WHERE outlet_id = $1 AND id = ANY($2::uuid[]) AND status = ANY($3) AND given_up_at IS NULL RETURNING id`,
      values: [outletId, ids, LIVE_STATUSES],
    });
    return rows.map(({ id }) => id);
  }

  async forgetCustomers(payables: readonly Pick<Payable, 'id' | 'outletId'>[]): Promise<string[]> {
    const forgotten: string[] = [];
    for (const outlet of new Set(payables.map(({ outletId }) => outletId))) {
      const ids = payables.filter(({ outletId }) => outletId === outlet).map(({ id }) => id);
      forgotten.push(...(await this.forgetCustomersAt(outlet, ids)));
    }
    return forgotten;
  }

  private async forgetCustomersAt(outletId: string, payableIds: readonly string[]): Promise<string[]> {
    const forgotten = await this.database.query<{ id: string }>({
      name: 'payments.forget-customers',
      text: `WITH forgotten AS (
               SELECT id, customer_id FROM payments
               WHERE outlet_id = $1 AND order_id = ANY($2::uuid[]) AND customer_id IS NOT NULL ORDER BY id
             ), unexplained AS (
               UPDATE refunds SET created_by = NULL, reason = 'erased' FROM forgotten f
               WHERE refunds.outlet_id = $1 AND refunds.payment_id = f.id AND refunds.created_by = f.customer_id
             )
             UPDATE payments SET customer_id = NULL, created_by = nullif(payments.created_by, f.customer_id)
             FROM forgotten f WHERE payments.outlet_id = $1 AND payments.id = f.id
             RETURNING payments.id`,
      values: [outletId, payableIds],
    });
    return forgotten.map(({ id }) => id);
  }

  private write(key: readonly [string, string], change: PaymentChange): Promise<boolean> {
    switch (change.kind) {
      case 'opened':
        return this.update(
          'open',
          `reference = coalesce(reference, $3), presentation = coalesce($4, presentation),
             expires_at = coalesce($5, expires_at), calling_until = NULL,
             status = CASE status WHEN 'UNKNOWN' THEN 'PENDING' ELSE status END
           WHERE outlet_id = $1 AND id = $2`,
          [...key, change.reference, change.presentation && JSON.stringify(change.presentation), change.expiresAt],
        );
      case 'not_opened':
        return this.update(
          'not-opened',
          `status = $3, calling_until = NULL
           WHERE outlet_id = $1 AND id = $2 AND reference IS NULL AND status IN ('PENDING', 'UNKNOWN')`,
          [...key, change.status],
        );
      case 'moved':
        return this.update(
          'move',
          'status = $3, reference = coalesce(reference, $5) WHERE outlet_id = $1 AND id = $2 AND status = ANY($4)',
          [...key, change.status, mayBecome(change.status), change.reference],
        );
      case 'captured':
        return this.update(
          'capture',
          `status = 'PAID', paid_at = $4, reference = coalesce(reference, $5), calling_until = NULL,
             review = CASE WHEN review = ANY($6) THEN NULL ELSE review END
           WHERE outlet_id = $1 AND id = $2 AND status = ANY($3)`,
          [...key, mayBecome('PAID'), change.at, change.reference, ANSWERED_BY_MONEY],
        );
      case 'accounted':
        return this.update('account', 'applied_amount = $3, shift_id = $4 WHERE outlet_id = $1 AND id = $2', [
          ...key,
          change.applied,
          change.shiftId,
        ]);
      case 'tipped':
        return this.update(
          'tip',
          `tip = $3, tip_to = $4, tendered = $5, change = $6
           WHERE outlet_id = $1 AND id = $2 AND status IN ('PAID', 'PARTIALLY_REFUNDED') AND refunded_tip + tip_pending = 0`,
          [...key, change.tip, change.tipTo, change.tendered, change.change],
        );
      case 'retendered':
        return retender(this.database, key, change);
      case 'flagged':
        return this.update('flag', 'review = $3 WHERE outlet_id = $1 AND id = $2 AND review IS DISTINCT FROM $3', [
          ...key,
          change.review,
        ]);
    }
  }

  private async one(name: string, where: string, values: unknown[]): Promise<Payment | null> {
    const [row] = await this.rows(name, where, values);
    return row ? toPayment(row) : null;
  }

  private rows(name: string, where: string, values: unknown[]): Promise<Row<PaymentRow>[]> {
    return this.database.query<Row<PaymentRow>>({
      name: `payments.${name}`,
      text: `SELECT ${PAYMENT_COLUMNS} FROM payments WHERE ${where} ORDER BY id`,
      values,
    });
  }

  private async update(name: string, change: string, values: unknown[]): Promise<boolean> {
    const text = `UPDATE payments SET ${change}`;
    return (await this.database.execute({ name: `payments.${name}`, text, values })) === 1;
  }
}
