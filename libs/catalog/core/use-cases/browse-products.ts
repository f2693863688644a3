import { Injectable } from '@nestjs/common';

import type { Actor, Page, PageRequest } from '#libs/kernel';

import { categoryNotFound } from '../catalog.errors.js';
import { CatalogQueries, type ProductFilter, type Timed } from '../catalog.ports.js';
import { CatalogViews } from '../catalog-views.js';
import { ProductStock, type StockedProduct } from '../product-stock.js';

export interface BrowseProductsInput {
  readonly actor: Actor | undefined;
  readonly outletId?: string;
  readonly filter: ProductFilter;
  readonly page: PageRequest;
  /** Refuse a category that does not exist, instead of answering that it is empty. */
  readonly categoryMustExist?: boolean;
}

/** Lists and searches. */
@Injectable()
export class BrowseProducts {
  constructor(
    private readonly queries: CatalogQueries,
    private readonly stock: ProductStock,
    private readonly views: CatalogViews,
  ) {}

  async execute(input: BrowseProductsInput): Promise<Timed<Page<StockedProduct>>> {
    const { actor, outletId, filter, page } = input;
    const view = await this.views.of(actor, outletId);
    if (input.categoryMustExist && filter.categoryId !== undefined) {
      if (!(await this.queries.category(view, filter.categoryId))) throw categoryNotFound();
    }
    const { value, changesAt } = await this.queries.products(view, filter, page);
    return { value: { ...value, data: await this.stock.shown(value.data, view) }, changesAt };
  }
}
