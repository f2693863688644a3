import { Injectable } from '@nestjs/common';

import { type OutletScope, type Page, type PageRequest } from '#libs/kernel';
import { Database, decodeCursor, encodeCursor, inPeriod, Values } from '#libs/platform';

import type { Payable } from '../core/payables.js';
import type { PaymentView } from '../core/payments.api.js';
import { paymentNotFound } from '../core/payments.errors.js';
import {
  type NewPayment,
  type PaymentFilter,
  PaymentRepository,
  type PaymentWithRefunds,
} from '../core/payments.ports.js';
import type { PaymentRow, RefundRow } from './payment.schema.js';
import { type Row, toRefund, toView } from './payment-rows.js';

@Injectable()
export class SqlPaymentRepository extends PaymentRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async insert({ payable, actor, ...payment }: NewPayment): Promise<PaymentView> {
    const [row] = await this.database.query<Row<PaymentRow>>({
      name: 'payments.insert',
      text: `INSERT INTO payments (outlet_id, id, order_id, order_label, session_id, customer_id, shift_id, method, status, amount,
               rounding, currency, tendered, change, created_by_kind, created_by, created_at, applied_amount, paid_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $10, $17)
             RETURNING *`,
      values: [
        payable.outletId,
        payment.id,
        payable.id,
        payable.label,
        payable.sessionId,
        payable.customerId,
        payment.shiftId,
        payment.method,
        payment.status,
        payment.amount,
        payment.rounding,
        payable.currency,
        payment.tendered,
        payment.change,
        actor.kind,
        actor.id,
        payment.at,
      ],
    });
    if (!row) throw new Error('An insert without a row');
    return toView(row);
  }

  async get(id: string, scope: OutletScope): Promise<PaymentWithRefunds> {
    const [row] = await this.database.query<Row<PaymentRow>>({
      name: `payments.get-${scope === 'all' ? 'all' : 'some'}`,
      text: `SELECT * FROM payments WHERE id = $1 ${scope === 'all' ? '' : 'AND outlet_id = ANY($2::uuid[])'}`,
      values: scope === 'all' ? [id] : [id, scope],
    });
    if (!row) throw paymentNotFound();
    const refunds = await this.database.query<Row<RefundRow>>({
      name: 'payments.refunds',
      text: 'SELECT * FROM refunds WHERE outlet_id = $1 AND payment_id = $2 ORDER BY id',
      values: [row.outlet_id, id],
    });
    return { payment: toView(row), refunds: refunds.map(toRefund) };
  }

  async ofPayable(outletId: string, payableId: string): Promise<PaymentView[]> {
    const rows = await this.database.query<Row<PaymentRow>>({
      name: 'payments.of-payable',
      text: 'SELECT * FROM payments WHERE outlet_id = $1 AND order_id = $2 ORDER BY id',
      values: [outletId, payableId],
    });
    return rows.map(toView);
  }

  async forgetCustomers(payables: readonly Pick<Payable, 'id' | 'outletId'>[]): Promise<string[]> {
    const forgotten = await this.database.query<{ id: string }>({
      name: 'payments.forget-customers',
      text: `WITH forgotten AS (
               SELECT p.outlet_id, p.id, p.customer_id FROM payments p
               JOIN unnest($1::uuid[], $2::uuid[]) AS of (outlet_id, order_id) USING (outlet_id, order_id)
               WHERE p.customer_id IS NOT NULL ORDER BY p.id
             ), unexplained AS (
               UPDATE refunds SET created_by = NULL, reason = 'erased' FROM forgotten f
               WHERE refunds.outlet_id = f.outlet_id AND refunds.payment_id = f.id AND refunds.created_by = f.customer_id
             )
             UPDATE payments SET customer_id = NULL, created_by = nullif(payments.created_by, f.customer_id)
             FROM forgotten f WHERE payments.outlet_id = f.outlet_id AND payments.id = f.id
             RETURNING payments.id`,
      values: [payables.map(({ outletId }) => outletId), payables.map(({ id }) => id)],
    });
    return forgotten.map(({ id }) => id);
  }

  async list(scope: OutletScope, filter: PaymentFilter, page: PageRequest): Promise<Page<PaymentView>> {
    const values = new Values();
    const parts = ['true'];
    const add = (sql: (parameter: string) => string, value: unknown) => {
      if (value !== undefined) parts.push(sql(values.add(value)));
    };
    add((p) => `outlet_id = ANY(${p}::uuid[])`, scope === 'all' ? undefined : scope);
    add((p) => `outlet_id = ${p}::uuid`, filter.outletId);
    add((p) => `order_id = ${p}::uuid`, filter.orderId);
    add((p) => `shift_id = ${p}::uuid`, filter.shiftId);
    add((p) => `method = ${p}`, filter.method);
    add((p) => `status = ${p}`, filter.status);
    add((p) => `(review IS NOT NULL) = ${p}`, filter.needsReview);
    const during = filter.period && inPeriod(filter.period, { at: 'created_at', outlet: 'outlet_id' }, values);
    if (during) parts.push(during);
    const where = parts.join(' AND ');
    const [count] = await this.database.query<{ total: number }>({
      text: `SELECT count(*) AS total FROM payments WHERE ${where}`,
      values: [...values.list],
    });
    let after = '';
    if (page.after !== undefined) {
      const [at, id] = decodeCursor(page.after, 2);
      after = ` AND (created_at, id) < (${values.add(at)}::timestamptz, ${values.add(id)}::uuid)`;
    }
    const rows = await this.database.query<Row<PaymentRow>>({
      text: `SELECT * FROM payments WHERE ${where}${after} ORDER BY created_at DESC, id DESC
             LIMIT ${page.limit + 1} OFFSET ${page.offset}`,
      values: values.list,
    });
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    return {
      data: shown.map(toView),
      total: count?.total ?? 0,
      limit: page.limit,
      offset: page.offset,
      next_cursor: rows.length > page.limit && last ? encodeCursor([last.created_at.toISOString(), last.id]) : null,
    };
  }
}
