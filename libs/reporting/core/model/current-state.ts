import type { MinorUnits } from '#libs/kernel';

/** A product that an outlet has no more of than its threshold. */
export interface LowStock {
  readonly outlet_id: string;
  readonly outlet_name: string;
  readonly product_id: string;
  readonly sku: string | null;
  readonly name: string;
  readonly stock: number;
  readonly low_stock_threshold: number;
}

/** Bills of one currency that nobody has paid in full yet. */
export interface OpenBills {
  readonly currency: string;
  readonly count: number;
  readonly amount_due: MinorUnits;
}
