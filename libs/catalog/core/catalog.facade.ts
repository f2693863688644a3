import { type Clock, DomainError, type UserActor } from '#libs/kernel';

import { CatalogApi, type ProductTaxation, type SellableProduct } from './catalog.api.js';
import type { SellableEntry, SellableQueries } from './catalog.ports.js';
import { standingOf } from './model/availability.js';
import { cleanBarcode } from './model/barcode.js';
import { sellersOf } from './model/catalog-scope.js';
import { groupsIn, hasTranslations } from './model/in-language.js';
import { runs, type SalesChannel } from './model/menu.js';
import { lacksChoice } from './model/modifiers.js';
import { priceAt, type PriceRule } from './model/outlet-terms.js';
import type { CatalogLanguage } from './model/product-facts.js';
import type { CatalogScopes } from './services/catalog-scopes.js';
import type { CatalogVersions } from './services/catalog-versions.js';
import type { StockTracking } from './services/stock-tracking.js';

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

/**
 * Answers neighbours. The products of each outlet are kept in memory, so that an order's prices cost no round trip. What was read before
 * a change is not kept after it: a snapshot holds while the catalogue's stamp is the one from before its reading.
 */
export class CatalogFacade extends CatalogApi {
  private readonly snapshots = new Map<string, Snapshot>();
  private readonly readings = new Map<string, Reading>();

  constructor(
    private readonly queries: SellableQueries,
    private readonly scopes: CatalogScopes,
    private readonly versions: CatalogVersions,
    private readonly tracking: Pick<StockTracking, 'begin' | 'assertVersion'>,
    private readonly clock: Clock,
    private readonly cache: { enabled: boolean; ttlMs: number },
  ) {
    super();
  }

  async sellable(
    outletId: string,
    productIds: readonly string[],
    channel?: SalesChannel,
  ): Promise<ReadonlyMap<string, SellableProduct>> {
    const entries = await this.entries(outletId, productIds);
    // What another process has just made may not have reached this one's snapshot: it is looked up rather than denied.
    const unknown = productIds.filter((id) => !entries.has(id.toLowerCase()));
    const late = unknown.length > 0 && this.cache.enabled ? await this.read(outletId, unknown) : entries;
    const now = this.clock.now();
    const found = new Map<string, SellableProduct>();
    for (const id of productIds) {
      const entry = entries.get(id.toLowerCase()) ?? late.get(id.toLowerCase());
      if (!entry) continue;
      const { product, backAt } = entry;
      const isBack = backAt !== null && backAt <= now;
      const standing = isBack ? { ...product, ...standingOf(false, lacksChoice(product.modifierGroups)) } : product;
      const priced = entry.prices ? await this.byList(standing, entry.prices, { outletId, channel, now }) : standing;
      found.set(id, channel === undefined ? priced : await this.byMenu(priced, entry, { outletId, channel, now }));
    }
    return found;
  }

  /** The product at the price that the list has for it at this moment. */
  private async byList(
    product: SellableProduct,
    prices: readonly PriceRule[],
    { outletId, channel, now }: { outletId: string; channel: SalesChannel | undefined; now: Date },
  ): Promise<SellableProduct> {
    const place = { outletId, timeZone: await this.scopes.zoneOf(outletId) };
    return { ...product, price: priceAt(product.price, prices, { place, at: now, channel }) };
  }

  /** The product, off where none of the menus that it is in runs. */
  private async byMenu(
    product: SellableProduct,
    { menus }: SellableEntry,
    { outletId, channel, now }: { outletId: string; channel: SalesChannel; now: Date },
  ): Promise<SellableProduct> {
    if (!menus || !product.available) return product;
    const place = { outletId, timeZone: await this.scopes.zoneOf(outletId) };
    if (menus.some((slot) => runs(slot, place, now, channel))) return product;
    return { ...product, available: false, unavailableReason: 'OFF_MENU' };
  }

  async scanned(outletId: string, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { outlets } = await this.scopes.of(undefined, outletId);
    const [outlet] = outlets;
    if (!outlet || codes.length === 0) return new Map();
    const found = await this.queries.byBarcode(outlet, [...new Set(codes.map(cleanBarcode))]);
    const ids = new Map<string, string>();
    for (const code of codes) {
      const id = found.get(cleanBarcode(code));
      if (id !== undefined) ids.set(code, id);
    }
    return ids;
  }

  taxation(productIds: readonly string[]): Promise<ReadonlyMap<string, ProductTaxation>> {
    return this.queries.taxation(productIds);
  }

  async soldAt(productId: string): Promise<readonly string[]> {
    const owner = await this.queries.owner(productId);
    if (!owner) return [];
    const { outlets } = await this.scopes.of(undefined);
    return sellersOf(owner, outlets).map(({ id }) => id);
  }

  beginTracking(actor: UserActor, productIds: readonly string[]): Promise<void> {
    return this.tracking.begin(actor, productIds);
  }

  assertVersion(actor: UserActor, productId: string, version: number): Promise<void> {
    return this.tracking.assertVersion(actor, productId, version);
  }

  private async entries(outletId: string, productIds: readonly string[]): Promise<ReadonlyMap<string, SellableEntry>> {
    if (!this.cache.enabled) return this.read(outletId, productIds);
    const stamp = this.versions.stamp([outletId], ['definition']);
    const kept = this.snapshots.get(outletId);
    if (kept?.stamp === stamp && kept.expiresAt > this.clock.now().getTime()) return kept.entries;
    const reading = this.readings.get(outletId);
    const mayWait = reading?.stamp === stamp && (reading.holdsConnection || !this.queries.holdsConnection);
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
      expiresAt: this.clock.now().getTime() + this.cache.ttlMs,
      entries,
    }));
    const reading: Reading = { stamp, holdsConnection: this.queries.holdsConnection, snapshot };
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
    const { outlets } = await this.scopes.of(undefined, outletId);
    const entries = outlets[0] ? await this.queries.read(outlets[0], productIds) : [];
    const isNamed = entries.some(
      ({ product, translations }) => translations ?? hasTranslations(product.modifierGroups),
    );
    const locale = isNamed ? await this.scopes.localeOf(outletId) : undefined;
    return new Map(entries.map((entry) => [entry.product.id, locale === undefined ? entry : named(entry, locale)]));
  }
}

/** An entry whose product, and what is chosen with it, is called as the outlet's language has it. */
function named(entry: SellableEntry, locale: string): SellableEntry {
  const name = entry.translations?.[locale as CatalogLanguage]?.name ?? entry.product.name;
  return {
    ...entry,
    product: { ...entry.product, name, modifierGroups: groupsIn(entry.product.modifierGroups, locale) },
  };
}
