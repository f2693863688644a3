import { Injectable } from '@nestjs/common';

import { actorRef, Clock, UnitOfWork, type UserActor } from '#libs/kernel';

import { ProductRepository } from '../catalog.ports.js';
import { CatalogChangeLog } from '../services/catalog-change-log.js';
import { CatalogScopes } from '../services/catalog-scopes.js';
import { newProduct, type ProductDraft } from '../model/product.js';
import { ProductPlacement } from '../services/product-placement.js';
import { ProductStock } from '../services/product-stock.js';

export interface CreateProductInput {
  readonly actor: UserActor;
  /** Null: sold at every outlet of its currency. */
  readonly outletId: string | null;
  readonly currency?: string;
  readonly draft: ProductDraft;
  /** Pieces there are now; counts them from now on unless the draft says not to. */
  readonly stock?: number;
  readonly stockOutletId?: string;
}

@Injectable()
export class CreateProduct {
  constructor(
    private readonly products: ProductRepository,
    private readonly placement: ProductPlacement,
    private readonly stock: ProductStock,
    private readonly scopes: CatalogScopes,
    private readonly changes: CatalogChangeLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Answers the new product's id. */
  async execute({ actor, outletId, currency, draft, stock, stockOutletId }: CreateProductInput): Promise<string> {
    const home = await this.placement.home(outletId, currency);
    const scope = await this.scopes.of(actor);
    const stockScope = stockOutletId === undefined ? undefined : await this.scopes.of(actor, stockOutletId);
    return this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const category = draft.categoryId ? await this.placement.category(scope, draft.categoryId, home.outletId) : null;
      const product = newProduct(
        home,
        {
          ...draft,
          station: draft.station === undefined ? (category?.station ?? null) : draft.station,
          trackStock: draft.trackStock ?? stock !== undefined,
        },
        now,
      );
      await this.products.insert([product]);
      if (stock !== undefined) {
        const at = stockScope?.outlets[0]?.id;
        await this.stock.set(product, stock, { outletId: at, actor: actorRef(actor), isFirst: true });
      }
      if (product.lowStockThreshold !== null) await this.stock.watch(product);
      await this.changes.record({
        actor: actorRef(actor),
        action: 'product.created',
        subjectType: 'product',
        subjectId: product.id,
        outletId: product.outletId,
        productIds: [product.id],
        details: { name: product.name, sku: product.sku, price: product.price, currency: product.currency },
      });
      return product.id;
    });
  }
}
