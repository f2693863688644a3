import { Injectable } from '@nestjs/common';

import { Database } from '#libs/platform';

import { KitchenWatch, type KitchensDue, type UntoldOrder } from '../core/kitchen.ports.js';

interface DueRow extends Record<string, unknown> {
  outlet_id: string;
  /** Null for an outlet where a ticket is late. */
  order_id: string | null;
}

/** Orders of an outlet that are told at once; the next pass takes the others. */
const MOST_UNTOLD = 200;
const STATUSES = `'{HELD,NEW,ACCEPTED,COOKING,READY,DONE,VOIDED}'::text[]`;

/** Where the kitchen's parts of a line stand together, by their places in {@link STATUSES}: as `standingOf` says. */
const STANDING = `
  CASE WHEN count(l.id) FILTER (WHERE l.status <> 'VOIDED') = 0 THEN 7
    WHEN min(array_position(${STATUSES}, l.status)) FILTER (WHERE l.status <> 'VOIDED') >= 5
      THEN min(array_position(${STATUSES}, l.status)) FILTER (WHERE l.status <> 'VOIDED')
    ELSE least(max(array_position(${STATUSES}, l.status)) FILTER (WHERE l.status <> 'VOIDED'), 4) END`;

/** Lines of orders since $2 at the outlets $1 that the kitchen does not know, or knows to stand elsewhere. */
const UNTOLD = `
  SELECT outlet_id, order_id FROM (
    SELECT outlet_id, order_id, row_number() OVER (PARTITION BY outlet_id ORDER BY order_id) AS place FROM (
      SELECT d.outlet_id, d.order_id FROM ordering_demand d
      LEFT JOIN kitchen_lines l ON l.outlet_id = d.outlet_id AND l.item_id = d.item_id AND l.remade_from IS NULL
      WHERE d.outlet_id = ANY($1::uuid[]) AND d.ordered_at >= $2
      GROUP BY d.outlet_id, d.order_id, d.item_id, d.status
      HAVING (count(l.id) = 0 AND d.status NOT IN ('DONE', 'VOIDED'))
        OR (count(l.id) > 0 AND ${STANDING} <> array_position(${STATUSES}, d.status))
    ) lines GROUP BY outlet_id, order_id
  ) orders WHERE place <= ${MOST_UNTOLD}`;

@Injectable()
export class SqlKitchenWatch extends KitchenWatch {
  constructor(private readonly database: Database) {
    super();
  }

  async untold(outletId: string, since: Date): Promise<string[]> {
    const rows = await this.database.query<{ outlet_id: string; order_id: string }>({
      name: 'kitchen.untold',
      text: UNTOLD,
      values: [[outletId], since],
    });
    return rows.map(({ order_id: orderId }) => orderId);
  }

  async due(outletIds: readonly string[], now: Date, since: Date): Promise<KitchensDue> {
    const rows = await this.database.query<DueRow>({
      name: 'kitchen.due',
      text: `
        SELECT DISTINCT t.outlet_id, NULL::uuid AS order_id FROM kitchen_tickets t
        WHERE t.outlet_id = ANY($1::uuid[]) AND t.closed_at IS NULL AND t.created_at > $3::timestamptz - interval '36 hours'
          AND t.state = 'OPEN' AND t.late_at <= $3 AND t.late_told_at IS NULL
        UNION ALL
        SELECT outlet_id, order_id FROM (${UNTOLD}) untold`,
      values: [outletIds, since, now],
    });
    return {
      late: rows.filter(({ order_id: orderId }) => orderId === null).map(({ outlet_id: outletId }) => outletId),
      untold: rows.flatMap(({ outlet_id: outletId, order_id: orderId }): UntoldOrder[] =>
        orderId === null ? [] : [{ outletId, orderId }],
      ),
    };
  }
}
