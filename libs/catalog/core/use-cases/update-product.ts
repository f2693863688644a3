import { Injectable } from '@nestjs/common';

import { actorRef, assertVersion, Clock, UnitOfWork, type UserActor } from '#libs/kernel';

import { fieldOfParent, fixedField, productNotFound, variantRequired } from '../model/catalog.errors.js';
import { ProductRepository } from '../catalog.ports.js';
import { CatalogChangeLog } from '../services/catalog-change-log.js';
import { CatalogScopes } from '../services/catalog-scopes.js';
import { sellersOf } from '../model/catalog-scope.js';
import { counting, type Product, type ProductChanges, productDifference, reviseProduct } from '../model/product.js';
import { ProductPlacement } from '../services/product-placement.js';
import { ProductStock } from '../services/product-stock.js';
import { changesVariants, stockVariants, touchedBy, writeVariants } from '../services/product-variants.js';
import { foreignField, planVariants, reviseTraits, type VariantDraft, type VariantPlan } from '../model/variant.js';

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
  /** All the variants that it has from now on, or how they follow from those that it has. */
  readonly variants?: readonly VariantDraft[] | ((known: readonly Product[]) => readonly VariantDraft[]);
}

/** Fields whose change may take a product off sale, or bring it back. */
const AVAILABILITY_FIELDS = ['trackStock', 'modifierGroups', 'categoryId'] as const;

/** A product and those that change with it. */
interface Revision {
  readonly before: Product;
  readonly after: Product;
  /** Of a product that is none itself. */
  readonly plan: VariantPlan;
  readonly known: readonly Product[];
  /** Of a variant: its version is its parent's, too. */
  readonly parent: Product | null;
}

const NOTHING: VariantPlan = { created: [], changed: [], removed: [], count: 0, stock: new Map() };

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
   * `STOCK_NEEDS_OUTLET`, `OUTLET_NOT_FOUND`, `FIELD_OF_PARENT`, `VARIANT_REQUIRED`.
   */
  async execute(input: UpdateProductInput): Promise<void> {
    const { actor, id, version, stock } = input;
    const scope = await this.scopes.of(actor);
    const stockScope = input.stockOutletId === undefined ? undefined : await this.scopes.of(actor, input.stockOutletId);
    await this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const family = await this.products.lockFamily(scope, id);
      const revision = revise(family, input, now);
      const { before, after, plan, known } = revision;
      assertVersion(version, before.version);
      assertHomeStays(before, input);
      if (after.categoryId !== null && after.categoryId !== before.categoryId) {
        await this.placement.category(scope, after.categoryId, after.outletId);
      }
      const difference = productDifference(before, after);
      const isDifferent = Object.keys(difference).length > 0 || changesVariants(plan);
      if (isDifferent) await this.write(revision, difference, now);
      const at = { outletId: stockScope?.outlets[0]?.id, actor: actorRef(actor) };
      if (stock !== undefined) await this.stock.set(after, stock, at);
      if ('lowStockThreshold' in difference || 'trackStock' in difference) await this.stock.watch(after);
      if (plan !== NOTHING) await stockVariants(plan, known, this.stock, at);
      if (!isDifferent && stock === undefined) return;
      await this.changeLog.record({
        actor: actorRef(actor),
        action: 'product.updated',
        subjectType: 'product',
        subjectId: id,
        outletId: after.outletId,
        productIds: [id, ...touchedBy(plan)],
        details: { changed: difference, ...(stock !== undefined && { stock }), ...told(plan) },
      });
    });
  }

  private async write({ before, after, plan, parent }: Revision, difference: object, now: Date): Promise<void> {
    const update = async () => {
      await this.products.update(
        parent ? [after, { ...parent, version: parent.version + 1, updatedAt: now }] : [after],
      );
      await writeVariants(plan, this.products, now);
    };
    if (!changesVariants(plan) && !AVAILABILITY_FIELDS.some((field) => field in difference)) return update();
    const outletIds = sellersOf(after, (await this.scopes.of(undefined)).outlets).map((outlet) => outlet.id);
    await this.changeLog.announcing(outletIds, [before.id, ...plan.changed.map((one) => one.after.id)], update);
  }
}

function revise(family: readonly Product[], input: UpdateProductInput, now: Date): Revision {
  const before = family.find((product) => product.id === input.id);
  if (!before) throw productNotFound();
  const changes = counting(input.changes, input.stock);
  const parent = family.find((product) => product.id === before.parentId);
  if (parent) {
    const foreign = input.variants ? 'variants' : foreignField(before, changes);
    if (foreign !== undefined) throw fieldOfParent(foreign);
    const own = reviseTraits(before, parent, changes);
    return { before, after: { ...reviseProduct(before, changes, now), ...own }, plan: NOTHING, known: [], parent };
  }
  const known = family.filter(({ parentId }) => parentId === before.id);
  const after = reviseProduct(before, changes, now);
  if (!input.variants && known.length === 0) return { before, after, plan: NOTHING, known, parent: null };
  const drafts = typeof input.variants === 'function' ? input.variants(known) : input.variants;
  const plan = planVariants(after, known, drafts, now);
  if (plan.count > 0 && input.stock !== undefined) throw variantRequired(after);
  const { hasVariants: _, ...alone } = after;
  return { before, after: plan.count > 0 ? { ...alone, hasVariants: true } : alone, plan, known, parent: null };
}

/** For the audit log: which variants came, changed and went. */
function told({ created, changed, removed }: VariantPlan): Record<string, unknown> {
  const names = (products: readonly Product[]) => products.map(({ variant }) => variant?.name);
  if (created.length + changed.length + removed.length === 0) return {};
  return {
    variants: { created: names(created), changed: names(changed.map(({ after }) => after)), removed: names(removed) },
  };
}

function assertHomeStays(product: Product, { outletId, currency }: UpdateProductInput): void {
  if (outletId !== undefined && outletId !== product.outletId) throw fixedField('outlet_id');
  if (currency !== undefined && currency !== product.currency) throw fixedField('currency');
}
