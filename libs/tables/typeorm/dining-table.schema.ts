import { EntitySchema } from 'typeorm';

export interface DiningTableRow {
  id: string;
  outlet_id: string;
  name: string;
  area: string | null;
  seats: number | null;
  min_party: number | null;
  max_party: number | null;
  qr_secret: string;
  active: boolean;
  blocked_at: Date | null;
  version: number;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
}

export const DiningTableSchema = new EntitySchema<DiningTableRow>({
  name: 'DiningTable',
  tableName: 'dining_tables',
  columns: {
    id: { type: 'uuid', primary: true },
    outlet_id: { type: 'uuid' },
    name: { type: 'text' },
    area: { type: 'text', nullable: true },
    seats: { type: 'integer', nullable: true },
    min_party: { type: 'integer', nullable: true },
    max_party: { type: 'integer', nullable: true },
    qr_secret: { type: 'text' },
    active: { type: 'boolean', default: true },
    blocked_at: { type: 'timestamptz', nullable: true },
    version: { type: 'integer', default: 1 },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
    deleted_at: { type: 'timestamptz', nullable: true },
  },
});
