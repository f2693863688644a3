import { EntitySchema } from 'typeorm';

import type { Closing, ShiftStatus } from '../core/model/shift.js';

export interface ShiftRow {
  outlet_id: string;
  id: string;
  user_id: string;
  status: ShiftStatus;
  currency: string;
  time_zone: string;
  business_date: string;
  start_cash: number;
  opened_at: Date;
  opened_by: string;
  closed_at: Date | null;
  closed_by: string | null;
  end_cash: number | null;
  note: string | null;
  approved_by: string | null;
  closing: Closing | null;
  handed_over_from: string | null;
  ended_at: Date | null;
  ended_by: string | null;
  first_count: number | null;
  audit_note: string | null;
  drawer_id: string | null;
  drawer_name: string | null;
}

export const ShiftSchema = new EntitySchema<ShiftRow>({
  name: 'shifts',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    id: { type: 'uuid', primary: true },
    user_id: { type: 'uuid' },
    status: { type: 'text', default: 'OPEN' },
    currency: { type: 'text' },
    time_zone: { type: 'text' },
    business_date: { type: 'date' },
    start_cash: { type: 'bigint' },
    opened_at: { type: 'timestamptz' },
    opened_by: { type: 'uuid' },
    closed_at: { type: 'timestamptz', nullable: true },
    closed_by: { type: 'uuid', nullable: true },
    end_cash: { type: 'bigint', nullable: true },
    note: { type: 'text', nullable: true },
    approved_by: { type: 'uuid', nullable: true },
    closing: { type: 'jsonb', nullable: true },
    handed_over_from: { type: 'uuid', nullable: true },
    ended_at: { type: 'timestamptz', nullable: true },
    ended_by: { type: 'uuid', nullable: true },
    first_count: { type: 'bigint', nullable: true },
    audit_note: { type: 'text', nullable: true },
    drawer_id: { type: 'uuid', nullable: true },
    drawer_name: { type: 'text', nullable: true },
  },
});
