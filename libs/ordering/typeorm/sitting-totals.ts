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
  named_server_id: string | null;
}

/** What the bills of sittings come to, in one statement. */
export async function sittingTotals(
  database: Database,
  sittings: readonly { readonly outletId: string; readonly id: string }[],
): Promise<ReadonlyMap<string, SittingTotal>> {
  const rows = await database.query<Row>({
    name: 'orders.bills-of-sittings',
    text: `SELECT table_session_id AS session_id,
               sum(total_amount - paid_amount)::bigint AS due, min(created_at) AS first_at,
               min(created_at) FILTER (WHERE total_amount > paid_amount) AS unpaid_since, max(settled_at) AS settled_at,
               (array_agg(placed_by_id ORDER BY created_at, id)
                 FILTER (WHERE placed_by_kind = 'user' AND placed_by_role = ANY($3::text[])))[1] AS server_id,
               (array_agg(server_id ORDER BY created_at, id) FILTER (WHERE server_id IS NOT NULL))[1] AS named_server_id
             FROM orders
             WHERE outlet_id = ANY($1::uuid[]) AND table_session_id = ANY($2::uuid[]) AND status <> 'VOIDED'
             GROUP BY table_session_id`,
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
  namedServerId: row.named_server_id,
});
