import type { OutletScope, Page, PageRequest } from '#libs/kernel';

import type { Customer } from './customer.js';

/** Which customers an outlet knows. A customer of no outlet is an ADMIN's alone to see. Writing joins the ambient transaction. */
export abstract class CustomerBook {
  /** Joins the customer to these outlets; they may be there already. */
  abstract enter(customerId: string, outletIds: readonly string[], at: Date): Promise<void>;

  /** Takes them off the books of these outlets (of all: null); answers how many outlets still know them. */
  abstract strike(customerId: string, outletIds: readonly string[] | null): Promise<number>;

  /** The outlets that know a customer, and since when. */
  abstract outletsOf(customerId: string): Promise<{ readonly outletId: string; readonly since: Date }[]>;
}

export interface CustomerFilter {
  /** A part of the name, the e-mail address or the telephone number; accents and case do not matter. */
  readonly q?: string;
}

/** What screens show. A scope of outlets shows their customers alone, `all` shows every customer. */
export abstract class CustomerQueries {
  abstract find(customerId: string, scope: OutletScope): Promise<Customer | null>;

  /** Newest first. */
  abstract list(scope: OutletScope, filter: CustomerFilter, page: PageRequest): Promise<Page<Customer>>;
}
