import { Injectable } from '@nestjs/common';

import type { OutletScope } from '#libs/kernel';
import { Database, inScope, scopeName, Values, whereAll } from '#libs/platform';

import { Shift, type ShiftState } from '../core/model/shift.js';
import { ShiftRepository } from '../core/shifts.ports.js';
import type { ShiftRow } from './shift.schema.js';

export const SHIFT_COLUMNS = `s.outlet_id, s.id, s.user_id, s.status, s.currency, s.time_zone, s.business_date, s.start_cash, s.opened_at,
  s.opened_by, s.closed_at, s.closed_by, s.end_cash, s.note, s.approved_by, s.closing, s.handed_over_from,
  s.ended_at, s.ended_by, s.first_count, s.audit_note, s.drawer_id, s.drawer_name`;

export const stateOf = (row: ShiftRow): ShiftState => ({
  id: row.id,
  outletId: row.outlet_id,
  userId: row.user_id,
  status: row.status,
  currency: row.currency,
  timeZone: row.time_zone,
  businessDate: row.business_date,
  startCash: row.start_cash,
  openedAt: row.opened_at,
  openedBy: row.opened_by,
  closedAt: row.closed_at,
  closedBy: row.closed_by,
  endCash: row.end_cash,
  note: row.note,
  approvedBy: row.approved_by,
  closing: row.closing,
  handedOverFrom: row.handed_over_from,
  endedAt: row.ended_at,
  endedBy: row.ended_by,
  firstCount: row.first_count,
  auditNote: row.audit_note,
  drawer: row.drawer_id === null || row.drawer_name === null ? null : { id: row.drawer_id, name: row.drawer_name },
});

@Injectable()
export class SqlShiftRepository extends ShiftRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async add({ state }: Shift, floatMovementId: string): Promise<string> {
    const added = await this.database.execute({
      name: 'shifts.add',
      text: `WITH added AS (
               INSERT INTO shifts (outlet_id, id, user_id, currency, time_zone, business_date, start_cash, opened_at, opened_by, handed_over_from, drawer_id,
                 drawer_name)
               SELECT $1::uuid, $2::uuid, $3::uuid, $4, $5, $6::date, $7::bigint, $8::timestamptz, $9::uuid, $11::uuid, $12::uuid, $13
               WHERE NOT EXISTS (SELECT FROM shift_members WHERE outlet_id = $1 AND user_id = $3 AND left_at IS NULL)
               -- Either is in its way: one open shift a cashier, and one a drawer.
               ON CONFLICT DO NOTHING
               RETURNING outlet_id, id, start_cash, opened_by, opened_at
             )
             INSERT INTO cash_movements (outlet_id, id, shift_id, type, amount, created_by, occurred_at)
             SELECT outlet_id, $10, id, 'FLOAT', start_cash, opened_by, opened_at FROM added`,
      values: [
        state.outletId,
        state.id,
        state.userId,
        state.currency,
        state.timeZone,
        state.businessDate,
        state.startCash,
        state.openedAt,
        state.openedBy,
        floatMovementId,
        state.handedOverFrom,
        state.drawer?.id ?? null,
        state.drawer?.name ?? null,
      ],
    });
    if (added === 1) return state.id;
    const [inTheWay] = await this.database.query<{ id: string }>({
      name: 'shifts.in-the-way',
      text: `SELECT 1 AS place, id FROM shifts WHERE outlet_id = $1 AND user_id = $2 AND status = 'OPEN'
             UNION ALL SELECT 2, shift_id FROM shift_members WHERE outlet_id = $1 AND user_id = $2 AND left_at IS NULL
             UNION ALL SELECT 3, id FROM shifts WHERE outlet_id = $1 AND drawer_id = $3 AND status = 'OPEN'
             ORDER BY place LIMIT 1`,
      values: [state.outletId, state.userId, state.drawer?.id ?? null],
    });
    // It was closed between the two statements: once more, with nothing in the way.
    return inTheWay?.id ?? this.add(Shift.restore(state), floatMovementId);
  }

  async find(scope: OutletScope, shiftId: string): Promise<Shift | null> {
    const values = new Values();
    const [row] = await this.database.query<ShiftRow>({
      name: `shifts.find.${scopeName(scope)}`,
      text: `SELECT ${SHIFT_COLUMNS} FROM shifts s
             ${whereAll(`s.id = ${values.add(shiftId)}`, inScope(scope, 's.outlet_id', values))}`,
      values: values.list,
    });
    return row ? Shift.restore(stateOf(row)) : null;
  }

  async saveClosed({ state }: Shift): Promise<boolean> {
    const saved = await this.database.execute({
      name: 'shifts.close',
      text: `WITH closed AS (
               UPDATE shifts SET status = 'CLOSED', closed_at = $3, closed_by = $4, end_cash = $5, note = $6, approved_by = $7, closing = $8, audit_note = $9
               WHERE outlet_id = $1 AND id = $2 AND status = $10 RETURNING closed_at, closed_by
             ), ended AS (
               UPDATE shift_members SET left_at = closed.closed_at, left_by = closed.closed_by FROM closed
               WHERE outlet_id = $1 AND shift_id = $2 AND left_at IS NULL
             )
             SELECT FROM closed`,
      values: [
        state.outletId,
        state.id,
        state.closedAt,
        state.closedBy,
        state.endCash,
        state.note,
        state.approvedBy,
        JSON.stringify(state.closing),
        state.auditNote,
        state.endedAt === null ? 'OPEN' : 'ENDED',
      ],
    });
    return saved === 1;
  }

  async saveEnded({ state }: Shift): Promise<boolean> {
    const saved = await this.database.execute({
      name: 'shifts.end',
      text: `WITH ended AS (
               UPDATE shifts SET status = 'ENDED', ended_at = $3, ended_by = $4, end_cash = $5, first_count = $5, note = $6, closing = $7
               WHERE outlet_id = $1 AND id = $2 AND status = 'OPEN' RETURNING ended_at, ended_by
             ), gone AS (
               UPDATE shift_members SET left_at = ended.ended_at, left_by = ended.ended_by FROM ended
               WHERE outlet_id = $1 AND shift_id = $2 AND left_at IS NULL
             )
             SELECT FROM ended`,
      values: [
        state.outletId,
        state.id,
        state.endedAt,
        state.endedBy,
        state.firstCount,
        state.note,
        JSON.stringify(state.closing),
      ],
    });
    return saved === 1;
  }

  async isHandedOver({ outletId, id, openedAt }: ShiftState): Promise<boolean> {
    const later = await this.database.query({
      name: 'shifts.handed-over',
      text: 'SELECT FROM shifts WHERE outlet_id = $1 AND handed_over_from = $2 AND opened_at >= $3 LIMIT 1',
      values: [outletId, id, openedAt],
    });
    return later.length > 0;
  }
}
