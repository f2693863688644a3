import type { MinorUnits } from '#libs/kernel';

/** One way to send a parcel; `carrier` and `service` together name it. */
export interface ShippingOption {
  /** As people know it: `Correios PAC`. */
  readonly carrier: string;
  /** The carrier's word for this way: `PAC`. */
  readonly service: string;
  /** In the outlet's currency. */
  readonly price: MinorUnits;
  /** Working days until the parcel should be there. */
  readonly days: number;
  /** True when the carrier did not answer: its last good quote, or the outlet's own rate. */
  readonly stale: boolean;
}

/** Where a parcel goes, as the label says it. */
export interface ShippingAddress {
  readonly recipient: string | null;
  readonly street: string;
  readonly number: string;
  readonly complement: string | null;
  readonly district: string | null;
  readonly city: string;
  /** The two letters of the state: `SP`. */
  readonly state: string;
  /** Eight digits. */
  readonly cep: string;
}

export interface ParcelItem {
  readonly productId: string;
  readonly quantity: number;
}

export interface ShippingQuestion {
  readonly outletId: string;
  /** Eight digits, or with its hyphen. */
  readonly cep: string;
  readonly items: readonly ParcelItem[];
}

/** What the customer took; without `carrier` the cheapest option of that service. */
export interface ShippingChoice extends ShippingQuestion {
  readonly service: string;
  readonly carrier?: string;
}

export interface NewParcel {
  readonly orderId: string;
  readonly outletId: string;
  readonly customerId: string | null;
  readonly option: ShippingOption;
  readonly address: ShippingAddress;
  readonly currency: string;
}

/** What an order asks of shipping. `options` and `choose` may ask a carrier: never call them inside a unit of work. */
export abstract class ShippingApi {
  /**
   * Every way to send these products from the outlet to the CEP, cheapest first. Empty when nobody goes there. Throws `INVALID_CEP` (422),
   * `PRODUCT_NOT_FOUND` (404), and `SHIPPING_UNAVAILABLE` (503) when the carrier does not answer and nothing is known without it.
   */
  abstract options(question: ShippingQuestion): Promise<ShippingOption[]>;

  /** The option as it is priced now. Throws `SHIPPING_OPTION_UNAVAILABLE` (422) when it is not among them, and what {@link options} throws. */
  abstract choose(choice: ShippingChoice): Promise<ShippingOption>;

  /** Writes the parcel that an order owes, in the ambient transaction. Booking an order's parcel twice changes nothing. */
  abstract book(parcel: NewParcel): Promise<void>;
}

export interface SentParcel {
  readonly orderId: string;
  readonly outletId: string;
  readonly customerId: string | null;
  readonly trackingNumber: string;
  /** Null: who was booked. */
  readonly carrier: string | null;
}

/**
 * The life of a parcel. `PENDING`: booked, not handed over. `FAILED`: something is wrong with it (an attempt in vain, lost); it may still
 * arrive. `CANCELLED`: its order ended before it was sent.
 */
export type ParcelState =
  'PENDING' | 'POSTED' | 'IN_TRANSIT' | 'OUT_FOR_DELIVERY' | 'FAILED' | 'DELIVERED' | 'RETURNED' | 'CANCELLED';

/** Whether somebody has handed it over; null is no parcel at all. */
export const hasLeft = (state: ParcelState | null): boolean =>
  state !== null && state !== 'PENDING' && state !== 'CANCELLED';

export interface ParcelStep {
  readonly state: ParcelState;
  readonly at: Date;
}

/** What anybody who knows the number may know. */
export interface TrackedParcel {
  readonly trackingNumber: string;
  readonly carrier: string | null;
  readonly state: ParcelState;
  readonly shippedAt: Date;
  readonly updatedAt: Date;
  /** The states it went through, oldest first. */
  readonly steps: readonly ParcelStep[];
}

/** An order's parcel as its customer and the staff may know it. */
export interface OrderParcel {
  /** Null for a parcel that nobody booked, and once whoever it was for has left. */
  readonly address: ShippingAddress | null;
  readonly carrier: string | null;
  readonly service: string | null;
  /** Working days that were promised when it was booked; null for a parcel that nobody booked. */
  readonly days: number | null;
  readonly state: ParcelState;
  readonly trackingNumber: string | null;
  readonly shippedAt: Date | null;
  /** The states it went through, oldest first. */
  readonly steps: readonly ParcelStep[];
}

/** What ordering tells and asks of parcels that are on their way. */
export abstract class ParcelTracking {
  /**
   * The order's parcel was sent under this number; in the ambient transaction. `isNews` is false when that was known. Throws
   * `TRACKING_NUMBER_TAKEN` (409) when another order's parcel has the number.
   */
  abstract sent(parcel: SentParcel): Promise<{ readonly parcel: TrackedParcel; readonly isNews: boolean }>;

  /** Where the order's parcel is; null when none was ever booked or sent for it. */
  abstract stateOf(outletId: string, orderId: string): Promise<ParcelState | null>;

  /** Sends a parcel that was not handed over elsewhere; in the ambient transaction. */
  abstract redirect(outletId: string, orderId: string, address: ShippingAddress): Promise<void>;

  /** The order's parcel; null when none was ever booked or sent for it. */
  abstract ofOrder(outletId: string, orderId: string): Promise<OrderParcel | null>;

  /** Null for a number that no parcel has. */
  abstract find(trackingNumber: string): Promise<TrackedParcel | null>;
}

/** Where an order's goods went, as its invoice must say it. */
export abstract class ParcelDestinations {
  /** Null for an order that no parcel was booked for, and for an address that was forgotten with its customer. */
  abstract of(outletId: string, orderId: string): Promise<ShippingAddress | null>;
}
