import { Injectable } from '@nestjs/common';

import type { OutletScope, Page, PageRequest } from '#libs/kernel';
import { Database } from '#libs/platform';

import type { CashMovement, MovementType } from '../core/model/cash-movement.js';
import type { ShiftState } from '../core/model/shift.js';
import { type ShiftFilter, ShiftQueries, type ShiftView } from '../core/shifts.ports.js';
import type { CashMovementRow } from './cash-movement.schema.js';
import type { ShiftRow } from './shift.schema.js';
import { inScope, scopeValue, SHIFT_COLUMNS, stateOf } from './sql-shift.repository.js';

interface ViewRow extends ShiftRow {
  expected_cash: number;
  report_number: number | null;
}

const VIEW = `
  SELECT ${SHIFT_COLUMNS},
    (SELECT coalesce(sum(m.amount), 0)::bigint FROM cash_movements m
     WHERE m.outlet_id = s.outlet_id AND m.shift_id = s.id) AS expected_cash,
    (SELECT r.number FROM shift_reports r WHERE r.shift_id = s.id) AS report_number`;

const viewOf = (row: ViewRow): ShiftView => ({
  ...stateOf(row),
  expectedCash: row.expected_cash,
  reportNumber: row.report_number,
});

export const movementOf = (row: CashMovementRow): CashMovement => ({
  id: row.id,
  outletId: row.outlet_id,
  shiftId: row.shift_id,
  type: row.type,
  amount: row.amount,
  reason: row.reason,
  paymentId: row.payment_id,
  refundId: row.refund_id,
  createdBy: row.created_by,
  occurredAt: row.occurred_at,
});

@Injectable()
export class SqlShiftQueries extends ShiftQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async view(scope: OutletScope, shiftId: string): Promise<ShiftView | null> {
    const [row] = await this.database.query<ViewRow>({
      name: 'shifts.view',
      text: `${VIEW} FROM shifts s WHERE s.id = $1 AND ${inScope('$2')}`,
      values: [shiftId, scopeValue(scope)],
    });
    return row ? viewOf(row) : null;
  }

  async current(userId: string, scope: OutletScope, outletId?: string): Promise<ShiftView | null> {
    const [row] = await this.database.query<ViewRow>({
      name: 'shifts.current',
      text: `${VIEW} FROM shifts s
             WHERE s.user_id = $1 AND ${inScope('$2')} AND ($3::uuid IS NULL OR s.outlet_id = $3::uuid) AND s.status = 'OPEN'
             ORDER BY s.opened_at DESC, s.id DESC LIMIT 1`,
      values: [userId, scopeValue(scope), outletId ?? null],
    });
    return row ? viewOf(row) : null;
  }

  async list(filter: ShiftFilter, { limit, offset }: PageRequest): Promise<Page<ShiftView>> {
    const { where, values } = conditionsOf(filter);
    const [count] = await this.database.query<{ total: number }>({
      text: `SELECT count(*) AS total FROM shifts s WHERE ${where}`,
      values,
    });
    const rows = await this.database.query<ViewRow>({
      text: `${VIEW} FROM shifts s WHERE ${where} ORDER BY s.opened_at DESC, s.id DESC
             LIMIT $${values.length + 1} OFFSET $${values.length + 2}`,
      values: [...values, limit, offset],
    });
    return { data: rows.map(viewOf), total: count?.total ?? 0, limit, offset };
  }

  async movements(
    { outletId, id }: ShiftState,
    types: readonly MovementType[],
    { limit, offset }: PageRequest,
  ): Promise<Page<CashMovement>> {
    const [count] = await this.database.query<{ total: number }>({
      name: 'shifts.count-movements',
      text: 'SELECT count(*) AS total FROM cash_movements WHERE outlet_id = $1 AND shift_id = $2 AND type = ANY($3)',
      values: [outletId, id, types],
    });
    const rows = await this.database.query<CashMovementRow>({
      name: 'shifts.movements',
      text: `SELECT outlet_id, id, shift_id, type, amount, reason, payment_id, refund_id, created_by, occurred_at
             FROM cash_movements WHERE outlet_id = $1 AND shift_id = $2 AND type = ANY($3)
             ORDER BY id LIMIT $4 OFFSET $5`,
      values: [outletId, id, types, limit, offset],
    });
    return { data: rows.map(movementOf), total: count?.total ?? 0, limit, offset };
  }
}

/** A date compares the business date, an instant the opening. Only what is asked is in the statement, so that its index is used. */
function conditionsOf({ scope, outletId, userId, status, from, to }: ShiftFilter): {
  where: string;
  values: unknown[];
} {
  const values: unknown[] = [];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [
    scope !== 'all' && `s.outlet_id = ANY(${put(scope)}::uuid[])`,
    outletId !== undefined && `s.outlet_id = ${put(outletId)}`,
    userId !== undefined && `s.user_id = ${put(userId)}`,
    status !== undefined && `s.status = ${put(status)}`,
    typeof from === 'string' && `s.business_date >= ${put(from)}::date`,
    from instanceof Date && `s.opened_at >= ${put(from)}`,
    typeof to === 'string' && `s.business_date <= ${put(to)}::date`,
    to instanceof Date && `s.opened_at < ${put(to)}`,
  ];
  return { where: conditions.filter(Boolean).join(' AND ') || 'true', values };
}
