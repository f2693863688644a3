import { Injectable } from '@nestjs/common';

import type { Actor, Page, PageRequest } from '#libs/kernel';

import { StockCountRepository, type StockCountSummary } from '../inventory.ports.js';
import { StockedProducts } from '../stocked-products.js';

export interface ListStockCountsInput {
  readonly actor: Actor;
  readonly outletId?: string;
  readonly page: PageRequest;
}

@Injectable()
export class ListStockCounts {
  constructor(
    private readonly products: StockedProducts,
    private readonly counts: StockCountRepository,
  ) {}

  async execute({ actor, outletId, page }: ListStockCountsInput): Promise<Page<StockCountSummary>> {
    return this.counts.list(await this.products.scopeOf(actor, outletId), page);
  }
}
