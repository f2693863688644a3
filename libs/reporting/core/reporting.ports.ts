import type { MinorUnits, OutletScope, Page, PageRequest } from '#libs/kernel';

import type { Grouping, Period, ProductSales, Ranking, SalesReport } from './model/sales-report.js';

/** Reads the rollups: what an answer costs depends on how many days and products it covers, never on how many orders there were. */
export abstract class SalesFigures {
  /** Time goes forward; everything else by its net sales, largest first. Cashiers come without a name. */
  abstract by(grouping: Grouping, scope: OutletScope, period: Period, page: PageRequest): Promise<SalesReport>;

  abstract ranked(ranking: Ranking, scope: OutletScope, period: Period, page: PageRequest): Promise<Page<ProductSales>>;

  /** The instant up to which everything is counted. */
  abstract asOf(): Promise<Date>;
}

export interface LowStock {
  readonly outlet_id: string;
  readonly outlet_name: string;
  readonly product_id: string;
  readonly sku: string | null;
  readonly name: string;
  readonly stock: number;
  readonly low_stock_threshold: number;
}

/** Bills that nobody has paid in full yet. */
export interface OpenBills {
  readonly currency: string;
  readonly count: number;
  readonly amount_due: MinorUnits;
}

/** What is the matter right now, read where it is kept. */
export abstract class PresentState {
  abstract openBills(scope: OutletScope): Promise<OpenBills[]>;
  abstract openShifts(scope: OutletScope): Promise<number>;
  /** What runs low, the emptiest first. */
  abstract lowStock(scope: OutletScope, page: PageRequest): Promise<Page<LowStock>>;
}
