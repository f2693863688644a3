import { EntitySchema } from 'typeorm';

import type { MovementType } from '../core/model/cash-movement.js';

export interface CashMovementRow {
  outlet_id: string;
  id: string;
  shift_id: string;
  type: MovementType;
  amount: number;
  reason: string | null;
  payment_id: string | null;
  refund_id: string | null;
  created_by: string;
  occurred_at: Date;
  paid_to: string | null;
}

export const CashMovementSchema = new EntitySchema<CashMovementRow>({
  name: 'cash_movements',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    id: { type: 'uuid', primary: true },
    shift_id: { type: 'uuid' },
    type: { type: 'text' },
    amount: { type: 'bigint' },
    reason: { type: 'text', nullable: true },
    payment_id: { type: 'uuid', nullable: true },
    refund_id: { type: 'uuid', nullable: true },
    created_by: { type: 'uuid' },
    occurred_at: { type: 'timestamptz' },
    paid_to: { type: 'uuid', nullable: true },
  },
});
