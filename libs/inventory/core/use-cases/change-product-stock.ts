import { Injectable } from '@nestjs/common';

import { actorRef, type UserActor, UnitOfWork } from '#libs/kernel';

import { refusalOf } from '../model/inventory.errors.js';
import { StockChangeLog } from '../services/stock-change-log.js';
import { StockLedger } from '../inventory.ports.js';
import { type PostedStock } from '../model/stock.js';
import { StockedProducts } from '../services/stocked-products.js';

/** A count of what is there, or pieces that came or went. */
export type StockChangeWanted =
  | { readonly quantity: number; readonly reason: string | null }
  | { readonly delta: number; readonly type: 'ADJUSTMENT' | 'PURCHASE' | 'WASTE'; readonly reason: string };

export interface ChangeProductStockInput {
  readonly actor: UserActor;
  readonly productId: string;
  /** Needed when several of the actor's outlets sell the product. */
  readonly outletId?: string;
  readonly change: StockChangeWanted;
  /** The product's version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

export interface ChangedStock {
  readonly outletId: string;
  readonly productId: string;
  readonly stock: number;
}

@Injectable()
export class ChangeProductStock {
  constructor(
    private readonly products: StockedProducts,
    private readonly ledger: StockLedger,
    private readonly journal: StockChangeLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute(input: ChangeProductStockInput): Promise<ChangedStock> {
    const { actor, productId, outletId: wanted, change, version } = input;
    const { outletId, product } = await this.products.locate(actor, productId, wanted);
    const [verb, type, pieces] =
      'quantity' in change ? (['TO', 'COUNT', change.quantity] as const) : (['BY', change.type, change.delta] as const);
    return this.unitOfWork.run(async () => {
      if (version !== undefined) await this.products.assertVersion(actor, productId, version);
      if (isStated(change)) await this.products.beginTracking(actor, [product]);
      const { applied, stock } = await this.ledger.post({
        outletId,
        type,
        change: verb,
        amounts: new Map([[productId, pieces]]),
        actor: actorRef(actor),
        reason: change.reason,
        announcesLow: true,
      });
      if (!applied) throw refusalOf(stock, new Map([[productId, product.name]]));
      const { before, after } = stock[0] as PostedStock;
      await this.journal.record(
        {
          outletId,
          actor: actorRef(actor),
          action: 'stock.changed',
          subjectType: 'product',
          subjectId: productId,
          reason: change.reason,
          details: { type, before, after },
        },
        stock,
      );
      return { outletId, productId, stock: after };
    });
  }
}

/** A count says how much there is, and a delivery how much a person took in. A correction or a loss says neither. */
const isStated = (change: StockChangeWanted): boolean => 'quantity' in change || change.type === 'PURCHASE';
