import { Injectable } from '@nestjs/common';

import { type ActorRef, AuditLog, EventLog, UnitOfWork } from '#libs/kernel';

import { type AvailabilityChange, type ProductStanding, CatalogStops } from '../catalog.ports.js';
import { CatalogChanged, ProductAvailabilityChanged } from '../model/catalog.events.js';
import { CatalogVersions } from './catalog-versions.js';

export interface CatalogChange {
  readonly actor: ActorRef;
  /** Dotted past tense: `product.created`. */
  readonly action: string;
  readonly subjectType: 'product' | 'category' | 'menu' | 'catalog';
  readonly subjectId: string;
  /** Null when it concerns every outlet. */
  readonly outletId: string | null;
  readonly productIds: readonly string[];
  readonly reason?: string | null;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What every change of the catalogue leaves behind, in its transaction: an audit entry, and an event that makes every process's caches old. */
@Injectable()
export class CatalogChangeLog {
  constructor(
    private readonly auditLog: AuditLog,
    private readonly events: EventLog,
    private readonly versions: CatalogVersions,
    private readonly unitOfWork: UnitOfWork,
    private readonly stops: CatalogStops,
  ) {}

  record(change: CatalogChange): Promise<void> {
    return this.recordEach([change]);
  }

  /** Several changes: an audit entry for each, and one event for each outlet. */
  async recordEach(changes: readonly CatalogChange[]): Promise<void> {
    const touched = new Map<string | null, string[]>();
    for (const { productIds, ...entry } of changes) {
      await this.auditLog.record(entry);
      touched.set(entry.outletId, [...(touched.get(entry.outletId) ?? []), ...productIds]);
    }
    await this.events.append(
      [...touched].map(([outletId, ids]) => CatalogChanged.of({ outletId, payload: { product_ids: ids } })),
    );
    this.unitOfWork.afterCommit(() => {
      for (const outletId of touched.keys()) this.versions.advance('definition', outletId);
    });
  }

  /** Tells tills, tablets and guests how products stand now that were, or may have been, sold and are not any more, or are again. */
  async announce(changes: readonly AvailabilityChange[]): Promise<void> {
    for (const outletId of new Set(changes.map((change) => change.outletId))) {
      const productIds = changes.filter((change) => change.outletId === outletId).map(({ productId }) => productId);
      await this.tell(await this.stops.standings([outletId], productIds));
    }
  }

  /** Does the work, and tells of the products that are sold at one of the outlets before it and not after, or the other way round. */
  async announcing(
    outletIds: readonly string[],
    productIds: readonly string[],
    work: () => Promise<void>,
  ): Promise<void> {
    const before = await this.stops.standings(outletIds, productIds);
    await work();
    const after = await this.stops.standings(outletIds, productIds);
    const isNew = (now: ProductStanding): boolean =>
      before.find((old) => old.outlet_id === now.outlet_id && old.product_id === now.product_id)?.unavailable_reason !==
      now.unavailable_reason;
    await this.tell(after.filter(isNew));
  }

  private async tell(standings: readonly ProductStanding[]): Promise<void> {
    await this.events.append(
      standings.map((payload) => ProductAvailabilityChanged.of({ outletId: payload.outlet_id, payload })),
    );
  }
}
