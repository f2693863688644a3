import { EntitySchema } from 'typeorm';

import type { Confirmation, TenderMethod } from '../core/model/tender.js';

export interface TenderRow {
  outlet_id: string;
  id: string;
  name: string;
  method: TenderMethod;
  requires_reference: boolean;
  requires_last4: boolean;
  opens_drawer: boolean;
  counts_in_drawer: boolean;
  confirm: Confirmation;
  needs_shift: boolean;
  refundable: boolean;
  difference_limit: number | null;
  fiscal_code: string | null;
  instructions: string | null;
  position: number;
  active: boolean;
  version: number;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
}

const flag = { type: 'boolean' } as const;

export const TenderSchema = new EntitySchema<TenderRow>({
  name: 'TenderRow',
  tableName: 'tenders',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    method: { type: 'text' },
    requires_reference: flag,
    requires_last4: flag,
    opens_drawer: flag,
    counts_in_drawer: flag,
    confirm: { type: 'text' },
    needs_shift: flag,
    refundable: flag,
    difference_limit: { type: 'bigint', nullable: true },
    fiscal_code: { type: 'text', nullable: true },
    instructions: { type: 'text', nullable: true },
    position: { type: 'integer' },
    active: flag,
    version: { type: 'integer' },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
    deleted_at: { type: 'timestamptz', nullable: true },
  },
});
