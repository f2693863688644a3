import type { MinorUnits } from '#libs/kernel';

import type { Box } from './packing.js';
import type { ParcelState } from '../shipping.api.js';

/** What a carrier takes for a box, and how many working days it needs. */
export interface CarrierQuote {
  readonly carrier: string;
  readonly service: string;
  readonly price: MinorUnits;
  readonly days: number;
}

export interface QuoteRequest {
  /** Eight digits each. */
  readonly fromCep: string;
  readonly toCep: string;
  readonly box: Box;
}

/**
 * Why a carrier was of no use. `UNAVAILABLE`: down, slow, or its breaker is open. `MISUNDERSTOOD`: it answered what its API does not say.
 * `REFUSED`: it does not take our credentials or our question, and a person has to look.
 */
export type CarrierFailure = 'UNAVAILABLE' | 'MISUNDERSTOOD' | 'REFUSED';

/** An empty list: the carrier does not go there. */
export type QuoteOutcome =
  | { readonly kind: 'quoted'; readonly quotes: readonly CarrierQuote[] }
  | { readonly kind: 'failed'; readonly failure: CarrierFailure };

export interface ParcelReference {
  readonly trackingNumber: string;
  /** The carrier's own id of the parcel, as it told it before. */
  readonly reference: string | null;
}

export interface ParcelUpdate {
  readonly reference: string | null;
  /** Where it has been, in any order. `at` is null where the carrier says no date. */
  readonly steps: readonly { readonly state: ParcelState; readonly at: Date | null }[];
}

/** By tracking number; numbers that the carrier does not know are left out. */
export type TrackOutcome =
  | { readonly kind: 'told'; readonly parcels: ReadonlyMap<string, ParcelUpdate> }
  | { readonly kind: 'failed'; readonly failure: CarrierFailure };
