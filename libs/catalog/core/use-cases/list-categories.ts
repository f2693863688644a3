import { Injectable } from '@nestjs/common';

import type { Actor, Page, PageRequest } from '#libs/kernel';

import { CatalogQueries, type CategoryView, type Timed } from '../catalog.ports.js';
import { CatalogViews } from '../catalog-views.js';

export interface ListCategoriesInput {
  readonly actor: Actor | undefined;
  readonly outletId?: string;
  readonly page: PageRequest;
}

@Injectable()
export class ListCategories {
  constructor(
    private readonly queries: CatalogQueries,
    private readonly views: CatalogViews,
  ) {}

  async execute({ actor, outletId, page }: ListCategoriesInput): Promise<Timed<Page<CategoryView>>> {
    return this.queries.categories(await this.views.of(actor, outletId), page);
  }
}
