import { Injectable } from '@nestjs/common';

import type { CursorPage, OutletScope, PageRequest } from '#libs/kernel';
import { Database, inPeriod, narrowed, newestBy, newestFirst, Values } from '#libs/platform';

import type { PaymentView } from '../core/model/payment.js';
import { paymentNotFound } from '../core/model/payments.errors.js';
import { type PaymentFilter, PaymentQueries, type PaymentWithRefunds } from '../core/payments.ports.js';
import type { PaymentRow, RefundRow } from './payment.schema.js';
import { PAYMENT_COLUMNS, REFUND_COLUMNS, type Row, toRefundView, toView } from './payment-rows.js';

const NEWEST = newestBy('created_at');

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

  async page(scope: OutletScope, filter: PaymentFilter, request: PageRequest): Promise<CursorPage<PaymentView>> {
    const values = new Values();
    const equals = (column: string, value: unknown) => value !== undefined && `${column} = ${values.add(value)}`;
    const within = [filter.period && inPeriod(filter.period, { at: 'created_at', outlet: 'outlet_id' }, values)];
    const filters = [
      equals('order_id', filter.orderId),
      equals('shift_id', filter.shiftId),
      equals('method', filter.method),
      equals('status', filter.status),
      filter.needsReview !== undefined && `review IS ${filter.needsReview ? 'NOT NULL' : 'NULL'}`,
    ];
    const outlets = { column: 'outlet_id', scope: narrowed(scope, filter.outletId) };
    const list = {
      from: 'payments',
      columns: PAYMENT_COLUMNS,
      outlets,
      within,
      filters,
      values,
      key: NEWEST,
      toItem: toView,
    };
    return newestFirst<Row<PaymentRow>, PaymentView>(this.database.readsOf(filter.period), list, request);
  }
}
