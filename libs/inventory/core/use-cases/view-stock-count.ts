import { Injectable } from '@nestjs/common';

import { type Actor, outletScope } from '#libs/kernel';

import { type StockCount, StockCountRepository } from '../inventory.ports.js';

@Injectable()
export class ViewStockCount {
  constructor(private readonly counts: StockCountRepository) {}

  execute({ actor, id }: { readonly actor: Actor; readonly id: string }): Promise<StockCount> {
    return this.counts.get(outletScope(actor), id);
  }
}
