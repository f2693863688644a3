import { Injectable } from '@nestjs/common';

import type { Actor } from '#libs/kernel';

import { categoryNotFound } from '../catalog.errors.js';
import { CatalogQueries, type CategoryView, type Timed } from '../catalog.ports.js';
import { CatalogViews } from '../catalog-views.js';

/** Throws `CATEGORY_NOT_FOUND` (404). */
@Injectable()
export class GetCategory {
  constructor(
    private readonly queries: CatalogQueries,
    private readonly views: CatalogViews,
  ) {}

  async execute(input: { actor: Actor | undefined; outletId?: string; id: string }): Promise<Timed<CategoryView>> {
    const view = await this.views.of(input.actor, input.outletId);
    const category = await this.queries.category(view, input.id);
    if (!category) throw categoryNotFound();
    return category;
  }
}
