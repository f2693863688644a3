import { Injectable } from '@nestjs/common';

import { actorRef, Clock, UnitOfWork, type UserActor } from '#libs/kernel';

import { variantRequired } from '../model/catalog.errors.js';
import { ProductRepository } from '../catalog.ports.js';
import { CatalogChangeLog } from '../services/catalog-change-log.js';
import { CatalogScopes } from '../services/catalog-scopes.js';
import { newProduct, type ProductDraft } from '../model/product.js';
import { planVariants, type VariantDraft } from '../model/variant.js';
import { ProductPlacement } from '../services/product-placement.js';
import { ProductStock } from '../services/product-stock.js';
import { stockVariants, touchedBy } from '../services/product-variants.js';

export interface CreateProductInput {
  readonly actor: UserActor;
  /** Null: sold at every outlet of its currency. */
  readonly outletId: string | null;
  readonly currency?: string;
  readonly draft: ProductDraft;
  /** Pieces there are now; counts them from now on unless the draft says not to. */
  readonly stock?: number;
  readonly stockOutletId?: string;
  /** It is sold as these alone. */
  readonly variants?: readonly VariantDraft[];
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
  async execute(input: CreateProductInput): Promise<string> {
    const { actor, outletId, currency, draft, stock, stockOutletId, variants = [] } = input;
    const home = await this.placement.home(outletId, currency);
    const scope = await this.scopes.of(actor);
    const stockScope = stockOutletId === undefined ? undefined : await this.scopes.of(actor, stockOutletId);
    return this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const category = draft.categoryId ? await this.placement.category(scope, draft.categoryId, home.outletId) : null;
      const alone = newProduct(
        home,
        {
          ...draft,
          station: draft.station === undefined ? await this.placement.stationIn(category) : draft.station,
          trackStock: draft.trackStock ?? stock !== undefined,
        },
        now,
      );
      const plan = planVariants(alone, [], variants, now);
      const product = plan.count > 0 ? { ...alone, hasVariants: true } : alone;
      if (plan.count > 0 && stock !== undefined) throw variantRequired(product);
      await this.products.insert([product, ...plan.created]);
      const at = { outletId: stockScope?.outlets[0]?.id, actor: actorRef(actor) };
      if (stock !== undefined) {
        await this.stock.set(product, stock, { ...at, isFirst: true });
      }
      await stockVariants(plan, [], this.stock, at);
      if (product.lowStockThreshold !== null) await this.stock.watch(product);
      await this.changes.record({
        actor: actorRef(actor),
        action: 'product.created',
        subjectType: 'product',
        subjectId: product.id,
        outletId: product.outletId,
        productIds: [product.id, ...touchedBy(plan)],
        details: { name: product.name, sku: product.sku, price: product.price, currency: product.currency },
      });
      return product.id;
    });
  }
}
