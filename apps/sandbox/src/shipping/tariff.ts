/** What a carrier asks for: always more for more grams, and never less for a longer way. Amounts are cents. */
export interface Tariff {
  readonly base: number;
  readonly perKilo: number;
  readonly perZone: number;
  /** Working days to the next door, and for each zone. */
  readonly days: number;
  readonly daysPerZone: number;
}

export interface Parcel {
  readonly from: string;
  readonly to: string;
  readonly grams: number;
  /** Centimetres. */
  readonly length: number;
  readonly width: number;
  readonly height: number;
  /** Cents. */
  readonly declared: number;
}

export interface Freight {
  readonly cents: number;
  /** The part of `cents` that insures what was declared. */
  readonly insuranceCents: number;
  readonly days: number;
  readonly chargedGrams: number;
  readonly isCubic: boolean;
}

export const PAC: Tariff = { base: 1490, perKilo: 390, perZone: 310, days: 4, daysPerZone: 2 };
export const SEDEX: Tariff = { base: 2190, perKilo: 720, perZone: 640, days: 1, daysPerZone: 1 };

const CUBIC_DIVISOR = 6_000;
const CUBIC_FREE_GRAMS = 5_000;
const INSURED_FREE_CENTS = 2_563;
const INSURANCE_PERCENT = 1;

/** 0 within a city's district, 1 within a region, and further with each region between: the first digit of a CEP is its region. */
export function zoneOf(from: string, to: string): number {
  if (from.slice(0, 3) === to.slice(0, 3)) return 0;
  if (from.charAt(0) === to.charAt(0)) return 1;
  return 1 + Math.abs(Number(from.charAt(0)) - Number(to.charAt(0)));
}

export function freightOf({ base, perKilo, perZone, days, daysPerZone }: Tariff, parcel: Parcel): Freight {
  const cubicGrams = Math.ceil((parcel.length * parcel.width * parcel.height * 1000) / CUBIC_DIVISOR);
  const isCubic = cubicGrams > CUBIC_FREE_GRAMS && cubicGrams > parcel.grams;
  const chargedGrams = isCubic ? cubicGrams : parcel.grams;
  const zone = zoneOf(parcel.from, parcel.to);
  const insuranceCents = Math.ceil((Math.max(0, parcel.declared - INSURED_FREE_CENTS) * INSURANCE_PERCENT) / 100);
  return {
    cents: base + Math.ceil((chargedGrams * perKilo) / 1000) + zone * perZone + insuranceCents,
    insuranceCents,
    days: days + zone * daysPerZone,
    chargedGrams,
    isCubic,
  };
}
