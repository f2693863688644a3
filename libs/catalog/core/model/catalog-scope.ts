import { type Actor, isStaff, outletScope } from '#libs/kernel';

import type { Product } from './product.js';

export interface SellingOutlet {
  readonly id: string;
  readonly currency: string;
}

/** The outlets whose catalogue somebody sees, oldest first. `whole`: also what no outlet sells yet. */
export interface CatalogScope {
  readonly outlets: readonly SellingOutlet[];
  readonly whole: boolean;
}

/** The outlets that sell a product, of those given. */
export const sellersOf = (
  product: Pick<Product, 'outletId' | 'currency'>,
  outlets: readonly SellingOutlet[],
): SellingOutlet[] =>
  outlets.filter(({ id, currency }) =>
    product.outletId === null ? currency === product.currency : id === product.outletId,
  );

/** The outlets whose catalogue an actor may see. */
export function visibleOutlets(actor: Actor | undefined): 'all' | readonly string[] {
  if (actor?.kind === 'guest' || (actor && isStaff(actor))) return outletScope(actor);
  return 'all';
}
