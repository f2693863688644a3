import { EntitySchema } from 'typeorm';

import type { CloseSteps, GuestOrders, ServedOrderType, TipsTo } from '../core/outlets.api.js';

export interface OutletRow {
  id: string;
  name: string;
  country: string;
  currency: string;
  locale: string;
  time_zone: string;
  business_day_cutoff: string;
  tax_rate: number;
  tax_inclusive: boolean;
  service_charge_rate: number;
  service_charge_types: ServedOrderType[];
  cash_rounding: number;
  order_prefix: string;
  cash_difference_limit: number;
  payment_methods: string[];
  address: string | null;
  phone: string | null;
  tax_number: string | null;
  fire_on: 'PAID' | 'PLACED' | 'ACCEPTED';
  max_unpaid_orders: number;
  max_pieces_per_line: number;
  max_pieces_per_order: number;
  held_stock_percent: number;
  guest_orders: GuestOrders;
  theme_accent: string | null;
  theme_logo_url: string | null;
  languages: string[];
  tips_to: TipsTo;
  tip_presets: number[];
  shift_close: CloseSteps;
  tables_need_cleaning: boolean;
  linger_minutes: number | null;
  version: number;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
}

export const OutletSchema = new EntitySchema<OutletRow>({
  name: 'Outlet',
  tableName: 'outlets',
  columns: {
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    country: { type: 'text' },
    currency: { type: 'text' },
    locale: { type: 'text' },
    time_zone: { type: 'text' },
    business_day_cutoff: { type: 'text' },
    tax_rate: { type: 'integer' },
    tax_inclusive: { type: 'boolean' },
    service_charge_rate: { type: 'integer' },
    service_charge_types: { type: 'text', array: true },
    cash_rounding: { type: 'bigint' },
    order_prefix: { type: 'text' },
    cash_difference_limit: { type: 'bigint' },
    payment_methods: { type: 'text', array: true },
    address: { type: 'text', nullable: true },
    phone: { type: 'text', nullable: true },
    tax_number: { type: 'text', nullable: true },
    fire_on: { type: 'text', default: 'PAID' },
    max_unpaid_orders: { type: 'integer', default: 3 },
    max_pieces_per_line: { type: 'integer', default: 99 },
    max_pieces_per_order: { type: 'integer', default: 200 },
    held_stock_percent: { type: 'integer', default: 50 },
    guest_orders: { type: 'text', default: 'DIRECT' },
    theme_accent: { type: 'text', nullable: true },
    theme_logo_url: { type: 'text', nullable: true },
    languages: { type: 'text', array: true, default: '{en,id,pt-BR}' },
    tips_to: { type: 'text', default: 'SERVER' },
    tip_presets: { type: 'integer', array: true, default: '{10,15,20}' },
    shift_close: { type: 'text', default: 'ONE_STEP' },
    tables_need_cleaning: { type: 'boolean', default: false },
    linger_minutes: { type: 'integer', nullable: true },
    version: { type: 'integer', default: 1 },
    created_at: { type: 'timestamptz' },
    updated_at: { type: 'timestamptz' },
    deleted_at: { type: 'timestamptz', nullable: true },
  },
});
