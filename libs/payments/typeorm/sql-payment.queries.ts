import { Injectable } from '@nestjs/common';

import { type OutletScope, type Page, type PageRequest } from '#libs/kernel';
import { Database, decodeCursor, encodeCursor, inPeriod, Values } from '#libs/platform';

import type { PaymentView } from '../core/model/payment.js';
import { paymentNotFound } from '../core/model/payments.errors.js';
import { type PaymentFilter, PaymentQueries, type PaymentWithRefunds } from '../core/payments.ports.js';
import type { PaymentRow, RefundRow } from './payment.schema.js';
import { PAYMENT_COLUMNS, REFUND_COLUMNS, type Row, toRefundView, toView } from './payment-rows.js';

@Injectable()
export class SqlPaymentQueries extends PaymentQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async get(scope: OutletScope, id: string): Promise<PaymentWithRefunds> {
    const [row] = await this.database.query<Row<PaymentRow>>({
      name: `payments.get-${scope === 'all' ? 'all' : 'some'}`,
      text: `SELECT ${PAYMENT_COLUMNS} FROM payments WHERE id = $1 ${scope === 'all' ? '' : 'AND outlet_id = ANY($2::uuid[])'}`,
      values: scope === 'all' ? [id] : [id, scope],
    });
    if (!row) throw paymentNotFound();
    const refunds = await this.database.query<Row<RefundRow>>({
      name: 'payments.refunds',
      text: `SELECT ${REFUND_COLUMNS} FROM refunds WHERE outlet_id = $1 AND payment_id = $2 ORDER BY id`,
      values: [row.outlet_id, id],
    });
    return { payment: toView(row), refunds: refunds.map(toRefundView) };
  }

  async page(scope: OutletScope, filter: PaymentFilter, request: PageRequest): Promise<Page<PaymentView>> {
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
    if (request.after !== undefined) {
      const [at, id] = decodeCursor(request.after, 2);
      after = ` AND (created_at, id) < (${values.add(at)}::timestamptz, ${values.add(id)}::uuid)`;
    }
    const rows = await this.database.query<Row<PaymentRow>>({
      text: `SELECT ${PAYMENT_COLUMNS} FROM payments WHERE ${where}${after} ORDER BY created_at DESC, id DESC
             LIMIT ${request.limit + 1} OFFSET ${request.offset}`,
      values: values.list,
    });
    const shown = rows.slice(0, request.limit);
    const last = shown.at(-1);
    return {
      data: shown.map(toView),
      total: count?.total ?? 0,
      limit: request.limit,
      offset: request.offset,
      next_cursor: rows.length > request.limit && last ? encodeCursor([last.created_at.toISOString(), last.id]) : null,
    };
  }
}
