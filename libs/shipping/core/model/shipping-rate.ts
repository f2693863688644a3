import { type MinorUnits, newId } from '#libs/kernel';

import { rangeReversed } from './shipping.errors.js';
import type { CarrierQuote } from './carrier.js';

export interface RateFields {
  /** As customers read it: `Motoboy`. */
  readonly carrier: string;
  readonly service: string;
  /** First and last CEP that it holds for, eight digits each. */
  readonly cepFrom: string;
  readonly cepTo: string;
  /** It holds for parcels up to this weight. */
  readonly maxWeightGrams: number;
  /** In the outlet's currency. */
  readonly price: MinorUnits;
  /** Working days. */
  readonly days: number;
}

/** A line of an outlet's own table: what it takes for a parcel when no carrier is asked, or none answers. */
export interface ShippingRate extends RateFields {
  readonly id: string;
  readonly outletId: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Throws `CEP_RANGE_REVERSED`. */
export function newRate(outletId: string, fields: RateFields, now: Date): ShippingRate {
  if (fields.cepTo < fields.cepFrom) throw rangeReversed();
  return { id: newId(), outletId, ...fields, version: 1, createdAt: now, updatedAt: now };
}

/** The rate with some fields changed, or the same object when nothing differs. Throws `CEP_RANGE_REVERSED`. */
export function reviseRate(rate: ShippingRate, changes: Partial<RateFields>, now: Date): ShippingRate {
  const differs = Object.entries(changes).some(([name, value]) => rate[name as keyof RateFields] !== value);
  if (!differs) return rate;
  const revised = { ...rate, ...changes, version: rate.version + 1, updatedAt: now };
  if (revised.cepTo < revised.cepFrom) throw rangeReversed();
  return revised;
}

/** What a table says of a parcel: of each carrier and service the lightest weight class that holds it, and of those the cheapest. */
export function quotesByRates(rates: readonly ShippingRate[], cep: string, weightGrams: number): CarrierQuote[] {
  const best = new Map<string, ShippingRate>();
  for (const rate of rates) {
    if (cep < rate.cepFrom || cep > rate.cepTo || weightGrams > rate.maxWeightGrams) continue;
    const name = JSON.stringify([rate.carrier, rate.service]);
    const known = best.get(name);
    if (!known || isCloser(rate, known)) best.set(name, rate);
  }
  return [...best.values()].map(({ carrier, service, price, days }) => ({ carrier, service, price, days }));
}

const isCloser = (rate: ShippingRate, known: ShippingRate): boolean =>
  rate.maxWeightGrams === known.maxWeightGrams ? rate.price < known.price : rate.maxWeightGrams < known.maxWeightGrams;
