import { Injectable } from '@nestjs/common';

import { CatalogApi, type SellableProduct, variantRequired } from '#libs/catalog';
import { type Actor, assertOutlet, type OutletScope, outletScope, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { outletRequired, productNotFound, productsNotFound } from '../model/inventory.errors.js';

/** Where a product is stocked, and what is sold of it there. */
export interface StockedProduct {
  readonly outletId: string;
  readonly product: SellableProduct;
}

/** Which outlets an actor means, and what those outlets sell. What is not theirs does not exist. */
@Injectable()
export class StockedProducts {
  constructor(
    private readonly outlets: OutletsApi,
    private readonly catalog: CatalogApi,
  ) {}

  /** The scope of a list: the outlet asked for, or all of the actor's. */
  async scopeOf(actor: Actor, outletId: string | undefined): Promise<OutletScope> {
    return outletId === undefined ? outletScope(actor) : [await this.theirs(actor, outletId)];
  }

  /** The outlet's id, when the actor may act there. Throws `OUTLET_NOT_FOUND`. */
  async theirs(actor: Actor, outletId: string): Promise<string> {
    assertOutlet(actor, outletId);
    return (await this.outlets.get(outletId)).id;
  }

  /**
   * The one outlet where the actor means this product: the one named, or the only one of theirs that sells it. Throws
   * `PRODUCT_NOT_FOUND`, and `OUTLET_REQUIRED` when there are several.
   */
  async locate(actor: Actor, productId: string, outletId: string | undefined): Promise<StockedProduct> {
    const candidates = outletId
      ? [await this.theirs(actor, outletId)]
      : (await this.outlets.list(outletScope(actor))).map(({ id }) => id);
    const selling: StockedProduct[] = [];
    for (const candidate of candidates) {
      const product = (await this.catalog.sellable(candidate, [productId])).get(productId);
      if (product) selling.push({ outletId: candidate, product });
    }
    const [only, another] = selling;
    if (!only) throw productNotFound();
    if (another) throw outletRequired();
    return only;
  }

  /**
   * Whoever says how much there is wants the products counted: those that are not are from now on. In the ambient transaction, before
   * their stock is locked; costs nothing for what is counted already. Throws `VARIANT_REQUIRED` for what is stocked as its variants.
   */
  async beginTracking(actor: UserActor, products: Iterable<SellableProduct>): Promise<void> {
    const all = [...products];
    const parent = all.find(({ hasVariants }) => hasVariants);
    if (parent) throw variantRequired(parent);
    const untracked = all.filter(({ trackStock }) => !trackStock);
    if (untracked.length === 0) return;
    await this.catalog.beginTracking(
      actor,
      untracked.map(({ id }) => id),
    );
  }

  /** In the ambient transaction. Throws `VERSION_CONFLICT` when the product is at another version. */
  assertVersion(actor: UserActor, productId: string, version: number): Promise<void> {
    return this.catalog.assertVersion(actor, productId, version);
  }

  /** Products by id. Throws `PRODUCT_NOT_FOUND` with the ids that the outlet does not sell. */
  async soldAt(outletId: string, productIds: readonly string[]): Promise<ReadonlyMap<string, SellableProduct>> {
    const products = await this.catalog.sellable(outletId, productIds);
    const unknown = productIds.filter((id) => !products.has(id));
    if (unknown.length === 0) return products;
    throw productsNotFound(unknown);
  }

  /** Names by product id; what the outlet does not sell any more is left out. */
  async knownNamesAt(outletId: string, productIds: readonly string[]): Promise<Map<string, string>> {
    return namesOf(await this.catalog.sellable(outletId, productIds));
  }
}

export const namesOf = (products: ReadonlyMap<string, SellableProduct>): Map<string, string> =>
  new Map([...products].map(([id, { name }]) => [id, name]));
