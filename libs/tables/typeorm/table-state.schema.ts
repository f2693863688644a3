import { EntitySchema } from 'typeorm';

import type { TableState } from '../core/model/table-state.js';

export interface TableStateRow {
  table_id: string;
  outlet_id: string;
  dirty_since: Date | null;
  idle_since: Date | null;
  state: TableState | null;
  state_since: Date | null;
  session_id: string | null;
}

export interface TableLinkRow {
  table_id: string;
  outlet_id: string;
  session_id: string;
  linked_at: Date;
}

export const TableStateSchema = new EntitySchema<TableStateRow>({
  name: 'TableState',
  tableName: 'table_states',
  columns: {
    table_id: { type: 'uuid', primary: true },
    outlet_id: { type: 'uuid' },
    dirty_since: { type: 'timestamptz', nullable: true },
    idle_since: { type: 'timestamptz', nullable: true },
    state: { type: 'text', nullable: true },
    state_since: { type: 'timestamptz', nullable: true },
    session_id: { type: 'uuid', nullable: true },
  },
});

export const TableLinkSchema = new EntitySchema<TableLinkRow>({
  name: 'TableLink',
  tableName: 'table_links',
  columns: {
    table_id: { type: 'uuid', primary: true },
    outlet_id: { type: 'uuid' },
    session_id: { type: 'uuid' },
    linked_at: { type: 'timestamptz' },
  },
});
