import type { MinorUnits } from '#libs/kernel';

/** One way to send a parcel. `service` is the carrier's own code for it, and `carrier` and `service` together name the option. */
export interface ShippingOption {
  /** As people know it: `Correios PAC`. */
  readonly carrier: string;
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
