import { EntitySchema } from 'typeorm';

import type { CartModifier } from '../core/model/cart.js';

export interface CartRow {
  id: string;
  customer_id: string | null;
  token_hash: Buffer | null;
  outlet_id: string | null;
  coupon_code: string | null;
  version: number;
  created_at: Date;
  updated_at: Date;
  expires_at: Date;
}

export interface CartItemRow {
  cart_id: string;
  id: string;
  position: number;
  product_id: string;
  choice: string;
  modifiers: CartModifier[];
  quantity: number;
  seen_unit_price: number | null;
  seen_modifiers_total: number | null;
}

export const CartSchema = new EntitySchema<CartRow>({
  name: 'Cart',
  tableName: 'carts',
  columns: {
    id: { type: 'uuid', primary: true },
    customer_id: { type: 'uuid', nullable: true },
    token_hash: { type: 'bytea', nullable: true },
    outlet_id: { type: 'uuid', nullable: true },
    coupon_code: { type: 'text', nullable: true },
    version: { type: 'integer' },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
    expires_at: { type: 'timestamptz' },
  },
});

export const CartItemSchema = new EntitySchema<CartItemRow>({
  name: 'CartItem',
  tableName: 'cart_items',
  columns: {
    cart_id: { type: 'uuid', primary: true },
    id: { type: 'uuid', primary: true },
    position: { type: 'integer' },
    product_id: { type: 'uuid' },
    choice: { type: 'text' },
    modifiers: { type: 'jsonb' },
    quantity: { type: 'integer' },
    seen_unit_price: { type: 'bigint', nullable: true },
    seen_modifiers_total: { type: 'bigint', nullable: true },
  },
});
