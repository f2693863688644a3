import { Injectable } from '@nestjs/common';

import { actorRef, assertVersion, Clock, UnitOfWork, type UserActor } from '#libs/kernel';

import { fixedField, productNotFound } from '../model/catalog.errors.js';
import { ProductRepository } from '../catalog.ports.js';
import { CatalogChangeLog } from '../services/catalog-change-log.js';
import { CatalogScopes } from '../services/catalog-scopes.js';
import { sellersOf } from '../model/catalog-scope.js';
import { counting, type Product, type ProductChanges, productDifference, reviseProduct } from '../model/product.js';
import { ProductPlacement } from '../services/product-placement.js';
import { ProductStock } from '../services/product-stock.js';

export interface UpdateProductInput {
  readonly actor: UserActor;
  readonly id: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
  readonly changes: ProductChanges;
  /** Where it is sold, which never changes: any other value is refused. */
  readonly outletId?: string | null;
  readonly currency?: string;
  /** A new count. */
  readonly stock?: number;
  readonly stockOutletId?: string;
}

/** Fields whose change may take a product off sale, or bring it back. */
const AVAILABILITY_FIELDS = ['trackStock', 'modifierGroups', 'categoryId'] as const;

/** A change that changes nothing is not a version. */
@Injectable()
export class UpdateProduct {
  constructor(
    private readonly products: ProductRepository,
    private readonly placement: ProductPlacement,
    private readonly stock: ProductStock,
    private readonly scopes: CatalogScopes,
    private readonly changeLog: CatalogChangeLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Throws `PRODUCT_NOT_FOUND`, `VERSION_CONFLICT`, `FIELD_FIXED`, `CATEGORY_NOT_FOUND`, `CATEGORY_ELSEWHERE`, `SKU_TAKEN`, `BARCODE_TAKEN`,
   * `STOCK_NEEDS_OUTLET`, `OUTLET_NOT_FOUND`.
   */
  async execute(input: UpdateProductInput): Promise<void> {
    const { actor, id, version, stock } = input;
    const scope = await this.scopes.of(actor);
    const stockScope = input.stockOutletId === undefined ? undefined : await this.scopes.of(actor, input.stockOutletId);
    await this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const before = await this.products.lock(scope, id);
      if (!before) throw productNotFound();
      assertVersion(version, before.version);
      assertHomeStays(before, input);
      const after = reviseProduct(before, counting(input.changes, stock), now);
      if (after.categoryId !== null && after.categoryId !== before.categoryId) {
        await this.placement.category(scope, after.categoryId, after.outletId);
      }
      const difference = productDifference(before, after);
      const isDifferent = Object.keys(difference).length > 0;
      const update = () => this.products.update([after]);
      if (AVAILABILITY_FIELDS.some((field) => field in difference)) {
        const outletIds = sellersOf(after, (await this.scopes.of(undefined)).outlets).map((outlet) => outlet.id);
        await this.changeLog.announcing(outletIds, [id], update);
      } else if (isDifferent) await update();
      if (stock !== undefined) {
        await this.stock.set(after, stock, { outletId: stockScope?.outlets[0]?.id, actor: actorRef(actor) });
      }
      if ('lowStockThreshold' in difference || 'trackStock' in difference) await this.stock.watch(after);
      if (!isDifferent && stock === undefined) return;
      await this.changeLog.record({
        actor: actorRef(actor),
        action: 'product.updated',
        subjectType: 'product',
        subjectId: id,
        outletId: after.outletId,
        productIds: [id],
        details: { changed: difference, ...(stock !== undefined && { stock }) },
      });
    });
  }
}

function assertHomeStays(product: Product, { outletId, currency }: UpdateProductInput): void {
  if (outletId !== undefined && outletId !== product.outletId) throw fixedField('outlet_id');
  if (currency !== undefined && currency !== product.currency) throw fixedField('currency');
}
