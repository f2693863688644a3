import { EntitySchema } from 'typeorm';

import type { Translations } from '../core/model/product-facts.js';

export interface CategoryRow {
  id: string;
  outlet_id: string | null;
  name: string;
  position: number;
  station: string | null;
  parent_id: string | null;
  translations: Translations | null;
  version: number;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
}

export const CategorySchema = new EntitySchema<CategoryRow>({
  name: 'Category',
  tableName: 'categories',
  columns: {
    id: { type: 'uuid', primary: true },
    outlet_id: { type: 'uuid', nullable: true },
    name: { type: 'text' },
    position: { type: 'integer' },
    station: { type: 'text', nullable: true },
    parent_id: { type: 'uuid', nullable: true },
    translations: { type: 'jsonb', nullable: true },
    version: { type: 'integer' },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
    deleted_at: { type: 'timestamptz', nullable: true },
  },
});
