import { EntitySchema } from 'typeorm';

export interface StockLevelRow {
  outlet_id: string;
  product_id: string;
  on_hand: number;
  updated_at: Date;
}

export const StockLevelSchema = new EntitySchema<StockLevelRow>({
  name: 'StockLevel',
  tableName: 'stock_levels',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    product_id: { type: 'uuid', primary: true },
    on_hand: { type: 'bigint' },
    updated_at: { type: 'timestamptz', default: () => 'now()' },
  },
});

export interface StockThresholdRow {
  product_id: string;
  threshold: number;
}

export const StockThresholdSchema = new EntitySchema<StockThresholdRow>({
  name: 'StockThreshold',
  tableName: 'stock_thresholds',
  columns: {
    product_id: { type: 'uuid', primary: true },
    threshold: { type: 'bigint' },
  },
});

export interface StockMovementRow {
  position: number;
  id: string;
  outlet_id: string;
  product_id: string;
  type: string;
  quantity: number;
  balance_after: number;
  reason: string | null;
  reference_id: string | null;
  actor_kind: string;
  actor_id: string | null;
  occurred_at: Date;
}

export const StockMovementSchema = new EntitySchema<StockMovementRow>({
  name: 'StockMovement',
  tableName: 'stock_movements',
  columns: {
    position: { type: 'bigint', primary: true, generated: 'increment' },
    id: { type: 'uuid' },
    outlet_id: { type: 'uuid', primary: true },
    product_id: { type: 'uuid' },
    type: { type: 'text' },
    quantity: { type: 'bigint' },
    balance_after: { type: 'bigint' },
    reason: { type: 'text', nullable: true },
    reference_id: { type: 'uuid', nullable: true },
    actor_kind: { type: 'text' },
    actor_id: { type: 'uuid', nullable: true },
    occurred_at: { type: 'timestamptz', default: () => 'now()' },
  },
});

export interface StockCountRow {
  id: string;
  outlet_id: string;
  note: string | null;
  actor_kind: string;
  actor_id: string | null;
  counted_at: Date;
}

export const StockCountSchema = new EntitySchema<StockCountRow>({
  name: 'StockCount',
  tableName: 'stock_counts',
  columns: {
    id: { type: 'uuid', primary: true },
    outlet_id: { type: 'uuid', primary: true },
    note: { type: 'text', nullable: true },
    actor_kind: { type: 'text' },
    actor_id: { type: 'uuid', nullable: true },
    counted_at: { type: 'timestamptz', default: () => 'now()' },
  },
});

export interface StockCountItemRow {
  outlet_id: string;
  count_id: string;
  product_id: string;
  line: number;
  before: number;
  after: number;
}

export const StockCountItemSchema = new EntitySchema<StockCountItemRow>({
  name: 'StockCountItem',
  tableName: 'stock_count_items',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    count_id: { type: 'uuid', primary: true },
    product_id: { type: 'uuid', primary: true },
    line: { type: 'integer' },
    before: { type: 'bigint' },
    after: { type: 'bigint' },
  },
});
