import { Injectable } from '@nestjs/common';

import { Database } from '#libs/platform';

import type {
  KitchenFigures,
  KitchenGrouping,
  KitchenReport,
  KitchenRow,
  Spread,
} from '../core/model/kitchen-report.js';
import { KitchenQueries, type KitchenPeriod } from '../core/reporting.ports.js';

interface FiguresRow extends Record<string, unknown> {
  is_total: boolean;
  key: string | null;
  name: string | null;
  lines: number;
  wait: number[] | null;
  cook: number[] | null;
  pass: number[] | null;
  total: number[] | null;
  late_lines: number;
  recalled: number;
  remade: number;
  voided_after_start: number;
}

const KEYS: Readonly<Record<KitchenGrouping, string>> = {
  station: 'm.station',
  product: 'm.product_id::text',
  order_type: 'm.order_type',
  day: `to_char(business_date(m.fired_at, k.zone, k.cutoff), 'YYYY-MM-DD')`,
  hour: `to_char(m.fired_at AT TIME ZONE k.zone, 'YYYY-MM-DD"T"HH24')`,
};
/** Time goes forward; everything else by its lines, most first. */
const ORDERS: Readonly<Record<KitchenGrouping, string>> = {
  station: 'lines DESC, key',
  product: 'lines DESC, key',
  order_type: 'lines DESC, key',
  day: 'key',
  hour: 'key',
};

const seconds = (from: string, to: string) => `round(extract(epoch FROM m.${to} - m.${from}))::int`;
/** Nearest rank: the smallest time that so many of all do not exceed. */
const spread = (time: string) =>
  `percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY ${time}) FILTER (WHERE NOT is_void AND ${time} IS NOT NULL)`;

/** A ticket that was never served is found by when it was asked for, which a day before it was fired at most. */
const UNSERVED_BEFORE = `interval '7 days'`;

@Injectable()
export class SqlKitchenQueries extends KitchenQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async times(grouping: KitchenGrouping, kitchens: readonly KitchenPeriod[], now: Date): Promise<KitchenReport> {
    const rows = await this.database.history.query<FiguresRow>({
      text: `
        WITH kitchens AS (
          SELECT * FROM jsonb_to_recordset($1::jsonb) AS given (outlet_id uuid, since timestamptz, until timestamptz, zone text, cutoff text)
        ), made AS (
          SELECT ${KEYS[grouping]} AS key, m.product_id, m.name, m.is_void, m.is_remade,
            m.is_void AND m.started_at IS NOT NULL AS is_waste, m.late_at < coalesce(m.ready_at, $2::timestamptz) AS is_late,
            ${seconds('fired_at', 'started_at')} AS wait, ${seconds('started_at', 'ready_at')} AS cook,
            ${seconds('ready_at', 'served_at')} AS pass, ${seconds('fired_at', 'served_at')} AS total,
            EXISTS (
              SELECT FROM kitchen_recalls r
              WHERE r.outlet_id = m.outlet_id AND r.ticket_id = m.ticket_id AND r.line_id = m.line_id) AS is_recalled
          FROM kitchens k JOIN kitchen_made m ON m.outlet_id = k.outlet_id
            AND m.ticket_fired_at >= k.since AND m.ticket_fired_at < k.until
            AND (m.is_closed OR (NOT m.is_closed AND m.asked_at >= k.since - ${UNSERVED_BEFORE} AND m.asked_at < k.until))
        )
        SELECT grouping(key) = 1 AS is_total, key, ${grouping === 'product' ? NAME : 'NULL'} AS name,
          count(*) FILTER (WHERE NOT is_void)::int AS lines,
          ${spread('wait')} AS wait, ${spread('cook')} AS cook, ${spread('pass')} AS pass, ${spread('total')} AS total,
          count(*) FILTER (WHERE NOT is_void AND is_late)::int AS late_lines,
          count(*) FILTER (WHERE is_recalled)::int AS recalled, count(*) FILTER (WHERE is_remade)::int AS remade,
          count(*) FILTER (WHERE is_waste)::int AS voided_after_start
        FROM made GROUP BY GROUPING SETS ((key), ()) ORDER BY is_total, ${ORDERS[grouping]}`,
      values: [
        JSON.stringify(
          kitchens.map(({ outletId, from, to, timeZone, cutoff }) => ({
            outlet_id: outletId,
            since: from,
            until: to,
            zone: timeZone,
            cutoff,
          })),
        ),
        now,
      ],
    });
    const [totals] = rows.filter((row) => row.is_total);
    return {
      rows: rows.flatMap((row): KitchenRow[] =>
        row.is_total || row.key === null ? [] : [{ key: row.key, name: row.name, ...figuresOf(row) }],
      ),
      totals: totals ? figuresOf(totals) : NOTHING,
    };
  }
}

/** As the catalogue has it; as it was sold where it is gone. */
const NAME = 'coalesce((SELECT p.name FROM catalog_products p WHERE p.id::text = key), min(made.name))';

const spreadOf = (pair: readonly number[] | null): Spread | null => {
  const [median, p90] = pair ?? [];
  return median === undefined || p90 === undefined ? null : { median, p90 };
};

const figuresOf = (row: FiguresRow): KitchenFigures => ({
  lines: row.lines,
  wait: spreadOf(row.wait),
  cook: spreadOf(row.cook),
  pass: spreadOf(row.pass),
  total: spreadOf(row.total),
  lateLines: row.late_lines,
  recalled: row.recalled,
  remade: row.remade,
  voidedAfterStart: row.voided_after_start,
});

const NOTHING: KitchenFigures = {
  lines: 0,
  wait: null,
  cook: null,
  pass: null,
  total: null,
  lateLines: 0,
  recalled: 0,
  remade: 0,
  voidedAfterStart: 0,
};
