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
  | 'PENDING'
  | 'POSTED'
  | 'IN_TRANSIT'
  | 'OUT_FOR_DELIVERY'
  | 'FAILED'
  | 'DELIVERED'
  | 'RETURNED'
  | 'CANCELLED';

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

/** What orders ask of shipping, and tell it. */
export abstract class ShippingApi {
  /**
   * The option as it is priced now. Asks a carrier: not for a unit of work. Throws `INVALID_CEP`, `PRODUCT_NOT_FOUND`,
   * `SHIPPING_OPTION_UNAVAILABLE` when it is not among the options, and `SHIPPING_UNAVAILABLE` when the carrier does not answer and nothing
   * is known without it.
   */
  abstract choose(choice: ShippingChoice): Promise<ShippingOption>;

  /** Writes the parcel that an order owes, in the ambient transaction. Booking an order's parcel twice changes nothing. */
  abstract book(parcel: NewParcel): Promise<void>;

  /**
   * The order's parcel was sent under this number; in the ambient transaction. `isNew` is false when that was known. Throws
   * `TRACKING_NUMBER_TAKEN` when another order's parcel has the number.
   */
  abstract sent(parcel: SentParcel): Promise<{ readonly parcel: TrackedParcel; readonly isNew: boolean }>;

  /** Sends a parcel that was not handed over elsewhere; in the ambient transaction. */
  abstract redirect(outletId: string, orderId: string, address: ShippingAddress): Promise<void>;

  /** The order's parcel; null when none was ever booked or sent for it. */
  abstract ofOrder(outletId: string, orderId: string): Promise<OrderParcel | null>;

  /** Where the order's parcel is; null when none was ever booked or sent for it. */
  abstract stateOf(outletId: string, orderId: string): Promise<ParcelState | null>;

  /** Null for a number that no parcel has. */
  abstract find(trackingNumber: string): Promise<TrackedParcel | null>;
}
