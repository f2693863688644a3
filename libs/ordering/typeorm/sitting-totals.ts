import { STAFF_ROLES } from '#libs/kernel';
import type { Database } from '#libs/platform';

import type { SittingTotal } from '../core/ordering.ports.js';

interface Row extends Record<string, unknown> {
  session_id: string;
  due: number;
  first_at: Date;
  unpaid_since: Date | null;
  settled_at: Date | null;
  server_id: string | null;
  printed_at: Date | null;
  named_server_id: string | null;
}

/** Whether the paper that was handed over is the bill `o` as it is now. */
const IS_PRINTED = `p.total_amount IS NOT DISTINCT FROM o.total_amount AND NOT EXISTS (
  SELECT FROM order_items i WHERE i.outlet_id = o.outlet_id AND i.order_id = o.id AND i.position > p.last_position)`;

/** What the bills of sittings come to, in one statement. */
export async function sittingTotals(
  database: Database,
  sittings: readonly { readonly outletId: string; readonly id: string }[],
): Promise<ReadonlyMap<string, SittingTotal>> {
  const rows = await database.query<Row>({
    name: 'orders.bills-of-sittings',
    text: `SELECT o.table_session_id AS session_id,
               sum(o.total_amount - o.paid_amount)::bigint AS due, min(o.created_at) AS first_at,
               min(o.created_at) FILTER (WHERE o.total_amount > o.paid_amount) AS unpaid_since, max(o.settled_at) AS settled_at,
               (array_agg(o.placed_by_id ORDER BY o.created_at, o.id)
                 FILTER (WHERE o.placed_by_kind = 'user' AND o.placed_by_role = ANY($3::text[])))[1] AS server_id,
               (array_agg(o.server_id ORDER BY o.created_at, o.id) FILTER (WHERE o.server_id IS NOT NULL))[1] AS named_server_id,
               CASE WHEN bool_and(${IS_PRINTED}) FILTER (WHERE o.total_amount > o.paid_amount)
                 THEN max(p.printed_at) FILTER (WHERE o.total_amount > o.paid_amount) END AS printed_at
             FROM orders o LEFT JOIN bill_prints p ON p.outlet_id = o.outlet_id AND p.order_id = o.id
             WHERE o.outlet_id = ANY($1::uuid[]) AND o.table_session_id = ANY($2::uuid[]) AND o.status <> 'VOIDED'
             GROUP BY o.table_session_id`,
    values: [[...new Set(sittings.map(({ outletId }) => outletId))], sittings.map(({ id }) => id), STAFF_ROLES],
  });
  return new Map(rows.map((row) => [row.session_id, toBills(row)]));
}

const toBills = (row: Row): SittingTotal => ({
  amountDue: row.due,
  firstAt: row.first_at,
  unpaidSince: row.unpaid_since,
  settledAt: row.settled_at,
  serverId: row.server_id,
  printedAt: row.printed_at,
  namedServerId: row.named_server_id,
});
