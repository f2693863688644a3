import { Injectable } from '@nestjs/common';

import type { Actor, Page, PageRequest } from '#libs/kernel';

import { CatalogQueries, type CategoryView, type Timed } from '../catalog.ports.js';
import { categoryNotFound } from '../model/catalog.errors.js';
import { CatalogScopes } from './catalog-scopes.js';

/** A category with those below it. */
export interface CategoryNode {
  readonly category: CategoryView;
  readonly children: readonly CategoryNode[];
}

const ALL = { limit: 1_000_000, offset: 0 };

function nested(categories: readonly CategoryView[]): CategoryNode[] {
  const known = new Set(categories.map(({ id }) => id));
  const below = (parent: string | undefined): CategoryNode[] =>
    categories
      .filter(({ parentId }) => (parentId !== undefined && known.has(parentId) ? parentId : undefined) === parent)
      .map((category) => ({ category, children: below(category.id) }));
  return below(undefined);
}

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

  /** Those at the top, in pages, each with all that is below it. Throws `OUTLET_NOT_FOUND`. */
  async tree(input: {
    actor: Actor | undefined;
    outletId?: string;
    page: PageRequest;
  }): Promise<Timed<Page<CategoryNode>>> {
    const scope = await this.scopes.of(input.actor, input.outletId);
    const { value, changesAt } = await this.queries.categories(scope, ALL);
    const { limit, offset } = input.page;
    const tops = nested(value.data);
    return { value: { data: tops.slice(offset, offset + limit), total: tops.length, limit, offset }, changesAt };
  }

  /** Throws `OUTLET_NOT_FOUND`, `CATEGORY_NOT_FOUND`. */
  async get(input: { actor: Actor | undefined; outletId?: string; id: string }): Promise<Timed<CategoryView>> {
    const category = await this.queries.category(await this.scopes.of(input.actor, input.outletId), input.id);
    if (!category) throw categoryNotFound();
    return category;
  }

  /** The language of the one outlet that somebody asks of. */
  localeFor(actor: Actor | undefined, outletId?: string): Promise<string | undefined> {
    return this.scopes.localeFor(actor, outletId);
  }
}
