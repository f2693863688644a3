import { Injectable } from '@nestjs/common';

import { Database } from '#libs/platform';

import type { ShiftAdjustment } from '../core/model/shift-adjustment.js';
import type { ShiftState } from '../core/model/shift.js';
import { ShiftAdjustments } from '../core/shifts.ports.js';
import type { ShiftAdjustmentRow } from './shift-adjustment.schema.js';

/** A Z tells of what was found since the one before it. So many are looked back on, should a version that knew nothing of adjustments have made some. */
const LOOK_BACK = 100;

const adjustmentOf = (row: ShiftAdjustmentRow): ShiftAdjustment => ({
  id: row.id,
  outletId: row.outlet_id,
  shiftId: row.shift_id,
  reportNumber: row.report_number,
  afterNumber: row.after_number,
  method: row.method,
  tender: row.tender_id === null ? null : { id: row.tender_id, name: row.tender_name ?? '' },
  amount: row.amount,
  paymentId: row.payment_id,
  reason: row.reason,
  createdBy: row.created_by,
  createdAt: row.created_at,
});

@Injectable()
export class SqlShiftAdjustments extends ShiftAdjustments {
  constructor(private readonly database: Database) {
    super();
  }

  async add(adjustments: readonly ShiftAdjustment[]): Promise<void> {
    for (const { tender, ...adjustment } of adjustments) {
      await this.database.execute({
        name: 'shift-adjustments.add',
        text: `INSERT INTO shift_adjustments (outlet_id, id, shift_id, report_number, after_number, method, tender_id, tender_name, amount,
                 payment_id, reason, created_by, created_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
        values: [
          adjustment.outletId,
          adjustment.id,
          adjustment.shiftId,
          adjustment.reportNumber,
          adjustment.afterNumber,
          adjustment.method,
          tender?.id ?? null,
          tender?.name ?? null,
          adjustment.amount,
          adjustment.paymentId,
          adjustment.reason,
          adjustment.createdBy,
          adjustment.createdAt,
        ],
      });
    }
  }

  async untold(outletId: string, lastNumber: number): Promise<ShiftAdjustment[]> {
    const rows = await this.database.query<ShiftAdjustmentRow>({
      name: 'shift-adjustments.untold',
      text: `SELECT a.outlet_id, a.id, a.shift_id, a.report_number, a.after_number, a.method, a.tender_id, a.tender_name, a.amount, a.payment_id,
               a.reason, a.created_by, a.created_at
             FROM shift_adjustments a
             WHERE a.outlet_id = $1 AND a.after_number BETWEEN $2::bigint - ${LOOK_BACK} AND $2::bigint AND NOT EXISTS (
               SELECT FROM shift_reports r WHERE r.outlet_id = $1 AND r.number > a.after_number
                 AND r.body -> 'late_adjustments' @> jsonb_build_array(jsonb_build_object('id', a.id)))
             ORDER BY a.id`,
      values: [outletId, lastNumber],
    });
    return rows.map(adjustmentOf);
  }

  async isPaymentOf({ outletId, id }: ShiftState, paymentId: string): Promise<boolean> {
    const found = await this.database.query({
      name: 'shift-adjustments.payment',
      text: 'SELECT FROM payments_money WHERE outlet_id = $1 AND shift_id = $2 AND id = $3',
      values: [outletId, id, paymentId],
    });
    return found.length > 0;
  }
}
