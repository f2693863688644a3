import { Injectable } from '@nestjs/common';

import { actorRef, Clock, newId, type UserActor, UnitOfWork } from '#libs/kernel';

import { refusalOf } from '../model/inventory.errors.js';
import { type StockCount, StockCountRepository } from '../inventory.ports.js';
import { StockChangeLog } from '../services/stock-change-log.js';
import { StockLedger } from '../inventory.ports.js';
import { namesOf, StockedProducts } from '../services/stocked-products.js';

export interface RecordStockCountInput {
  readonly actor: UserActor;
  readonly outletId: string;
  /** Pieces found, each product once. */
  readonly items: readonly { readonly productId: string; readonly quantity: number }[];
  readonly note: string | null;
}

@Injectable()
export class RecordStockCount {
  constructor(
    private readonly products: StockedProducts,
    private readonly ledger: StockLedger,
    private readonly counts: StockCountRepository,
    private readonly journal: StockChangeLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute({ actor, outletId: wanted, items, note }: RecordStockCountInput): Promise<StockCount> {
    const outletId = await this.products.theirs(actor, wanted);
    const amounts = new Map(items.map(({ productId, quantity }) => [productId, quantity]));
    const products = await this.products.soldAt(outletId, [...amounts.keys()]);
    const by = actorRef(actor);
    return this.unitOfWork.run(async () => {
      await this.products.beginTracking(actor, products.values());
      const id = newId();
      const { applied, stock } = await this.ledger.post({
        outletId,
        type: 'COUNT',
        change: 'TO',
        amounts,
        actor: by,
        reason: note,
        referenceId: id,
        announcesLow: true,
      });
      if (!applied) throw refusalOf(stock, namesOf(products));
      const count: StockCount = { id, outletId, note, actor: by, countedAt: this.clock.now(), items: stock };
      await this.counts.add(count);
      await this.journal.record(
        {
          outletId,
          actor: by,
          action: 'stock.counted',
          subjectType: 'stock_count',
          subjectId: id,
          reason: note,
          details: { products: stock.length, corrected: stock.filter(({ before, after }) => before !== after).length },
        },
        stock,
      );
      return count;
    });
  }
}
