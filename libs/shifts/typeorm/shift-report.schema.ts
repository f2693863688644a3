import { EntitySchema } from 'typeorm';

import type { ShiftReport } from '../core/model/shift-report.js';

export interface ShiftReportRow {
  outlet_id: string;
  number: number;
  shift_id: string;
  previous_hash: string | null;
  hash: string;
  body: ShiftReport;
  created_at: Date;
}

export const ShiftReportSchema = new EntitySchema<ShiftReportRow>({
  name: 'shift_reports',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    number: { type: 'bigint', primary: true },
    shift_id: { type: 'uuid' },
    previous_hash: { type: 'text', nullable: true },
    hash: { type: 'text' },
    body: { type: 'jsonb' },
    created_at: { type: 'timestamptz' },
  },
});

export interface ShiftReportCounterRow {
  outlet_id: string;
  last_number: number;
}

export const ShiftReportCounterSchema = new EntitySchema<ShiftReportCounterRow>({
  name: 'shift_report_counters',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    last_number: { type: 'bigint' },
  },
});
