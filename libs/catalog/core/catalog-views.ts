import { type Actor, isInScope, isStaff, outletScope } from '#libs/kernel';
import type { OutletsApi } from '#libs/outlets';

import { outletNotFound } from './catalog.errors.js';
import type { Product } from './product.js';

export interface SellingOutlet {
  readonly id: string;
  readonly currency: string;
}

/** The outlets through which somebody looks at the catalogue, oldest first. `whole`: also at what no outlet sells yet. */
export interface CatalogView {
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

/**
 * The catalogue is public, but staff and guests work at their outlets: they see what is sold there, and a foreign outlet's things do
 * not exist for them. Everybody else, and an ADMIN, sees all of it.
 */
export class CatalogViews {
  constructor(private readonly outlets: OutletsApi) {}

  /** Throws `OUTLET_NOT_FOUND` (404) for an outlet that is unknown, closed, or not the actor's. */
  async of(actor: Actor | undefined, outletId?: string): Promise<CatalogView> {
    const scope = visibleOutlets(actor);
    if (outletId !== undefined) {
      if (!isInScope(scope, outletId)) throw outletNotFound();
      const { id, currency } = await this.outlets.get(outletId);
      return { outlets: [{ id, currency }], whole: false };
    }
    const outlets = await this.outlets.list(scope);
    return { outlets: outlets.map(({ id, currency }) => ({ id, currency })), whole: scope === 'all' };
  }
}

/** Which outlets' catalogue an actor may see. */
export function visibleOutlets(actor: Actor | undefined): 'all' | readonly string[] {
  if (actor?.kind === 'guest' || (actor && isStaff(actor))) return outletScope(actor);
  return 'all';
}
