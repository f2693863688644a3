import { Injectable } from '@nestjs/common';

import { Clock } from '#libs/kernel';

import type { ProductView, Timed } from '../catalog.ports.js';
import { type CatalogScope, sellersOf } from '../model/catalog-scope.js';
import { earliest, type SalesChannel } from '../model/menu.js';
import { atOutlet, priceAt, priceTurns } from '../model/outlet-terms.js';
import { CatalogScopes } from './catalog-scopes.js';

/** What outlets and the price list make of products, for whoever buys them. */
@Injectable()
export class OutletPrices {
  constructor(
    private readonly scopes: CatalogScopes,
    private readonly clock: Clock,
  ) {}

  /**
   * Products as an outlet sells them through a channel at this moment, and when that changes. Of several outlets that differ, the product's own. Costs nothing
   * where nothing has terms.
   */
  async applied(
    products: readonly ProductView[],
    scope: CatalogScope,
    channel: SalesChannel,
  ): Promise<Timed<readonly ProductView[]>> {
    const isTermed = ({ terms, variants = [] }: ProductView) => terms ?? variants.some((variant) => variant.terms);
    if (!products.some(isTermed)) return { value: products, changesAt: null };
    const at = this.clock.now();
    const zones = new Map<string, string>();
    for (const { id } of scope.outlets) zones.set(id, await this.scopes.zoneOf(id));
    const turns: (Date | null)[] = [];
    const seen = (product: ProductView): ProductView => {
      const variants = product.variants?.map(seen);
      const whole = variants ? { ...product, variants } : product;
      const { terms } = product;
      if (!terms) return whole;
      const sold = sellersOf(product, scope.outlets).map(({ id: outletId }) => {
        const place = { outletId, timeZone: zones.get(outletId) ?? 'UTC' };
        turns.push(...priceTurns(terms.prices, place, at, channel));
        const here = atOutlet(product, terms, outletId);
        return { ...here, price: priceAt(here.price, terms.prices, { place, at, channel }) };
      });
      const [first, ...others] = sold;
      if (!first || others.some((other) => !isSold(first, other))) return { ...whole, regularPrice: product.price };
      const { price, name, station, taxRate, modifierGroups, translations } = first;
      return { ...whole, price, name, station, taxRate, modifierGroups, translations, regularPrice: product.price };
    };
    return { value: products.map(seen), changesAt: earliest(turns) };
  }
}

/** Whether two outlets sell a product as the same. */
const isSold = (one: ProductView, other: ProductView): boolean =>
  one.price === other.price &&
  one.name === other.name &&
  JSON.stringify(one.modifierGroups) === JSON.stringify(other.modifierGroups);
