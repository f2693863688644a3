import { Injectable } from '@nestjs/common';

import { actorRef, type UserActor, versionConflict } from '#libs/kernel';

import { fixedField, productNotFound } from '../catalog.errors.js';
import { ProductRepository } from '../catalog.ports.js';
import { CatalogChangeLog } from '../catalog-change-log.js';
import { CatalogViews, sellersOf } from '../catalog-views.js';
import { CatalogWork } from '../catalog-work.js';
import {
  counting,
  type Product,
  type ProductChanges,
  productDifference,
  type ProductDraft,
  replaceProduct,
  reviseProduct,
} from '../product.js';
import { ProductPlacement } from '../product-placement.js';
import { ProductStock } from '../product-stock.js';

export interface ChangeProductInput {
  readonly actor: UserActor;
  readonly id: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
  /** `replace`: what the draft leaves out goes back to its default (but not modifiers and stock keeping). `revise`: it stays. */
  readonly change:
    | { readonly kind: 'replace'; readonly draft: ProductDraft }
    | { readonly kind: 'revise'; readonly changes: ProductChanges };
  /** Allowed only as they are. */
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
export class ChangeProduct {
  constructor(
    private readonly products: ProductRepository,
    private readonly placement: ProductPlacement,
    private readonly stock: ProductStock,
    private readonly views: CatalogViews,
    private readonly changeLog: CatalogChangeLog,
    private readonly work: CatalogWork,
  ) {}

  async execute(input: ChangeProductInput): Promise<void> {
    const { actor, id, version, stock } = input;
    const view = await this.views.of(actor);
    const stockView = input.stockOutletId === undefined ? undefined : await this.views.of(actor, input.stockOutletId);
    await this.work.run(async (now) => {
      const before = await this.products.lock(view, id);
      if (!before) throw productNotFound();
      if (version !== undefined && version !== before.version) throw versionConflict(before.version);
      assertHomeStays(before, input);
      const after = changed(before, input, now);
      if (after.categoryId !== null && after.categoryId !== before.categoryId) {
        await this.placement.category(view, after.categoryId, after.outletId);
      }
      const difference = productDifference(before, after);
      const isDifferent = Object.keys(difference).length > 0;
      const update = () => this.products.update([after]);
      if (AVAILABILITY_FIELDS.some((field) => field in difference)) {
        const outletIds = sellersOf(after, (await this.views.of(undefined)).outlets).map((outlet) => outlet.id);
        await this.changeLog.announcing(outletIds, [id], update);
      } else if (isDifferent) await update();
      if (stock !== undefined) {
        await this.stock.set(after, stock, { outletId: stockView?.outlets[0]?.id, actor: actorRef(actor) });
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

function changed(before: Product, { change, stock }: ChangeProductInput, now: Date): Product {
  if (change.kind === 'revise') return reviseProduct(before, counting(change.changes, stock), now);
  const { trackStock = before.trackStock, modifierGroups = before.modifierGroups } = counting(change.draft, stock);
  return replaceProduct(before, { ...change.draft, trackStock, modifierGroups }, now);
}

function assertHomeStays(product: Product, { outletId, currency }: ChangeProductInput): void {
  if (outletId !== undefined && outletId !== product.outletId) throw fixedField('outlet_id');
  if (currency !== undefined && currency !== product.currency) throw fixedField('currency');
}
