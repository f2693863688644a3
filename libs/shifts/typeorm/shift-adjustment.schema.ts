import { EntitySchema } from 'typeorm';

export interface ShiftAdjustmentRow {
  outlet_id: string;
  id: string;
  shift_id: string;
  report_number: number;
  after_number: number;
  method: string;
  tender_id: string | null;
  tender_name: string | null;
  amount: number;
  payment_id: string | null;
  reason: string;
  created_by: string;
  created_at: Date;
}

export const ShiftAdjustmentSchema = new EntitySchema<ShiftAdjustmentRow>({
  name: 'shift_adjustments',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    id: { type: 'uuid', primary: true },
    shift_id: { type: 'uuid' },
    report_number: { type: 'bigint' },
    after_number: { type: 'bigint' },
    method: { type: 'text' },
    tender_id: { type: 'uuid', nullable: true },
    tender_name: { type: 'text', nullable: true },
    amount: { type: 'bigint' },
    payment_id: { type: 'uuid', nullable: true },
    reason: { type: 'text' },
    created_by: { type: 'uuid' },
    created_at: { type: 'timestamptz' },
  },
});
