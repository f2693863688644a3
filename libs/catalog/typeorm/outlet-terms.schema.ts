import { EntitySchema } from 'typeorm';

import type { SalesChannel } from '../core/model/menu.js';

export interface OutletProductRow {
  outlet_id: string;
  product_id: string;
  price: number | null;
  name: string | null;
  visible: boolean;
  station: string | null;
  tax_rate: number | null;
  option_prices: Record<string, number>;
  version: number;
  updated_at: Date;
}

export interface ProductPriceRow {
  product_id: string;
  position: number;
  outlet_id: string | null;
  channel: SalesChannel | null;
  schedule_id: string | null;
  price: number;
}

export const OutletProductSchema = new EntitySchema<OutletProductRow>({
  name: 'OutletProduct',
  tableName: 'outlet_products',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    product_id: { type: 'uuid', primary: true },
    price: { type: 'bigint', nullable: true },
    name: { type: 'text', nullable: true },
    visible: { type: 'boolean' },
    station: { type: 'text', nullable: true },
    tax_rate: { type: 'integer', nullable: true },
    option_prices: { type: 'jsonb' },
    version: { type: 'integer' },
    updated_at: { type: 'timestamptz' },
  },
});

export const ProductPriceSchema = new EntitySchema<ProductPriceRow>({
  name: 'ProductPrice',
  tableName: 'product_prices',
  columns: {
    product_id: { type: 'uuid', primary: true },
    position: { type: 'integer', primary: true },
    outlet_id: { type: 'uuid', nullable: true },
    channel: { type: 'text', nullable: true },
    schedule_id: { type: 'uuid', nullable: true },
    price: { type: 'bigint' },
  },
});
