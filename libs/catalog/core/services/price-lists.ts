import { Injectable } from '@nestjs/common';

import type { UserActor } from '#libs/kernel';

import { CatalogQueries, ProductTermsRepository } from '../catalog.ports.js';
import { productNotFound } from '../model/catalog.errors.js';
import { NO_TERMS, type OutletTerms } from '../model/outlet-terms.js';
import type { ListedPrice } from '../model/price-list.js';
import { CatalogScopes } from './catalog-scopes.js';

/** A product's price list, and the version of the product that it is of. */
export interface PriceList {
  readonly version: number;
  readonly prices: readonly ListedPrice[];
}

/** What outlets and the price list make of products, as their owners see it. */
@Injectable()
export class PriceLists {
  constructor(
    private readonly queries: CatalogQueries,
    private readonly terms: ProductTermsRepository,
    private readonly scopes: CatalogScopes,
  ) {}

  /** The prices of outlets come first. Throws `PRODUCT_NOT_FOUND`. */
  async of(actor: UserActor, productId: string): Promise<PriceList> {
    const found = await this.queries.product(await this.scopes.of(actor), productId);
    if (!found) throw productNotFound();
    const own = (await this.terms.priced(productId)).flatMap(({ outletId, price }) =>
      price === null ? [] : [{ outletId, channel: null, scheduleId: null, price }],
    );
    return { version: found.value.version, prices: [...own, ...(await this.terms.prices(productId))] };
  }

  /** Of version 0 where the outlet never had anything of its own. Throws `OUTLET_NOT_FOUND`, `PRODUCT_NOT_FOUND` for what it does not sell. */
  async at(actor: UserActor, outletId: string, productId: string): Promise<OutletTerms> {
    if (!(await this.queries.product(await this.scopes.of(actor, outletId), productId))) throw productNotFound();
    return (await this.terms.find(outletId, productId)) ?? { ...NO_TERMS, outletId, productId, version: 0 };
  }
}
