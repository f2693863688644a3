import type { MinorUnits } from '#libs/kernel';

import type { Box } from './packing.js';
import type { ParcelState } from './shipping.api.js';

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

export interface ParcelNews {
  readonly reference: string | null;
  /** Where it has been, in any order. `at` is null where the carrier says no date. */
  readonly steps: readonly { readonly state: ParcelState; readonly at: Date | null }[];
}

/** By tracking number; numbers that the carrier does not know are left out. */
export type TrackOutcome =
  | { readonly kind: 'told'; readonly parcels: ReadonlyMap<string, ParcelNews> }
  | { readonly kind: 'failed'; readonly failure: CarrierFailure };

/** A carrier, or a house that speaks for many. Never throws for what the carrier does; never called inside a unit of work. */
export abstract class ShippingCarrier {
  /** As in SHIPPING_PROVIDER. */
  abstract readonly name: string;

  /** Prices in centavos. */
  abstract quote(request: QuoteRequest): Promise<QuoteOutcome>;

  /** Whether it can be asked about this number at all. */
  abstract follows(trackingNumber: string): boolean;

  /** 50 parcels at most. */
  abstract track(parcels: readonly ParcelReference[]): Promise<TrackOutcome>;
}

/** The carrier of this installation; null when none is set up. It serves Brazilian outlets alone. */
export abstract class ChosenCarrier {
  abstract readonly carrier: ShippingCarrier | null;
  /** Where parcels leave from, eight digits; empty without a carrier. */
  abstract readonly senderCep: string;
  /** How long a quote counts as fresh; 0 asks every time. */
  abstract readonly quoteTtlMs: number;
}
