import type { MinorUnits } from '#libs/kernel';

export interface PurchasedItem {
  readonly product_id: string;
  readonly name: string;
  readonly quantity: number;
  readonly total: MinorUnits;
  readonly status: string;
}

/** One order of a customer's, as the wire has it. */
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
