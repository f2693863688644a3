import { Injectable } from '@nestjs/common';

import type { Actor, CursorPage, Page, PageRequest } from '#libs/kernel';

import {
  type LevelFilter,
  type MovementFilter,
  type StockCountSummary,
  type StockLevel,
  type StockMovement,
  StockQueries,
} from '../inventory.ports.js';
import { StockedProducts } from './stocked-products.js';

interface Asked {
  readonly actor: Actor;
  /** One outlet; all of the actor's when absent. */
  readonly outletId?: string;
  readonly page: PageRequest;
}

export type ListStockLevelsInput = Asked & Omit<LevelFilter, 'scope'>;
export type ListStockMovementsInput = Asked & Omit<MovementFilter, 'scope'>;

/** A null name: the outlet does not sell the product any more. */
export type NamedStockLevel = StockLevel & { readonly name: string | null };

/** What the actor's outlets hold and held. Each list throws `OUTLET_NOT_FOUND` for an outlet that is not theirs. */
@Injectable()
export class StockViews {
  constructor(
    private readonly products: StockedProducts,
    private readonly queries: StockQueries,
  ) {}

  async levels({ actor, outletId, page, ...filter }: ListStockLevelsInput): Promise<Page<NamedStockLevel>> {
    const scope = await this.products.scopeOf(actor, outletId);
    const levels = await this.queries.levels({ ...filter, scope }, page);
    const names = await this.namesOf(levels.data);
    const data = levels.data.map((level) => ({
      ...level,
      name: names.get(level.outletId)?.get(level.productId) ?? null,
    }));
    return { ...levels, data };
  }

  async movements({ actor, outletId, page, ...filter }: ListStockMovementsInput): Promise<CursorPage<StockMovement>> {
    const scope = await this.products.scopeOf(actor, outletId);
    return this.queries.movements({ ...filter, scope }, page);
  }

  async counts({ actor, outletId, page }: Asked): Promise<CursorPage<StockCountSummary>> {
    return this.queries.counts(await this.products.scopeOf(actor, outletId), page);
  }

  private async namesOf(levels: readonly StockLevel[]): Promise<Map<string, Map<string, string>>> {
    const names = new Map<string, Map<string, string>>();
    for (const outletId of new Set(levels.map((level) => level.outletId))) {
      const ids = levels.filter((level) => level.outletId === outletId).map(({ productId }) => productId);
      names.set(outletId, await this.products.knownNamesAt(outletId, ids));
    }
    return names;
  }
}
