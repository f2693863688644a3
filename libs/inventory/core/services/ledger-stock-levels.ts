import { Injectable } from '@nestjs/common';

import { StockLevels } from '#libs/catalog';
import type { ActorRef } from '#libs/kernel';

import { refusalOf } from '../model/inventory.errors.js';
import { StockLedger } from '../inventory.ports.js';

/** The catalogue's port, filled by the ledger: stock as products show it and first have it. */
@Injectable()
export class LedgerStockLevels extends StockLevels {
  constructor(private readonly ledger: StockLedger) {
    super();
  }

  async onHand(productIds: readonly string[], outletIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const stocked = await this.ledger.onHand(productIds, outletIds);
    return new Map(productIds.map((id) => [id, stocked.get(id) ?? 0]));
  }

  async set(input: {
    readonly outletId: string;
    readonly productId: string;
    readonly quantity: number;
    readonly reason: string;
    readonly actor: ActorRef;
    readonly isFirst?: boolean;
  }): Promise<void> {
    const { productId, quantity, isFirst, ...rest } = input;
    const { applied, stock } = await this.ledger.post({
      ...rest,
      type: 'COUNT',
      change: 'TO',
      amounts: new Map([[productId, quantity]]),
      announcesLow: true,
      isQuiet: isFirst,
    });
    if (!applied) throw refusalOf(stock, new Map());
  }

  watch(productId: string, threshold: number | null): Promise<void> {
    return this.ledger.watch(productId, threshold);
  }
}
