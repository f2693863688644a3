import { type FindOptionsWhere, In } from 'typeorm';

import type { OutletScope } from '#libs/kernel';

import type { ShippingRate } from '../core/model/shipping-rate.js';
import type { ShippingRateRow } from './shipping.schema.js';

export const within = (scope: OutletScope): FindOptionsWhere<ShippingRateRow> =>
  scope === 'all' ? {} : { outlet_id: In([...scope]) };

export const toRate = (row: ShippingRateRow): ShippingRate => ({
  id: row.id,
  outletId: row.outlet_id,
  carrier: row.carrier,
  service: row.service,
  cepFrom: row.cep_from,
  cepTo: row.cep_to,
  maxWeightGrams: row.max_weight_grams,
  price: row.price,
  days: row.days,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

export const toRow = (rate: ShippingRate): ShippingRateRow => ({
  id: rate.id,
  outlet_id: rate.outletId,
  carrier: rate.carrier,
  service: rate.service,
  cep_from: rate.cepFrom,
  cep_to: rate.cepTo,
  max_weight_grams: rate.maxWeightGrams,
  price: rate.price,
  days: rate.days,
  version: rate.version,
  created_at: rate.createdAt,
  updated_at: rate.updatedAt,
});
