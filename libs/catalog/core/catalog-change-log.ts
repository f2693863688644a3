import type { ActorRef, AuditLog, EventLog, NewEvent, UnitOfWork } from '#libs/kernel';

import type { AvailabilityChange } from './catalog.ports.js';
import type { CatalogVersions } from './catalog-versions.js';

export interface CatalogChange {
  readonly actor: ActorRef;
  /** Dotted past tense: `product.created`. */
  readonly action: string;
  readonly subjectType: 'product' | 'category' | 'catalog';
  readonly subjectId: string;
  /** Null when it concerns every outlet. */
  readonly outletId: string | null;
  readonly productIds: readonly string[];
  readonly reason?: string | null;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What every change of the catalogue leaves behind, in its transaction: an audit entry, and word to every process's caches. */
export class CatalogChangeLog {
  constructor(
    private readonly auditLog: AuditLog,
    private readonly events: EventLog,
    private readonly versions: CatalogVersions,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async record({ productIds, ...entry }: CatalogChange): Promise<void> {
    await this.auditLog.record(entry);
    const payload = { product_ids: productIds };
    await this.events.append([{ type: 'CATALOG_CHANGED', outletId: entry.outletId, payload }]);
    this.unitOfWork.afterCommit(() => this.versions.bump('definition', entry.outletId));
  }

  /** Tells tills, tablets and guests what was 86'd, or came back. */
  async announce(changes: readonly AvailabilityChange[], available: boolean): Promise<void> {
    await this.events.append(
      changes.map(({ productId, name, outletId }): NewEvent => ({
        type: 'PRODUCT_AVAILABILITY_CHANGED',
        outletId,
        payload: { product_id: productId, name, available, outlet_id: outletId },
      })),
    );
  }
}
