import { Injectable } from '@nestjs/common';

import { Database } from '#libs/platform';

import { KitchenLoads, type LoadRow, type PaceRow } from '../core/kitchen.ports.js';
import type { OrderType } from '../core/model/order-words.js';

interface StationLoadRow extends Record<string, unknown> {
  station: string;
  waiting: number;
  cooking: number;
  late: number;
  lines: { quantity: number; prep_seconds: number | null }[];
  order_types: OrderType[];
}

interface StationPaceRow extends Record<string, unknown> {
  station: string;
  samples: number;
  percent: number | null;
  order_types: OrderType[];
}

@Injectable()
export class SqlKitchenLoads extends KitchenLoads {
  constructor(private readonly database: Database) {
    super();
  }

  async load(outletId: string, now: Date): Promise<LoadRow[]> {
    const rows = await this.database.query<StationLoadRow>({
      name: 'kitchen.load',
      text: `SELECT t.station,
               count(*) FILTER (WHERE l.status IN ('NEW', 'ACCEPTED'))::int AS waiting,
               count(*) FILTER (WHERE l.status = 'COOKING')::int AS cooking,
               count(DISTINCT t.id) FILTER (WHERE t.late_at <= $2)::int AS late,
               json_agg(json_build_object('quantity', l.quantity, 'prep_seconds', l.prep_seconds)) AS lines,
               json_agg(DISTINCT t.order_type) AS order_types
             FROM kitchen_tickets t JOIN kitchen_lines l ON l.outlet_id = t.outlet_id AND l.ticket_id = t.id
             WHERE t.outlet_id = $1 AND t.closed_at IS NULL AND t.created_at > $2::timestamptz - interval '36 hours'
               AND l.status IN ('NEW', 'ACCEPTED', 'COOKING')
             GROUP BY t.station ORDER BY t.station`,
      values: [outletId, now],
    });
    return rows.map(({ lines, order_types: orderTypes, ...row }) => ({
      ...row,
      orderTypes,
      lines: lines.map(({ quantity, prep_seconds: prepSeconds }) => ({ quantity, prepSeconds })),
    }));
  }

  async paces(
    outletId: string,
    { since, now, timeZone, usualPrep }: Parameters<KitchenLoads['paces']>[1],
  ): Promise<PaceRow[]> {
    const rows = await this.database.query<StationPaceRow>({
      name: 'kitchen.paces',
      text: `WITH made AS (
               SELECT t.id, t.station, t.order_type, coalesce(s.prep_seconds, $5::int) AS prep_seconds,
                 extract(hour FROM t.fired_at AT TIME ZONE $4) = extract(hour FROM $3::timestamptz AT TIME ZONE $4) AS is_hour
               FROM kitchen_tickets t
               LEFT JOIN kitchen_stations s ON s.outlet_id = t.outlet_id AND s.code = t.station
               WHERE t.outlet_id = $1 AND t.bumped_at >= $2 AND t.fired_at IS NOT NULL
             ), lines AS (
               SELECT made.station, extract(epoch FROM l.ready_at - l.fired_at)
                 / (coalesce(l.prep_seconds, made.prep_seconds) * (l.quantity + 1) / 2.0) AS ratio
               FROM made JOIN kitchen_lines l ON l.outlet_id = $1 AND l.ticket_id = made.id
               WHERE made.is_hour AND l.ready_at IS NOT NULL AND l.fired_at >= $2 AND l.status <> 'VOIDED' AND l.quantity > 0
             )
             SELECT station, json_agg(DISTINCT order_type) AS order_types,
               (SELECT count(*)::int FROM lines WHERE lines.station = made.station) AS samples,
               (SELECT round(100 * percentile_cont(0.5) WITHIN GROUP (ORDER BY ratio))::int
                FROM lines WHERE lines.station = made.station) AS percent
             FROM made GROUP BY station`,
      values: [outletId, since, now, timeZone, usualPrep],
    });
    return rows.map(({ order_types: orderTypes, ...row }) => ({ ...row, orderTypes }));
  }
}
