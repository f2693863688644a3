import { Injectable } from '@nestjs/common';

import type { Actor, Page, PageRequest } from '#libs/kernel';

import { type LevelFilter, type StockLevel, StockQueries } from '../inventory.ports.js';
import { StockedProducts } from '../stocked-products.js';

export interface ListStockLevelsInput extends Omit<LevelFilter, 'scope'> {
  readonly actor: Actor;
  readonly outletId?: string;
  readonly page: PageRequest;
}

/** A null name: the outlet does not sell the product any more. */
export type NamedStockLevel = StockLevel & { readonly name: string | null };

@Injectable()
export class ListStockLevels {
  constructor(
    private readonly products: StockedProducts,
    private readonly queries: StockQueries,
  ) {}

  async execute({ actor, outletId, page, ...filter }: ListStockLevelsInput): Promise<Page<NamedStockLevel>> {
    const scope = await this.products.scopeOf(actor, outletId);
    const levels = await this.queries.levels({ ...filter, scope }, page);
    const names = await this.namesOf(levels.data);
    const data = levels.data.map((level) => ({
      ...level,
      name: names.get(level.outletId)?.get(level.productId) ?? null,
    }));
    return { ...levels, data };
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
