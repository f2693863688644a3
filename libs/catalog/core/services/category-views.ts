import { Injectable } from '@nestjs/common';

import type { Actor, Page, PageRequest } from '#libs/kernel';

import { CatalogQueries, type CategoryView, type Timed } from '../catalog.ports.js';
import { categoryNotFound } from '../model/catalog.errors.js';
import { CatalogScopes } from './catalog-scopes.js';

/** Categories as an actor sees them. */
@Injectable()
export class CategoryViews {
  constructor(
    private readonly queries: CatalogQueries,
    private readonly scopes: CatalogScopes,
  ) {}

  /** Throws `OUTLET_NOT_FOUND`. */
  async page(input: {
    actor: Actor | undefined;
    outletId?: string;
    page: PageRequest;
  }): Promise<Timed<Page<CategoryView>>> {
    return this.queries.categories(await this.scopes.of(input.actor, input.outletId), input.page);
  }

  /** Throws `OUTLET_NOT_FOUND`, `CATEGORY_NOT_FOUND`. */
  async get(input: { actor: Actor | undefined; outletId?: string; id: string }): Promise<Timed<CategoryView>> {
    const category = await this.queries.category(await this.scopes.of(input.actor, input.outletId), input.id);
    if (!category) throw categoryNotFound();
    return category;
  }
}
