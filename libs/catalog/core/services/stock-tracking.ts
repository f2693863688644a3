import { Injectable } from '@nestjs/common';

import { actorRef, assertVersion, Clock, UnitOfWork, type UserActor } from '#libs/kernel';

import { ProductRepository } from '../catalog.ports.js';
import { productNotFound } from '../model/catalog.errors.js';
import { CatalogChangeLog } from './catalog-change-log.js';
import { CatalogScopes } from './catalog-scopes.js';
import { sellersOf } from '../model/catalog-scope.js';
import { type Product, productDifference } from '../model/product.js';
import { ProductStock } from './product-stock.js';

/** What is to be asked of products before their stock is touched. */
@Injectable()
export class StockTracking {
  constructor(
    private readonly products: ProductRepository,
    private readonly stock: ProductStock,
    private readonly scopes: CatalogScopes,
    private readonly changeLog: CatalogChangeLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Has products tracked that were not: each is changed as a PATCH with `track_stock` changes it. Leaves out what is tracked already, and what is also sold at an outlet that is not the actor's: it would be sold out there. */
  async begin(actor: UserActor, productIds: readonly string[]): Promise<void> {
    const scope = await this.scopes.of(actor);
    const { outlets } = await this.scopes.of(undefined);
    const theirs = new Set(scope.outlets.map(({ id }) => id));
    await this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const locked = await this.products.lockSome(scope, productIds);
      const untracked = locked.filter(
        (product) => !product.trackStock && sellersOf(product, outlets).every(({ id }) => theirs.has(id)),
      );
      for (const products of byHome(untracked)) {
        const sellers = sellersOf(products[0], outlets).map(({ id }) => id);
        const ids = products.map(({ id }) => id);
        await this.changeLog.announcing(sellers, ids, () => this.products.track(ids, now));
      }
      const tracked = untracked.map((before) => ({ before, after: { ...before, trackStock: true } }));
      // What was not tracked was not watched either.
      for (const { after } of tracked) if (after.lowStockThreshold !== null) await this.stock.watch(after);
      await this.changeLog.recordEach(
        tracked.map(({ before, after }) => ({
          actor: actorRef(actor),
          action: 'product.updated',
          subjectType: 'product',
          subjectId: after.id,
          outletId: after.outletId,
          productIds: [after.id],
          details: { changed: productDifference(before, after) },
        })),
      );
    });
  }

  /** In the ambient transaction. */
  async assertVersion(actor: UserActor, productId: string, version: number): Promise<void> {
    const product = await this.products.lock(await this.scopes.of(actor), productId);
    if (!product) throw productNotFound();
    assertVersion(version, product.version);
  }
}

/** Groups of products that the same outlets sell. */
function byHome(products: readonly Product[]): Iterable<readonly [Product, ...Product[]]> {
  const groups = new Map<string, [Product, ...Product[]]>();
  for (const product of products) {
    const home = product.outletId ?? product.currency;
    const group = groups.get(home);
    if (group) group.push(product);
    else groups.set(home, [product]);
  }
  return groups.values();
}
