import { EntitySchema } from 'typeorm';

import type { TipEntryKind } from '../core/model/tip-entry.js';

export interface TipEntryRow {
  outlet_id: string;
  id: string;
  kind: TipEntryKind;
  user_id: string | null;
  amount: number;
  currency: string;
  business_date: string;
  payment_id: string | null;
  order_id: string | null;
  refund_id: string | null;
  shift_id: string | null;
  movement_id: string | null;
  distribution_id: string | null;
  created_by_kind: string;
  created_by: string | null;
  created_at: Date;
}

const reference = { type: 'uuid', nullable: true } as const;

export const TipEntrySchema = new EntitySchema<TipEntryRow>({
  name: 'TipEntryRow',
  tableName: 'tip_entries',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    id: { type: 'uuid', primary: true },
    kind: { type: 'text' },
    user_id: reference,
    amount: { type: 'bigint' },
    currency: { type: 'text' },
    business_date: { type: 'date' },
    payment_id: reference,
    order_id: reference,
    refund_id: reference,
    shift_id: reference,
    movement_id: reference,
    distribution_id: reference,
    created_by_kind: { type: 'text' },
    created_by: reference,
    created_at: { type: 'timestamptz' },
  },
});
