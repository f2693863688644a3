import { EntitySchema } from 'typeorm';

export interface TableSessionRow {
  id: string;
  outlet_id: string;
  table_id: string;
  opened_by: string | null;
  opened_at: Date;
  expires_at: Date;
  closed_at: Date | null;
  joined_into: string | null;
  guest_count: number | null;
}

export interface TableSessionTokenRow {
  token_hash: Buffer;
  session_id: string;
  created_at: Date;
}

export const TableSessionSchema = new EntitySchema<TableSessionRow>({
  name: 'TableSession',
  tableName: 'table_sessions',
  columns: {
    id: { type: 'uuid', primary: true },
    outlet_id: { type: 'uuid' },
    table_id: { type: 'uuid' },
    opened_by: { type: 'uuid', nullable: true },
    opened_at: { type: 'timestamptz' },
    expires_at: { type: 'timestamptz' },
    closed_at: { type: 'timestamptz', nullable: true },
    joined_into: { type: 'uuid', nullable: true },
    guest_count: { type: 'integer', nullable: true },
  },
});

export const TableSessionTokenSchema = new EntitySchema<TableSessionTokenRow>({
  name: 'TableSessionToken',
  tableName: 'table_session_tokens',
  columns: {
    token_hash: { type: 'bytea', primary: true },
    session_id: { type: 'uuid' },
    created_at: { type: 'timestamptz' },
  },
});
