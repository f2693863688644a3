import { EntitySchema } from 'typeorm';

import type { TableShape } from '../core/model/floor.js';

export interface FloorRow {
  id: string;
  outlet_id: string;
  name: string;
  position: number;
  width: number;
  height: number;
  version: number;
  created_at: Date;
  updated_at: Date;
}

export interface TableSpotRow {
  table_id: string;
  outlet_id: string;
  floor_id: string;
  x: number;
  y: number;
  width: number;
  height: number;
  rotation: number;
  shape: TableShape;
}

export interface TablePairRow {
  floor_id: string;
  outlet_id: string;
  table_id: string;
  with_table: string;
}

export const FloorSchema = new EntitySchema<FloorRow>({
  name: 'Floor',
  tableName: 'floors',
  columns: {
    id: { type: 'uuid', primary: true },
    outlet_id: { type: 'uuid' },
    name: { type: 'text' },
    position: { type: 'integer' },
    width: { type: 'integer' },
    height: { type: 'integer' },
    version: { type: 'integer', default: 1 },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
  },
});

export const TableSpotSchema = new EntitySchema<TableSpotRow>({
  name: 'TableSpot',
  tableName: 'table_spots',
  columns: {
    table_id: { type: 'uuid', primary: true },
    outlet_id: { type: 'uuid' },
    floor_id: { type: 'uuid' },
    x: { type: 'integer' },
    y: { type: 'integer' },
    width: { type: 'integer' },
    height: { type: 'integer' },
    rotation: { type: 'integer' },
    shape: { type: 'text' },
  },
});

export const TablePairSchema = new EntitySchema<TablePairRow>({
  name: 'TablePair',
  tableName: 'table_pairs',
  columns: {
    floor_id: { type: 'uuid' },
    outlet_id: { type: 'uuid' },
    table_id: { type: 'uuid', primary: true },
    with_table: { type: 'uuid', primary: true },
  },
});
