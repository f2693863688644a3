import { Injectable } from '@nestjs/common';

import { Database } from '#libs/platform';

import { type ChainEnd, type KeptReport, ShiftReports } from '../core/shifts.ports.js';
import type { ShiftReportRow } from './shift-report.schema.js';

const COLUMNS = 'outlet_id, number, shift_id, previous_hash, hash, body, created_at';

@Injectable()
export class SqlShiftReports extends ShiftReports {
  constructor(private readonly database: Database) {
    super();
  }

  async ofShift(outletId: string, shiftId: string): Promise<KeptReport | null> {
    const [row] = await this.database.query<ShiftReportRow>({
      name: 'shift-reports.of-shift',
      text: `SELECT ${COLUMNS} FROM shift_reports WHERE outlet_id = $1 AND shift_id = $2`,
      values: [outletId, shiftId],
    });
    return row ? keptOf(row) : null;
  }

  async lockChain(outletId: string): Promise<ChainEnd> {
    const [counter] = await this.database.query<{ last_number: number }>({
      name: 'shift-reports.lock-chain',
      text: `INSERT INTO shift_report_counters (outlet_id, last_number) VALUES ($1, 0)
             ON CONFLICT (outlet_id) DO UPDATE SET last_number = shift_report_counters.last_number
             RETURNING last_number`,
      values: [outletId],
    });
    const number = counter?.last_number ?? 0;
    // A statement of its own: its snapshot sees what whoever held the lock before has committed.
    const [last] = await this.database.query<{ hash: string }>({
      name: 'shift-reports.last-hash',
      text: 'SELECT hash FROM shift_reports WHERE outlet_id = $1 AND number = $2',
      values: [outletId, number],
    });
    return { number, hash: last?.hash ?? null };
  }

  async append(outletId: string, report: KeptReport, madeAt: Date): Promise<void> {
    const appended = await this.database.execute({
      name: 'shift-reports.append',
      text: `WITH counted AS (
               UPDATE shift_report_counters SET last_number = $2 WHERE outlet_id = $1 AND last_number = $2 - 1 RETURNING last_number
             )
             INSERT INTO shift_reports (outlet_id, number, shift_id, previous_hash, hash, body, created_at)
             SELECT $1, last_number, $3, $4, $5, $6, $7 FROM counted`,
      values: [
        outletId,
        report.number,
        report.shiftId,
        report.previousHash,
        report.hash,
        JSON.stringify(report.body),
        madeAt,
      ],
    });
    if (appended !== 1) throw new Error('A report was appended to a chain that was not locked');
  }

  async lastNumber(outletId: string): Promise<number> {
    const [counter] = await this.database.query<{ last_number: number }>({
      text: 'SELECT last_number FROM shift_report_counters WHERE outlet_id = $1',
      values: [outletId],
    });
    return counter?.last_number ?? 0;
  }

  async after(outletId: string, number: number, limit: number): Promise<KeptReport[]> {
    const rows = await this.database.query<ShiftReportRow>({
      name: 'shift-reports.after',
      text: `SELECT ${COLUMNS} FROM shift_reports WHERE outlet_id = $1 AND number > $2 ORDER BY number LIMIT $3`,
      values: [outletId, number, limit],
    });
    return rows.map(keptOf);
  }
}

const keptOf = (row: ShiftReportRow): KeptReport => ({
  number: row.number,
  shiftId: row.shift_id,
  previousHash: row.previous_hash,
  hash: row.hash,
  body: row.body,
});
