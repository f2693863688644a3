import { EntitySchema } from 'typeorm';

export interface DrawerRow {
  outlet_id: string;
  id: string;
  name: string;
  version: number;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
}

export const DrawerSchema = new EntitySchema<DrawerRow>({
  name: 'drawers',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    version: { type: 'integer', default: 1 },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
    deleted_at: { type: 'timestamptz', nullable: true },
  },
});
