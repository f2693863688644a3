import type { MinorUnits, OutletScope, Page, PageRequest } from '#libs/kernel';

export interface PurchasedItem {
  readonly product_id: string;
  readonly name: string;
  readonly quantity: number;
  readonly total: MinorUnits;
  readonly status: string;
}

/** One order of a customer's, in the words of the wire. */
export interface Purchase {
  readonly id: string;
  readonly number: string;
  readonly outlet_id: string;
  readonly type: string;
  readonly status: string;
  readonly payment_status: string;
  readonly items: readonly PurchasedItem[];
  readonly total_amount: MinorUnits;
  readonly paid_amount: MinorUnits;
  readonly refunded_amount: MinorUnits;
  readonly currency: string;
  readonly created_at: string;
}

export interface PurchasesOf {
  readonly customerId: string;
  /** The outlets whose orders the caller may see. */
  readonly outlets: OutletScope;
}

/** What a customer has bought, newest first. Implemented by ordering, which customers must not call. Takes and gives cursors. */
export abstract class PurchaseHistory {
  abstract list(whose: PurchasesOf, page: PageRequest): Promise<Page<Purchase>>;
}
