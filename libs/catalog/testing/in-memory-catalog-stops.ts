import type { Clock } from '#libs/kernel';

import {
  type AvailabilityChange,
  type CatalogStop,
  CatalogStops,
  type ProductStanding,
  type StopSubject,
} from '../core/catalog.ports.js';
import { type SellingOutlet, sellersOf } from '../core/model/catalog-scope.js';
import { lacksChoice } from '../core/model/modifiers.js';
import type { Product } from '../core/model/product.js';
import type { InMemoryProductRepository } from './in-memory-product.repository.js';
import type { InMemoryStockLevels } from './in-memory-stock-levels.js';

export class InMemoryCatalogStops extends CatalogStops {
  /** By subject and outlet. */
  private readonly stops = new Map<string, CatalogStop>();

  constructor(
    private readonly products: InMemoryProductRepository,
    private readonly stock: InMemoryStockLevels,
    private readonly clock: Clock,
  ) {
    super();
  }

  async put(
    subject: StopSubject,
    outletIds: readonly string[],
    until: Date | null,
    reason: string | null,
  ): Promise<string[]> {
    const fresh = outletIds.filter((outletId) => !this.stands(subject, outletId));
    for (const outletId of outletIds) this.stops.set(keyOf(subject, outletId), { ...subject, outletId, until, reason });
    return fresh;
  }

  async lift(subject: StopSubject, outletIds: readonly string[], until?: Date): Promise<string[]> {
    return outletIds.filter((outletId) => {
      const key = keyOf(subject, outletId);
      const stop = this.stops.get(key);
      if (!stop || (until && stop.until?.getTime() !== until.getTime())) return false;
      return this.stops.delete(key);
    });
  }

  async standings(outletIds: readonly string[], productIds: readonly string[]): Promise<ProductStanding[]> {
    return this.products.all
      .filter(({ id }) => productIds.includes(id) || this.variantsOf(id).some((one) => productIds.includes(one.id)))
      .flatMap((product) =>
        [...outletIds].sort().map((outletId): ProductStanding => {
          const reason = this.reasonAt(outletId, product);
          return {
            product_id: product.id,
            name: product.name,
            available: reason === null,
            unavailable_reason: reason,
            outlet_id: outletId,
          };
        }),
      );
  }

  async affectedBy(categoryId: string, outlets: readonly SellingOutlet[]): Promise<AvailabilityChange[]> {
    return this.products.all
      .filter((product) => product.categoryId === categoryId)
      .flatMap((product) =>
        sellersOf(product, outlets)
          .filter(({ id }) => !this.stands({ productId: product.id }, id))
          .map(({ id }) => ({ productId: product.id, name: product.name, outletId: id }))
          .sort((a, b) => (a.outletId < b.outletId ? -1 : 1)),
      );
  }

  private reasonAt(outletId: string, product: Product): ProductStanding['unavailable_reason'] {
    const { id, parentId, categoryId, trackStock, modifierGroups, variant, hasVariants = false } = product;
    if (variant?.active === false) return 'HIDDEN';
    const isHidden = categoryId !== null && this.stands({ categoryId }, outletId);
    const stopped = [id, parentId].some((productId) => productId !== undefined && this.stands({ productId }, outletId));
    if (isHidden || stopped) return 'STOPPED';
    if (trackStock && !hasVariants && this.stock.at(outletId, id) <= 0) return 'SOLD_OUT';
    if (lacksChoice(modifierGroups)) return 'NO_CHOICE';
    if (!hasVariants) return null;
    const reasons = this.variantsOf(id)
      .filter((one) => one.variant?.active)
      .map((one) => this.reasonAt(outletId, one));
    return reasons.includes(null) ? null : (reasons.sort()[0] ?? 'HIDDEN');
  }

  private variantsOf(id: string): readonly Product[] {
    return this.products.all.filter(({ parentId }) => parentId === id);
  }

  private stands(subject: StopSubject, outletId: string): boolean {
    const stop = this.stops.get(keyOf(subject, outletId));
    return stop !== undefined && (stop.until === null || stop.until > this.clock.now());
  }
}

const keyOf = (subject: StopSubject, outletId: string): string =>
  `${'productId' in subject ? subject.productId : subject.categoryId} ${outletId}`;
