import { Injectable } from '@nestjs/common';

import type { CursorPage, OutletScope, Page, PageRequest, PeriodSpans } from '#libs/kernel';
import {
  Database,
  inPeriod,
  inScope,
  narrowed,
  newestBy,
  newestFirst,
  scopeName,
  Values,
  whereAll,
} from '#libs/platform';

import type { CashMovement, MovementType } from '../core/model/cash-movement.js';
import type { ShiftState } from '../core/model/shift.js';
import { type ShiftFilter, ShiftQueries, type ShiftView } from '../core/shifts.ports.js';
import type { CashMovementRow } from './cash-movement.schema.js';
import type { ShiftRow } from './shift.schema.js';
import { SHIFT_COLUMNS, stateOf } from './sql-shift.repository.js';

interface ViewRow extends ShiftRow {
  expected_cash: number;
  report_number: number | null;
}

/** The cash that a shift's drawer should hold, and the number of its report. */
const figuresOf = (shift: string): string => `
    (SELECT coalesce(sum(m.amount), 0)::bigint FROM cash_movements m
     WHERE m.outlet_id = ${shift}.outlet_id AND m.shift_id = ${shift}.id) AS expected_cash,
    (SELECT r.number FROM shift_reports r WHERE r.outlet_id = ${shift}.outlet_id AND r.shift_id = ${shift}.id) AS report_number`;
const VIEW = `SELECT ${SHIFT_COLUMNS}, ${figuresOf('s')}`;
const NEWEST = newestBy('s.opened_at', 's.id');

const viewOf = (row: ViewRow): ShiftView => ({
  ...stateOf(row),
  expectedCash: row.expected_cash,
  reportNumber: row.report_number,
});

/** The open shifts that somebody takes cash into: their own, and those that they joined. */
const inDrawer = (user: string): string => `(s.outlet_id, s.id) IN (
    SELECT outlet_id, id FROM shifts WHERE user_id = ${user} AND status = 'OPEN'
    UNION ALL SELECT outlet_id, shift_id FROM shift_members WHERE user_id = ${user} AND left_at IS NULL)`;

export const movementOf = (row: CashMovementRow): CashMovement => ({
  id: row.id,
  outletId: row.outlet_id,
  shiftId: row.shift_id,
  type: row.type,
  amount: row.amount,
  reason: row.reason,
  paymentId: row.payment_id,
  refundId: row.refund_id,
  paidTo: row.paid_to,
  createdBy: row.created_by,
  occurredAt: row.occurred_at,
});

/** The ledger of the shift $2 of the outlet $1, and when its drawer was opened without a sale. */
const LINES = `
  SELECT outlet_id, id, shift_id, type, amount, reason, payment_id, refund_id, created_by, occurred_at, paid_to
  FROM cash_movements WHERE outlet_id = $1 AND shift_id = $2
  UNION ALL
  SELECT outlet_id, id, shift_id, 'NO_SALE', 0, reason, NULL, NULL, created_by, occurred_at, NULL
  FROM drawer_openings WHERE outlet_id = $1 AND shift_id = $2`;

@Injectable()
export class SqlShiftQueries extends ShiftQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async view(scope: OutletScope, shiftId: string): Promise<ShiftView | null> {
    const values = new Values();
    const [row] = await this.database.query<ViewRow>({
      name: `shifts.view.${scopeName(scope)}`,
      text: `${VIEW} FROM shifts s ${whereAll(`s.id = ${values.add(shiftId)}`, inScope(scope, 's.outlet_id', values))}`,
      values: values.list,
    });
    return row ? viewOf(row) : null;
  }

  async current(userId: string, scope: OutletScope, outletId?: string): Promise<ShiftView | null> {
    const values = new Values();
    const theirs = narrowed(scope, outletId);
    const [row] = await this.database.query<ViewRow>({
      name: `shifts.current.${scopeName(theirs)}`,
      text: `${VIEW} FROM shifts s
             ${whereAll(inDrawer(values.add(userId)), inScope(theirs, 's.outlet_id', values), `s.status = 'OPEN'`)}
             ORDER BY s.opened_at DESC, s.id DESC LIMIT 1`,
      values: values.list,
    });
    return row ? viewOf(row) : null;
  }

  async openOf(userId: string): Promise<Pick<ShiftState, 'id' | 'outletId'>[]> {
    const rows = await this.database.query<Pick<ShiftRow, 'id' | 'outlet_id'>>({
      name: 'shifts.open-of',
      text: `SELECT id, outlet_id FROM shifts WHERE user_id = $1 AND status = 'OPEN' ORDER BY opened_at`,
      values: [userId],
    });
    return rows.map(({ id, outlet_id }) => ({ id, outletId: outlet_id }));
  }

  async list(filter: ShiftFilter, page: PageRequest): Promise<CursorPage<ShiftView>> {
    const values = new Values();
    const opened = openedIn(filter);
    const list = {
      from: 'shifts s',
      columns: SHIFT_COLUMNS,
      also: figuresOf('page'),
      outlets: { column: 's.outlet_id', scope: narrowed(filter.scope, filter.outletId) },
      ...conditionsOf(filter, values),
      cut: (at: Values) => inPeriod(opened, { at: 's.opened_at', outlet: null }, at),
      values,
      key: NEWEST,
      toItem: viewOf,
    };
    return newestFirst<ViewRow, ShiftView>(this.database.readsOf(opened), list, page);
  }

  async movements(
    { outletId, id }: ShiftState,
    types: readonly MovementType[],
    { limit, offset }: PageRequest,
  ): Promise<Page<CashMovement>> {
    const [count] = await this.database.query<{ total: number }>({
      name: 'shifts.count-movements',
      text: `SELECT count(*) AS total FROM (${LINES}) lines WHERE type = ANY($3)`,
      values: [outletId, id, types],
    });
    const rows = await this.database.query<CashMovementRow>({
      name: 'shifts.movements',
      text: `SELECT outlet_id, id, shift_id, type, amount, reason, payment_id, refund_id, created_by, occurred_at,
               paid_to
             FROM (${LINES}) lines WHERE type = ANY($3)
             ORDER BY id LIMIT $4 OFFSET $5`,
      values: [outletId, id, types, limit, offset],
    });
    return { data: rows.map(movementOf), total: count?.total ?? 0, limit, offset };
  }
}

const DAY_MS = 86_400_000;

/**
 * When the shifts of a period were opened. That of a business date lies within these days of the same date in UTC, whatever the time zone (14
 * hours before it, 12 after) and the cutoff (24 hours after).
 */
function openedIn({ from, to }: ShiftFilter): PeriodSpans {
  const around = (end: string | Date | undefined, days: number): Date | undefined =>
    typeof end === 'string' ? new Date(Date.parse(end) + days * DAY_MS) : end;
  return { whole: { from: around(from, -1), to: around(to, 3) }, apart: [] };
}

/** A date compares the business date, an instant the opening. Only what is asked is in the statement, so that its index is used. */
function conditionsOf({ userId, status, from, to }: ShiftFilter, values: Values) {
  return {
    within: [
      from instanceof Date && `s.opened_at >= ${values.add(from)}`,
      to instanceof Date && `s.opened_at < ${values.add(to)}`,
      typeof from === 'string' && `s.business_date >= ${values.add(from)}::date`,
      typeof to === 'string' && `s.business_date <= ${values.add(to)}::date`,
    ],
    filters: [
      userId !== undefined && `s.user_id = ${values.add(userId)}`,
      status !== undefined && `s.status = ${values.add(status)}`,
    ],
  };
}
