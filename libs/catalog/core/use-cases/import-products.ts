import { Injectable } from '@nestjs/common';

import { actorRef, Clock, type FieldFault, invalid, UnitOfWork, type UserActor } from '#libs/kernel';

import { AvailabilitySwitch } from '../services/availability-switch.js';
import { barcodeTaken } from '../model/catalog.errors.js';
import { ProductRepository } from '../catalog.ports.js';
import { CatalogChangeLog } from '../services/catalog-change-log.js';
import { CatalogScopes } from '../services/catalog-scopes.js';
import { type CatalogScope, sellersOf } from '../model/catalog-scope.js';
import type { ImportedProduct, ImportLine } from '../model/import-plan.js';
import { planImport } from '../model/product-import.js';
import type { ProductHome } from '../model/product.js';
import { ProductPlacement } from '../services/product-placement.js';
import { ProductStock } from '../services/product-stock.js';

export interface ImportProductsInput {
  readonly actor: UserActor;
  /** The outlet of every line; each line's own when absent. */
  readonly outletId?: string;
  readonly lines: readonly ImportLine[];
  /** Faults that the reading of the file found already. */
  readonly faults: readonly FieldFault[];
}

export interface ImportResult {
  readonly created: number;
  readonly updated: number;
  /** Products of the file that no station makes. */
  readonly withoutStation: number;
}

/** All good lines of a file, or nothing at all. Throws `IMPORT_REFUSED` with every fault of every line, or `BARCODE_TAKEN` with the lines. */
@Injectable()
export class ImportProducts {
  constructor(
    private readonly products: ProductRepository,
    private readonly placement: ProductPlacement,
    private readonly stock: ProductStock,
    private readonly scopes: CatalogScopes,
    private readonly changes: CatalogChangeLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly availability: AvailabilitySwitch,
  ) {}

  async execute({ actor, outletId, lines, faults }: ImportProductsInput): Promise<ImportResult> {
    const scope = await this.scopes.of(actor, outletId);
    const targeted = outletId === undefined ? lines : lines.map((line) => ({ ...line, outletId }));
    const homes = await this.homes(targeted, scope);
    return this.unitOfWork.run(async () => {
      const now = this.clock.now();
      const products = await this.products.lockAll(scope);
      const categories = await this.placement.usableCategories(new Set([...homes.keys(), null]));
      const plan = planImport(targeted, { homes, products, categories, now });
      const wrong = [...faults, ...plan.faults];
      if (wrong.length > 0) throw refused(inFileOrder([...wrong, ...plan.taken]));
      if (plan.taken.length > 0) throw barcodeTaken(inFileOrder(plan.taken));
      await this.placement.addCategories(plan.newCategories);
      const created = plan.products.filter(({ before }) => !before);
      const updated = plan.products.filter(({ before, after }) => before && before !== after);
      await this.products.insert(created.map(({ after }) => after));
      const outletIds = scope.outlets.map(({ id }) => id);
      const ids = updated.map(({ after }) => after.id);
      await this.changes.announcing(outletIds, ids, () => this.products.update(updated.map(({ after }) => after)));
      const counted = await this.keepStock(plan.products, scope, outletId, actor);
      const touched = new Set([...created, ...updated, ...counted]);
      if (touched.size > 0) {
        await this.changes.record({
          actor: actorRef(actor),
          action: 'products.imported',
          subjectType: 'catalog',
          subjectId: outletId ?? 'all',
          outletId:
            outletId !== undefined && [...touched].every(({ after }) => after.outletId === outletId) ? outletId : null,
          productIds: [...touched].map(({ after }) => after.id),
          details: { created: created.length, updated: touched.size - created.length },
        });
      }
      await this.takeOff(created, scope, actor);
      return {
        created: created.length,
        updated: plan.products.length - created.length,
        withoutStation: plan.products.filter(({ after }) => after.station === null && after.components.length === 0)
          .length,
      };
    });
  }

  /** What the file's own system does not sell is not sold here either, until somebody says so. */
  private async takeOff(created: readonly ImportedProduct[], scope: CatalogScope, actor: UserActor): Promise<void> {
    for (const { after } of created.filter(({ offSale }) => offSale)) {
      const { id, name } = after;
      const outletIds = sellersOf(after, scope.outlets).map((outlet) => outlet.id);
      const affected = (ids: readonly string[]) =>
        Promise.resolve(ids.map((outletId) => ({ productId: id, name, outletId })));
      await this.availability.apply({ actor: actorRef(actor), type: 'product', id, outletIds, affected }, OFF_SALE);
    }
  }

  private async homes(lines: readonly ImportLine[], scope: CatalogScope): Promise<Map<string | null, ProductHome>> {
    const homes = new Map<string | null, ProductHome>();
    for (const id of new Set(lines.map((line) => line.outletId))) {
      if (id === null) {
        const named = lines.find((line) => line.outletId === null && line.currency !== undefined)?.currency;
        homes.set(null, await this.placement.home(null, scope.outlets[0]?.currency ?? named));
      } else {
        const outlet = scope.outlets.find((one) => one.id === id);
        if (outlet) homes.set(id, { outletId: id, currency: outlet.currency });
      }
    }
    return homes;
  }

  /** Sets the counts that differ from what is there, and the marks below which stock is low. */
  private async keepStock(
    imported: readonly ImportedProduct[],
    scope: CatalogScope,
    outletId: string | undefined,
    actor: UserActor,
  ): Promise<ImportedProduct[]> {
    const counted = imported.filter(({ stock }) => stock !== undefined);
    const shown = await this.stock.shown(
      counted.map(({ after }) => ({ ...after, available: true, unavailableReason: null })),
      scope,
    );
    const different = counted.filter(({ before, stock }, index) => !before || (shown[index]?.stock ?? 0) !== stock);
    for (const { before, after, stock } of different) {
      await this.stock.set(after, stock ?? 0, { outletId, actor: actorRef(actor), isFirst: !before });
    }
    for (const { before, after } of imported) {
      const mark = (product: typeof after) => (product.trackStock ? product.lowStockThreshold : null);
      if ((before ? mark(before) : null) !== mark(after)) await this.stock.watch(after);
    }
    return different;
  }
}

const OFF_SALE = { available: false, reason: 'Not for sale where it was imported from' } as const;

function refused(faults: readonly FieldFault[]) {
  const detail = `Nothing was imported: the file has ${faults.length} faults. Mend them and send it again.`;
  return invalid('IMPORT_REFUSED', detail, faults);
}

const lineOf = ({ pointer }: FieldFault): number => Number(/^\/lines\/(\d+)/.exec(pointer)?.[1] ?? 0);

const inFileOrder = (faults: readonly FieldFault[]): FieldFault[] => [...faults].sort((a, b) => lineOf(a) - lineOf(b));
