import { EntitySchema } from 'typeorm';

export interface ModifierGroupRow {
  id: string;
  product_id: string;
  name: string;
  min: number;
  max: number;
  position: number;
}

export interface ModifierOptionRow {
  id: string;
  group_id: string;
  name: string;
  price_delta: number;
  available: boolean;
  position: number;
}

export const ModifierGroupSchema = new EntitySchema<ModifierGroupRow>({
  name: 'ModifierGroup',
  tableName: 'modifier_groups',
  columns: {
    id: { type: 'uuid', primary: true },
    product_id: { type: 'uuid' },
    name: { type: 'text' },
    min: { type: 'integer' },
    max: { type: 'integer' },
    position: { type: 'integer' },
  },
});

export const ModifierOptionSchema = new EntitySchema<ModifierOptionRow>({
  name: 'ModifierOption',
  tableName: 'modifier_options',
  columns: {
    id: { type: 'uuid', primary: true },
    group_id: { type: 'uuid' },
    name: { type: 'text' },
    price_delta: { type: 'bigint' },
    available: { type: 'boolean' },
    position: { type: 'integer' },
  },
});
