import { EntitySchema } from 'typeorm';

import type { SalesChannel } from '../core/model/menu.js';

export interface MenuRow {
  id: string;
  name: string;
  outlet_ids: string[] | null;
  channels: SalesChannel[] | null;
  schedule_id: string | null;
  category_ids: string[];
  product_ids: string[];
  active: boolean;
  version: number;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
}

export const MenuSchema = new EntitySchema<MenuRow>({
  name: 'Menu',
  tableName: 'menus',
  columns: {
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    outlet_ids: { type: 'uuid', array: true, nullable: true },
    channels: { type: 'text', array: true, nullable: true },
    schedule_id: { type: 'uuid', nullable: true },
    category_ids: { type: 'uuid', array: true },
    product_ids: { type: 'uuid', array: true },
    active: { type: 'boolean' },
    version: { type: 'integer' },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
    deleted_at: { type: 'timestamptz', nullable: true },
  },
});
