import { Injectable } from '@nestjs/common';

import { Database } from '#libs/platform';

import { type Figures, type MethodTotal } from '../core/model/shift-report.js';
import type { TipFigures } from '../core/model/report-tips.js';
import type { TenderFigures } from '../core/model/tender-count.js';
import { ShiftFigures } from '../core/shifts.ports.js';
import type { CashMovementRow } from './cash-movement.schema.js';
import { PEOPLE, peopleIn, type PeopleRow } from './people-figures.js';
import { movementOf } from './sql-shift.queries.js';

interface FiguresRow extends PeopleRow {
  expected_cash: number;
  sales: MethodTotal[];
  refunds: MethodTotal[];
  tenders: TenderFigures[];
  tips: TipFigures;
  movements: (Omit<CashMovementRow, 'occurred_at'> & { occurred_at: string })[];
}

/** Reads what payments publish beside the ledger: their totals by method are money of a shift, whoever keeps the rows. */
/** Charged less given back, tips included, by tender, of the shift $2 of the outlet $1. */
const BY_TENDER = `
  SELECT tender_id AS "tenderId", max(method) AS method, coalesce(max(name), '') AS name, sum(count)::int AS count, sum(amount)::bigint AS amount
  FROM (
    SELECT tender_id, method, tender_name AS name, 1 AS count, amount + tip AS amount FROM payments_money
    WHERE outlet_id = $1 AND shift_id = $2 AND is_captured AND tender_id IS NOT NULL
    UNION ALL
    SELECT tender_id, method, NULL, 0, -amount - tip FROM payments_refunds
    WHERE outlet_id = $1 AND shift_id = $2 AND is_done AND tender_id IS NOT NULL
  ) m
  GROUP BY tender_id`;

const ledgerOf = (type: string): string => `(
  SELECT coalesce(sum(amount), 0)::bigint FROM cash_movements WHERE outlet_id = $1 AND shift_id = $2 AND type = '${type}')`;
const TIPS = `
  jsonb_build_object(
    'byTender', (SELECT coalesce(jsonb_agg(t ORDER BY t.method, t.name), '[]') FROM (
      SELECT method, tender_id AS "tenderId", max(tender_name) AS name, count(*) AS count, sum(tip) AS amount FROM payments_money
      WHERE outlet_id = $1 AND shift_id = $2 AND is_captured AND tip > 0 GROUP BY method, tender_id) t),
    'paidOut', -${ledgerOf('TIP_OUT')},
    'refunded', (SELECT coalesce(sum(tip), 0)::bigint FROM payments_refunds WHERE outlet_id = $1 AND shift_id = $2 AND is_done),
    'inCash', ${ledgerOf('TIP')}) AS tips`;

@Injectable()
export class SqlShiftFigures extends ShiftFigures {
  constructor(private readonly database: Database) {
    super();
  }

  async of(outletId: string, shiftId: string): Promise<Figures> {
    const [row] = await this.database.query<FiguresRow>({
      name: 'shifts.figures',
      text: `
        SELECT
          (SELECT coalesce(sum(amount), 0)::bigint FROM cash_movements
           WHERE outlet_id = $1 AND shift_id = $2) AS expected_cash,
          (SELECT coalesce(jsonb_agg(t ORDER BY t.method), '[]') FROM (
             SELECT method, count(*) AS count, sum(amount) AS amount, sum(rounding) AS rounding FROM payments_money
             WHERE outlet_id = $1 AND shift_id = $2 AND is_captured
             GROUP BY method) t) AS sales,
          (SELECT coalesce(jsonb_agg(t ORDER BY t.method), '[]') FROM (
             SELECT method, count(*) AS count, sum(amount) AS amount, 0 AS rounding FROM payments_refunds
             WHERE outlet_id = $1 AND shift_id = $2 AND amount > 0 GROUP BY method) t) AS refunds,
          ${TIPS},
          (SELECT coalesce(jsonb_agg(t ORDER BY t.name, t."tenderId"), '[]') FROM (${BY_TENDER}) t) AS tenders,
          (SELECT coalesce(jsonb_agg(m ORDER BY m.id), '[]') FROM (
             SELECT outlet_id, id, shift_id, type, amount, reason, payment_id, refund_id, created_by, occurred_at,
               paid_to
             FROM cash_movements
             WHERE outlet_id = $1 AND shift_id = $2 AND type IN ('PAY_IN', 'PAY_OUT', 'DROP')) m) AS movements,
          ${PEOPLE}`,
      values: [outletId, shiftId],
    });
    if (!row) throw new Error('An aggregate without a row');
    return {
      expectedCash: row.expected_cash,
      sales: row.sales,
      refunds: row.refunds,
      tenders: row.tenders,
      ...peopleIn(row),
      tips: row.tips,
      movements: row.movements.map((movement) =>
        movementOf({ ...movement, occurred_at: new Date(movement.occurred_at) }),
      ),
    };
  }

  async byTender(outletId: string, shiftId: string): Promise<TenderFigures[]> {
    return this.database.query<TenderFigures & Record<string, unknown>>({
      name: 'shifts.figures-by-tender',
      text: BY_TENDER,
      values: [outletId, shiftId],
    });
  }
}
