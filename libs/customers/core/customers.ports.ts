import type { CursorPage, OutletScope, Page, PageRequest } from '#libs/kernel';

import type { Customer } from './model/customer.js';
import type { Purchase } from './model/purchase.js';

/** Which outlets know a customer. A customer of no outlet is an ADMIN's alone to see. Writing joins the ambient transaction. */
export abstract class CustomerOutletRepository {
  /** Joins the customer to these outlets; they may be there already. */
  abstract add(customerId: string, outletIds: readonly string[], at: Date): Promise<void>;

  /** Parts the customer from these outlets (from all: null); answers how many outlets still know them. */
  abstract remove(customerId: string, outletIds: readonly string[] | null): Promise<number>;

  /** The outlets that know a customer, and since when; the oldest first. */
  abstract outletsOf(customerId: string): Promise<{ readonly outletId: string; readonly since: Date }[]>;
}

export interface CustomerFilter {
  /** A part of the name, the e-mail address or the telephone number; accents and case do not matter. */
  readonly q?: string;
}

/** Customers, to be shown. A scope of outlets shows their customers alone, `all` shows every customer. */
export abstract class CustomerQueries {
  /** Throws `CUSTOMER_NOT_FOUND` when unknown, deleted, no CUSTOMER, or outside the scope. */
  abstract get(scope: OutletScope, customerId: string): Promise<Customer>;

  /** Newest first. */
  abstract list(scope: OutletScope, filter: CustomerFilter, page: PageRequest): Promise<Page<Customer>>;
}

export interface PurchasesOf {
  readonly customerId: string;
  /** The outlets whose orders the caller may see. */
  readonly outlets: OutletScope;
}

/** What a customer has bought, newest first. Ordering implements it, which customers must not call. Takes and gives cursors. */
export abstract class PurchaseHistory {
  abstract list(whose: PurchasesOf, page: PageRequest): Promise<CursorPage<Purchase>>;
}
