import { EntitySchema } from 'typeorm';

export interface TableCartRow {
  outlet_id: string;
  session_id: string;
  version: number;
  updated_at: Date;
  expires_at: Date;
}

export interface TableCartGuestRow {
  outlet_id: string;
  session_id: string;
  phone: string;
  number: number;
  name: string | null;
}

export interface TableCartItemRow {
  outlet_id: string;
  session_id: string;
  id: string;
  position: number;
  phone: string;
  product_id: string;
  modifiers: { optionId: string; quantity: number }[];
  quantity: number;
  note: string | null;
}

export const TableCartSchema = new EntitySchema<TableCartRow>({
  name: 'TableCart',
  tableName: 'table_carts',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    session_id: { type: 'uuid', primary: true },
    version: { type: 'integer' },
    updated_at: { type: 'timestamptz' },
    expires_at: { type: 'timestamptz' },
  },
});

export const TableCartGuestSchema = new EntitySchema<TableCartGuestRow>({
  name: 'TableCartGuest',
  tableName: 'table_cart_guests',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    session_id: { type: 'uuid', primary: true },
    phone: { type: 'text', primary: true },
    number: { type: 'integer' },
    name: { type: 'text', nullable: true },
  },
});

export const TableCartItemSchema = new EntitySchema<TableCartItemRow>({
  name: 'TableCartItem',
  tableName: 'table_cart_items',
  columns: {
    outlet_id: { type: 'uuid', primary: true },
    session_id: { type: 'uuid', primary: true },
    id: { type: 'uuid', primary: true },
    position: { type: 'integer' },
    phone: { type: 'text' },
    product_id: { type: 'uuid' },
    modifiers: { type: 'jsonb' },
    quantity: { type: 'integer' },
    note: { type: 'text', nullable: true },
  },
});
