import { Injectable } from '@nestjs/common';

import { ruleBroken } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { categoryElsewhere, categoryNotFound, currencyRequired } from '../model/catalog.errors.js';
import { CategoryRepository } from '../catalog.ports.js';
import type { Category } from '../model/category.js';
import type { CatalogScope } from '../model/catalog-scope.js';
import type { ProductHome } from '../model/product.js';

/** Where a product belongs: its outlet and currency, and the category it is put into. */
@Injectable()
export class ProductPlacement {
  constructor(
    private readonly outlets: OutletsApi,
    private readonly categories: CategoryRepository,
  ) {}

  /** Throws `OUTLET_NOT_FOUND`, `CURRENCY_MISMATCH` or `CURRENCY_REQUIRED`. */
  async home(outletId: string | null, currency: string | undefined): Promise<ProductHome> {
    if (outletId === null) return { outletId, currency: currency ?? (await this.oldestCurrency()) };
    const outlet = await this.outlets.get(outletId);
    if (currency !== undefined && currency !== outlet.currency) {
      throw ruleBroken('CURRENCY_MISMATCH', `${outlet.name} sells in ${outlet.currency}.`, {
        currency: outlet.currency,
      });
    }
    return { outletId, currency: outlet.currency };
  }

  /**
   * The category, held against deletion until the unit of work ends. A product of all outlets needs a category of all outlets.
   * Throws `CATEGORY_NOT_FOUND`, `CATEGORY_ELSEWHERE`.
   */
  async category(scope: CatalogScope, id: string, outletId: string | null): Promise<Category> {
    const category = await this.categories.hold(scope, id);
    if (!category) throw categoryNotFound();
    if (category.outletId !== null && category.outletId !== outletId) throw categoryElsewhere();
    return category;
  }

  /** Where products of a category are made: where it says, else where one above it does. */
  async stationIn(category: Category | null): Promise<string | null> {
    if (!category || category.station !== null || category.parentId === undefined) return category?.station ?? null;
    return this.categories.stationAbove(category.id);
  }

  /** By outlet id (null: shared products): the categories that its products may be put into, oldest first. */
  async usableCategories(outletIds: Iterable<string | null>): Promise<Map<string | null, readonly Category[]>> {
    const usable = new Map<string | null, readonly Category[]>();
    for (const outletId of outletIds) usable.set(outletId, await this.categories.usableAt(outletId));
    return usable;
  }

  async addCategories(categories: readonly Category[]): Promise<void> {
    await this.categories.insert(categories);
  }

  private async oldestCurrency(): Promise<string> {
    const [oldest] = await this.outlets.list('all');
    if (!oldest) throw currencyRequired();
    return oldest.currency;
  }
}
