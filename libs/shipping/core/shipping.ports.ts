import type { CursorPage, OutletScope, Page, PageRequest } from '#libs/kernel';

import type { CheckResult, Shipment } from './model/shipment.js';
import type { CarrierQuote, ParcelReference, QuoteOutcome, QuoteRequest, TrackOutcome } from './model/carrier.js';
import type { NewParcel, ParcelState, SentParcel, ShippingAddress } from './shipping.api.js';
import type { ShippingRate } from './model/shipping-rate.js';

/** A question to a carrier. `zone`: the first five digits of the CEP, which is what prices go by. */
export interface QuoteKey {
  readonly outletId: string;
  readonly provider: string;
  readonly fromCep: string;
  readonly zone: string;
  readonly box: string;
}

export interface KeptQuotes {
  readonly quotes: readonly CarrierQuote[];
  readonly quotedAt: Date;
}

/** The carrier's last good words on every question, shared by all processes and still there after a restart. */
export abstract class QuoteBook {
  /** What is not newer than `freshSince` may have been replaced by another process, and is looked up. */
  abstract find(key: QuoteKey, freshSince: Date): Promise<KeptQuotes | null>;
  /** Older words never replace newer ones. */
  abstract keep(key: QuoteKey, kept: KeptQuotes): Promise<void>;
  abstract forget(before: Date): Promise<void>;
}

export abstract class RateRepository {
  abstract find(scope: OutletScope, id: string): Promise<ShippingRate | null>;
  /** Those that may hold for a CEP. */
  abstract holding(outletId: string, cep: string): Promise<ShippingRate[]>;
  /** Throws `SHIPPING_RATE_TAKEN`. */
  abstract insert(rate: ShippingRate): Promise<void>;
  /** Writes the state after a change. False when the stored version is not the one just before it. Throws `SHIPPING_RATE_TAKEN`. */
  abstract update(rate: ShippingRate): Promise<boolean>;
  abstract remove(scope: OutletScope, id: string): Promise<ShippingRate | null>;
}

/** An outlet's own rates, to be shown. */
export abstract class RateQueries {
  /** Throws `SHIPPING_RATE_NOT_FOUND` when unknown or outside the scope. */
  abstract get(scope: OutletScope, id: string): Promise<ShippingRate>;
  /** By carrier, service, first CEP and weight. */
  abstract page(scope: OutletScope, request: PageRequest): Promise<Page<ShippingRate>>;
}

export interface ShipmentFilter {
  readonly orderId?: string;
  readonly state?: ParcelState;
  /** Only parcels that a person should look at: FAILED, given up, or asked about in vain again and again. */
  readonly attention?: boolean;
}

/** Parcels, to be shown. */
export abstract class ShipmentQueries {
  /** Throws `SHIPMENT_NOT_FOUND` when unknown or outside the scope. */
  abstract get(scope: OutletScope, id: string): Promise<Shipment>;
  /** Newest first. */
  abstract page(scope: OutletScope, filter: ShipmentFilter, request: PageRequest): Promise<CursorPage<Shipment>>;
}

export abstract class ShipmentRepository {
  /** The order's parcel as it was booked; nothing when it has one. In the ambient transaction. */
  abstract book(parcel: NewParcel, now: Date): Promise<void>;

  /**
   * The order's parcel goes under this number; booked now when nobody did. Another number than before starts its way anew. Null when it had
   * this number and carrier already. Throws `TRACKING_NUMBER_TAKEN`. In the ambient transaction.
   */
  abstract send(parcel: SentParcel, followed: boolean, now: Date): Promise<Shipment | null>;

  /** Of a parcel that waits; a parcel that is under way keeps its address. */
  abstract redirect(outletId: string, orderId: string, address: ShippingAddress, now: Date): Promise<void>;
  abstract findByNumber(trackingNumber: string): Promise<Shipment | null>;
  abstract find(scope: OutletScope, id: string): Promise<Shipment | null>;
  /** Null when none was ever booked or sent for the order. */
  abstract ofOrder(outletId: string, orderId: string): Promise<Shipment | null>;

  /** Parcels that are due to be asked about, taken so that nobody else asks about them until `until`. */
  abstract claimDue(now: Date, until: Date, limit: number): Promise<Shipment[]>;
  /**
   * Writes what a check told of this number. Updates of a number that the parcel no longer has, and a state that is not above the stored one,
   * change nothing.
   */
  abstract record(shipment: Shipment, result: CheckResult, now: Date): Promise<void>;

  /** The order was voided: a parcel that was not sent never will be. */
  abstract cancel(outletId: string, orderId: string, now: Date): Promise<void>;
  /** The order is done: a parcel that no carrier is asked about has arrived. */
  abstract arrived(outletId: string, orderId: string, now: Date): Promise<void>;

  abstract ofCustomer(customerId: string): Promise<Shipment[]>;
  /** Removes who it is for: at once from parcels that have ended, from the others as soon as they do. */
  abstract anonymise(customerId: string, now: Date): Promise<void>;
  /** Finishes what `anonymise` left for later, also of parcels that never ended, once nothing changed since `before`. */
  abstract anonymiseOverdue(before: Date): Promise<void>;
}

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
