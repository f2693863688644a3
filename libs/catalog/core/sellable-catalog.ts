import { type Clock, DomainError, type UserActor } from '#libs/kernel';

import { CatalogApi, type ProductTaxation, type SellableProduct } from './catalog.api.js';
import type { CatalogVersions } from './catalog-versions.js';
import { type CatalogView, type CatalogViews, sellersOf } from './catalog-views.js';
import { lacksChoice } from './modifiers.js';
import type { Product } from './product.js';
import type { StockTracking } from './stock-tracking.js';

/** A product as an outlet sells it, and when it will be sold again by itself if it is 86'd. */
export interface SellableEntry {
  readonly product: SellableProduct;
  readonly backAt: Date | null;
}

/** Whether a product may be sold, as far as its stops and its choices say. */
export function standingOf(
  isStopped: boolean,
  isWithoutChoice: boolean,
): Pick<SellableProduct, 'available' | 'unavailableReason'> {
  const unavailableReason = isStopped ? 'STOPPED' : isWithoutChoice ? 'NO_CHOICE' : null;
  return { available: unavailableReason === null, unavailableReason };
}

export abstract class SellableSource {
  /** All that the outlet sells, or only these, in one query. */
  abstract read(outlet: CatalogView['outlets'][number], productIds?: readonly string[]): Promise<SellableEntry[]>;
  abstract taxation(productIds: readonly string[]): Promise<ReadonlyMap<string, ProductTaxation>>;
  /** Whose product it is; null when there is none. */
  abstract owner(productId: string): Promise<Pick<Product, 'outletId' | 'currency'> | null>;
  /** Whether the caller holds a connection already, so that waiting for somebody who needs one could be for ever. */
  abstract readonly holdsConnection: boolean;
}

interface Snapshot {
  readonly stamp: string;
  readonly expiresAt: number;
  readonly entries: ReadonlyMap<string, SellableEntry>;
}

interface Reading {
  readonly stamp: string;
  readonly holdsConnection: boolean;
  readonly snapshot: Promise<Snapshot>;
}

export interface SellableCatalogOptions {
  readonly enabled: boolean;
  readonly ttlMs: number;
}

/**
 * The products of each outlet, kept in memory so that an order's prices cost no round trip. What was read before a change is not kept
 * after it: a snapshot holds while the catalogue's stamp is the one from before its reading.
 */
export class SellableCatalog extends CatalogApi {
  private readonly snapshots = new Map<string, Snapshot>();
  private readonly readings = new Map<string, Reading>();

  constructor(
    private readonly source: SellableSource,
    private readonly views: CatalogViews,
    private readonly versions: CatalogVersions,
    private readonly tracking: Pick<StockTracking, 'begin'>,
    private readonly clock: Clock,
    private readonly options: SellableCatalogOptions,
  ) {
    super();
  }

  async sellable(outletId: string, productIds: readonly string[]): Promise<ReadonlyMap<string, SellableProduct>> {
    const entries = await this.entries(outletId, productIds);
    // What another process has just made may not have reached this one's snapshot: it is looked up rather than denied.
    const unknown = productIds.filter((id) => !entries.has(id.toLowerCase()));
    const late = unknown.length > 0 && this.options.enabled ? await this.read(outletId, unknown) : entries;
    const now = this.clock.now();
    const found = new Map<string, SellableProduct>();
    for (const id of productIds) {
      const entry = entries.get(id.toLowerCase()) ?? late.get(id.toLowerCase());
      if (!entry) continue;
      const { product, backAt } = entry;
      found.set(
        id,
        backAt && backAt <= now ? { ...product, ...standingOf(false, lacksChoice(product.modifierGroups)) } : product,
      );
    }
    return found;
  }

  taxation(productIds: readonly string[]): Promise<ReadonlyMap<string, ProductTaxation>> {
    return this.source.taxation(productIds);
  }

  async soldAt(productId: string): Promise<readonly string[]> {
    const owner = await this.source.owner(productId);
    if (!owner) return [];
    const { outlets } = await this.views.of(undefined);
    return sellersOf(owner, outlets).map(({ id }) => id);
  }

  beginTracking(actor: UserActor, productIds: readonly string[]): Promise<void> {
    return this.tracking.begin(actor, productIds);
  }

  private async entries(outletId: string, productIds: readonly string[]): Promise<ReadonlyMap<string, SellableEntry>> {
    if (!this.options.enabled) return this.read(outletId, productIds);
    const stamp = this.versions.stamp([outletId], ['definition']);
    const kept = this.snapshots.get(outletId);
    if (kept?.stamp === stamp && kept.expiresAt > this.clock.now().getTime()) return kept.entries;
    const reading = this.readings.get(outletId);
    const mayWait = reading?.stamp === stamp && (reading.holdsConnection || !this.source.holdsConnection);
    if (mayWait) {
      try {
        return (await reading.snapshot).entries;
      } catch (error) {
        // The other one's transaction may have failed for reasons of its own.
        if (error instanceof DomainError) throw error;
      }
    }
    return (await this.load(outletId, stamp)).entries;
  }

  private async load(outletId: string, stamp: string): Promise<Snapshot> {
    const snapshot = this.read(outletId).then((entries) => ({
      stamp,
      expiresAt: this.clock.now().getTime() + this.options.ttlMs,
      entries,
    }));
    const reading: Reading = { stamp, holdsConnection: this.source.holdsConnection, snapshot };
    this.readings.set(outletId, reading);
    try {
      const loaded = await snapshot;
      if (this.versions.stamp([outletId], ['definition']) === stamp) this.snapshots.set(outletId, loaded);
      return loaded;
    } finally {
      if (this.readings.get(outletId) === reading) this.readings.delete(outletId);
    }
  }

  private async read(outletId: string, productIds?: readonly string[]): Promise<ReadonlyMap<string, SellableEntry>> {
    const { outlets } = await this.views.of(undefined, outletId);
    const entries = outlets[0] ? await this.source.read(outlets[0], productIds) : [];
    return new Map(entries.map((entry) => [entry.product.id, entry]));
  }
}
