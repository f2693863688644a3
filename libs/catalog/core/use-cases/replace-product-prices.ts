import { Injectable } from '@nestjs/common';

import { assertVersion, Clock, invalid, type MinorUnits, UnitOfWork, type UserActor } from '#libs/kernel';

import { productNotFound } from '../model/catalog.errors.js';
import { sellersOf } from '../model/catalog-scope.js';
import { ProductRepository, ProductTermsRepository } from '../catalog.ports.js';
import { cheapestChoices } from '../model/modifiers.js';
import { NO_TERMS } from '../model/outlet-terms.js';
import { isOfOutletAlone, type ListedPrice, listFaults } from '../model/price-list.js';
import type { Product } from '../model/product.js';
import { CatalogScopes } from '../services/catalog-scopes.js';
import type { PriceList } from '../services/price-lists.js';
import { TermsLog } from '../services/terms-log.js';

export interface ReplaceProductPricesInput {
  readonly actor: UserActor;
  readonly productId: string;
  /** The product's version that the caller has seen; unchecked when absent. */
  readonly version?: number;
  readonly prices: readonly ListedPrice[];
}

/** All that a product costs beside its own price. A row of an outlet alone is that outlet's own price. */
@Injectable()
export class ReplaceProductPrices {
  constructor(
    private readonly products: ProductRepository,
    private readonly terms: ProductTermsRepository,
    private readonly scopes: CatalogScopes,
    private readonly log: TermsLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** The list is of the product's next version. Throws `PRODUCT_NOT_FOUND`, `VERSION_CONFLICT`, `VALIDATION_FAILED` with every fault. */
  async execute({ actor, productId, version, prices }: ReplaceProductPricesInput): Promise<PriceList> {
    const scope = await this.scopes.of(actor);
    return this.unitOfWork.run(async () => {
      const family = await this.products.lockFamily(scope, productId);
      const product = family.find(({ id }) => id === productId);
      if (!product) throw productNotFound();
      assertVersion(version, product.version);
      const faults = listFaults(prices, {
        outlets: new Set(sellersOf(product, scope.outlets).map(({ id }) => id)),
        unknownSchedules: await this.terms.unknownSchedules(prices.flatMap(({ scheduleId }) => scheduleId ?? [])),
        cheapest: cheapestChoices(product.modifierGroups),
      });
      if (faults.length > 0) throw invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', faults);
      const [own, listed] = [prices.filter(isOfOutletAlone), prices.filter((row) => !isOfOutletAlone(row))];
      await this.setOutletPrices(productId, new Map(own.map(({ outletId, price }) => [outletId ?? '', price])));
      await this.terms.replacePrices(productId, listed);
      const next = await this.nextVersion(product, family);
      await this.log.prices(actor, product, { prices: prices.length });
      return { version: next, prices: [...own, ...listed] };
    });
  }

  private async setOutletPrices(productId: string, prices: ReadonlyMap<string, MinorUnits>): Promise<void> {
    const before = await this.terms.priced(productId);
    for (const terms of before) {
      const price = prices.get(terms.outletId) ?? null;
      if (price === terms.price) continue;
      await this.terms.save({ ...terms, price, version: terms.version + 1 }, this.clock.now());
    }
    for (const [outletId, price] of prices) {
      if (before.some((terms) => terms.outletId === outletId)) continue;
      const terms = (await this.terms.find(outletId, productId)) ?? { ...NO_TERMS, outletId, productId, version: 0 };
      await this.terms.save({ ...terms, price, version: terms.version + 1 }, this.clock.now());
    }
  }

  /** A variant's version is its parent's, too. */
  private async nextVersion(product: Product, family: readonly Product[]): Promise<number> {
    const parent = family.find(({ id }) => id === product.parentId);
    const updatedAt = this.clock.now();
    const written = [product, ...(parent ? [parent] : [])].map((one) => ({
      ...one,
      version: one.version + 1,
      updatedAt,
    }));
    await this.products.update(written);
    return product.version + 1;
  }
}
