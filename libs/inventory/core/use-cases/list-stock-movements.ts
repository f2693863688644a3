import { Injectable } from '@nestjs/common';

import type { Actor, Page, PageRequest } from '#libs/kernel';

import { type MovementFilter, type StockMovement, StockQueries } from '../inventory.ports.js';
import { StockedProducts } from '../stocked-products.js';

export interface ListStockMovementsInput extends Omit<MovementFilter, 'scope'> {
  readonly actor: Actor;
  readonly outletId?: string;
  readonly page: PageRequest;
}

@Injectable()
export class ListStockMovements {
  constructor(
    private readonly products: StockedProducts,
    private readonly queries: StockQueries,
  ) {}

  async execute({ actor, outletId, page, ...filter }: ListStockMovementsInput): Promise<Page<StockMovement>> {
    const scope = await this.products.scopeOf(actor, outletId);
    return this.queries.movements({ ...filter, scope }, page);
  }
}
