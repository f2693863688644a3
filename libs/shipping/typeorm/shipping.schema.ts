import { EntitySchema } from 'typeorm';

import type { TrackingFault } from '../core/model/shipment.js';
import type { CarrierQuote } from '../core/model/carrier.js';
import type { ParcelState, ShippingAddress } from '../core/shipping.api.js';

export interface ShippingRateRow {
  id: string;
  outlet_id: string;
  carrier: string;
  service: string;
  cep_from: string;
  cep_to: string;
  max_weight_grams: number;
  price: number;
  days: number;
  version: number;
  created_at: Date;
  updated_at: Date;
}

export interface ShippingQuoteRow {
  outlet_id: string;
  provider: string;
  from_cep: string;
  zone: string;
  box: string;
  quotes: CarrierQuote[];
  quoted_at: Date;
}

export interface StepRow {
  state: ParcelState;
  /** ISO 8601. */
  at: string;
}

export interface ShipmentRow {
  id: string;
  outlet_id: string;
  order_id: string;
  customer_id: string | null;
  carrier: string | null;
  service: string | null;
  days: number | null;
  price: number | null;
  currency: string | null;
  address: ShippingAddress | null;
  tracking_number: string | null;
  state: ParcelState;
  steps: StepRow[];
  followed: boolean;
  reference: string | null;
  next_check_at: Date | null;
  checked_at: Date | null;
  failures: number;
  fault: TrackingFault | null;
  anonymise: boolean;
  shipped_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

const key = { type: 'uuid', primary: true } as const;
const reference = { type: 'uuid' } as const;
const words = { type: 'text' } as const;
const maybeWords = { type: 'text', nullable: true } as const;
const count = { type: 'integer' } as const;
const instant = { type: 'timestamptz' } as const;
const maybeInstant = { type: 'timestamptz', nullable: true } as const;

export const ShippingRateSchema = new EntitySchema<ShippingRateRow>({
  name: 'ShippingRate',
  tableName: 'shipping_rates',
  columns: {
    id: key,
    outlet_id: reference,
    carrier: words,
    service: words,
    cep_from: words,
    cep_to: words,
    max_weight_grams: count,
    price: { type: 'bigint' },
    days: count,
    version: count,
    created_at: instant,
    updated_at: instant,
  },
});

export const ShippingQuoteSchema = new EntitySchema<ShippingQuoteRow>({
  name: 'ShippingQuote',
  tableName: 'shipping_quotes',
  columns: {
    outlet_id: key,
    provider: { type: 'text', primary: true },
    from_cep: { type: 'text', primary: true },
    zone: { type: 'text', primary: true },
    box: { type: 'text', primary: true },
    quotes: { type: 'jsonb' },
    quoted_at: instant,
  },
});

export const ShipmentSchema = new EntitySchema<ShipmentRow>({
  name: 'Shipment',
  tableName: 'shipments',
  columns: {
    id: key,
    outlet_id: reference,
    order_id: reference,
    customer_id: { type: 'uuid', nullable: true },
    carrier: maybeWords,
    service: maybeWords,
    days: { type: 'integer', nullable: true },
    price: { type: 'bigint', nullable: true },
    currency: maybeWords,
    address: { type: 'jsonb', nullable: true },
    tracking_number: maybeWords,
    state: words,
    steps: { type: 'jsonb' },
    followed: { type: 'boolean' },
    reference: maybeWords,
    next_check_at: maybeInstant,
    checked_at: maybeInstant,
    failures: count,
    fault: maybeWords,
    anonymise: { type: 'boolean' },
    shipped_at: maybeInstant,
    created_at: instant,
    updated_at: instant,
  },
});
