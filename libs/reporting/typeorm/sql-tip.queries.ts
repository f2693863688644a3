import { Injectable } from '@nestjs/common';

import { Database } from '#libs/platform';

import type { Period } from '../core/model/sales-report.js';
import type { TipGrouping, TipRow } from '../core/model/tip-report.js';
import { TipQueries } from '../core/reporting.ports.js';

interface Grouped {
  readonly key: string;
  readonly name: string;
  readonly from: string;
}

const PAYMENT = 'payments_tips t LEFT JOIN payments_money p ON p.outlet_id = t.outlet_id AND p.id = t.payment_id';
const BILL = 'payments_tips t LEFT JOIN ordering_sales o ON o.outlet_id = t.outlet_id AND o.id = t.order_id';
const GROUPS: Readonly<Record<TipGrouping, Grouped>> = {
  staff: { key: 't.user_id::text', name: 'NULL', from: 'payments_tips t' },
  day: { key: 't.business_date::text', name: 'NULL', from: 'payments_tips t' },
  tender: { key: 'coalesce(p.tender_id::text, p.method)', name: 'max(p.tender_name)', from: PAYMENT },
  table: { key: 'o.table_id::text', name: 'max(o.table_name)', from: BILL },
};

const within = (condition: string): string =>
  `coalesce(sum(t.amount) FILTER (WHERE t.business_date >= $2 AND (${condition})), 0)::bigint`;

@Injectable()
export class SqlTipQueries extends TipQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async by(
    grouping: TipGrouping,
    outletIds: readonly string[],
    { from, to }: Period,
    userId: string | null,
  ): Promise<TipRow[]> {
    const group = GROUPS[grouping];
    const isOwed = grouping === 'staff';
    return this.database.history.query<TipRow & Record<string, unknown>>({
      text: `
        SELECT ${group.key} AS key, ${group.name} AS name, t.currency,
          ${within(`t.kind = 'EARNED' OR (t.kind = 'MOVED' AND t.user_id IS NOT NULL)`)} AS earned,
          -${within(`t.kind = 'REFUNDED'`)} AS refunded,
          ${within(`t.kind = 'POOLED' OR (t.kind = 'MOVED' AND t.user_id IS NULL)`)} AS pooled,
          ${within(`t.kind = 'SHARED'`)} AS shared,
          -${within(`t.kind = 'PAID_OUT'`)} AS paid_out,
          ${isOwed ? 'sum(t.amount)::bigint' : within('true')} AS owed
        FROM ${group.from}
        WHERE t.outlet_id = ANY($1::uuid[]) AND t.business_date <= $3 AND ($4::uuid IS NULL OR t.user_id = $4)
        GROUP BY 1, t.currency
        HAVING bool_or(t.business_date >= $2)${isOwed ? ' OR sum(t.amount) <> 0' : ''}
        ORDER BY ${grouping === 'day' ? 'key' : 'owed DESC, key'}, t.currency`,
      values: [outletIds, from, to, userId],
    });
  }
}
