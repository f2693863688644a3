import { Injectable } from '@nestjs/common';

import { actorRef, type UserActor } from '#libs/kernel';

import type { Product } from '../model/product.js';
import { CatalogChangeLog } from './catalog-change-log.js';
import { MenuTurns } from './menu-turns.js';

/** What a change of outlets' own terms, or of the price list, leaves behind, in its transaction: who did what, and the outlets hear of another menu. */
@Injectable()
export class TermsLog {
  constructor(
    private readonly changes: CatalogChangeLog,
    private readonly turns: MenuTurns,
  ) {}

  /** What one outlet has of its own. `productIds`: the product, and its variants. */
  async outlet(input: {
    readonly actor: UserActor;
    readonly outletId: string;
    readonly product: Product;
    readonly productIds: readonly string[];
    readonly changed: object;
  }): Promise<void> {
    const { actor, outletId, product, productIds, changed } = input;
    await this.changes.record({
      actor: actorRef(actor),
      action: 'product.outlet_terms_set',
      subjectType: 'product',
      subjectId: product.id,
      outletId,
      productIds,
      details: { name: product.name, changed },
    });
    await this.turns.tellOf(outletId);
  }

  /** The price list of a product, which may be another one at every outlet. */
  async prices(actor: UserActor, product: Product, details: Readonly<Record<string, unknown>>): Promise<void> {
    await this.changes.record({
      actor: actorRef(actor),
      action: 'product.prices_replaced',
      subjectType: 'product',
      subjectId: product.id,
      outletId: product.outletId,
      productIds: [product.id],
      details: { name: product.name, ...details },
    });
    await this.turns.afterChange({ tell: true });
  }
}
