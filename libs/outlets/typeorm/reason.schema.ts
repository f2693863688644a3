import { EntitySchema } from 'typeorm';

import type { ReasonKind, ReasonTranslations } from '../core/model/reason.js';

export interface ReasonRow {
  outlet_id: string;
  id: string;
  kind: ReasonKind;
  label: string;
  translations: ReasonTranslations | null;
  needs_note: boolean;
  active: boolean;
  version: number;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
}

export const ReasonSchema = new EntitySchema<ReasonRow>({
  name: 'ReasonRow',
  tableName: 'reasons',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    id: { type: 'uuid', primary: true },
    kind: { type: 'text' },
    label: { type: 'text' },
    translations: { type: 'jsonb', nullable: true },
    needs_note: { type: 'boolean' },
    active: { type: 'boolean' },
    version: { type: 'integer' },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
    deleted_at: { type: 'timestamptz', nullable: true },
  },
});
