import { CatalogApi, type ProductTaxation, type SellableProduct } from '#libs/catalog';
import { FixedClock, isInScope, newId, notFound, type OutletScope, type UserActor } from '#libs/kernel';
import { OutletsApi, type OutletSettings } from '#libs/outlets';

import { KeptAuditLog, KeptEventLog, PlainUnitOfWork } from '../../kernel/testing/index.js';
import { type StockCount, StockCountRepository } from '../core/inventory.ports.js';
import { StockChangeLog } from '../core/services/stock-change-log.js';
import { StockedProducts } from '../core/services/stocked-products.js';
import { InMemoryStockLedger } from './in-memory-stock-ledger.js';

class KeptCounts extends StockCountRepository {
  readonly added: StockCount[] = [];

  async add(count: StockCount): Promise<void> {
    this.added.push(count);
  }
}

/** Outlets that exist, and what each of them sells. */
class Shelves extends OutletsApi {
  constructor(readonly sold: ReadonlyMap<string, Map<string, string>>) {
    super();
  }

  async get(outletId: string): Promise<OutletSettings> {
    if (!this.sold.has(outletId)) throw notFound('outlet', 'OUTLET_NOT_FOUND');
    return { id: outletId } as OutletSettings;
  }

  async list(scope: OutletScope): Promise<OutletSettings[]> {
    return [...this.sold.keys()].filter((id) => isInScope(scope, id)).map((id) => ({ id }) as OutletSettings);
  }
}

/** A catalogue of names. What begins to be tracked is kept with who asked for it. */
class Names extends CatalogApi {
  readonly begun: string[][] = [];
  private readonly tracked = new Set<string>();

  constructor(private readonly sold: ReadonlyMap<string, Map<string, string>>) {
    super();
  }

  async sellable(outletId: string, ids: readonly string[]): Promise<ReadonlyMap<string, SellableProduct>> {
    const here = this.sold.get(outletId);
    return new Map(
      ids.flatMap((id) => {
        const name = here?.get(id);
        return name === undefined ? [] : [[id, { id, name, trackStock: this.tracked.has(id) } as SellableProduct]];
      }),
    );
  }

  scanned = () => Promise.reject(new Error('not asked here'));

  async beginTracking(actor: UserActor, ids: readonly string[]): Promise<void> {
    this.begun.push([actor.id, ...ids]);
    ids.forEach((id) => this.tracked.add(id));
  }

  async assertVersion(): Promise<void> {}

  async taxation(): Promise<ReadonlyMap<string, ProductTaxation>> {
    return new Map();
  }

  async soldAt(): Promise<readonly string[]> {
    return [];
  }
}

/** All that the use cases of inventory need, in memory: two outlets, and a supervisor of the first. */
export function inventoryWorld() {
  const [jakarta, bandung] = [newId(), newId()];
  const admin: UserActor = { kind: 'user', id: newId(), role: 'ADMIN', outletIds: [] };
  const supervisor: UserActor = { ...admin, role: 'SUPERVISOR', outletIds: [jakarta] };
  const sold = new Map([
    [jakarta, new Map<string, string>()],
    [bandung, new Map<string, string>()],
  ]);
  const [audit, events] = [new KeptAuditLog(), new KeptEventLog()];
  const catalog = new Names(sold);
  return {
    ...{ jakarta, bandung, admin, supervisor, audit, events },
    ledger: new InMemoryStockLedger(),
    counts: new KeptCounts(),
    unitOfWork: new PlainUnitOfWork(),
    clock: new FixedClock(new Date('2026-03-01T10:00:00Z')),
    products: new StockedProducts(new Shelves(sold), catalog),
    changes: new StockChangeLog(audit, events),
    /** Who began to track which products. */
    begun: catalog.begun,
    /** A product that these outlets sell. */
    product(name: string, ...outletIds: string[]): string {
      const id = newId();
      for (const outletId of outletIds) sold.get(outletId)?.set(id, name);
      return id;
    },
  };
}
