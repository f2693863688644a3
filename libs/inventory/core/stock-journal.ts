import { CatalogChanged } from '#events/catalog';
import type { AuditEntry, AuditLog, EventLog } from '#libs/kernel';

import type { PostedStock } from './stock-ledger.js';

/** Stock that a person changed: on record for the owner, and told to every cache. In the ambient transaction. */
export class StockJournal {
  constructor(
    private readonly audit: AuditLog,
    private readonly events: EventLog,
  ) {}

  async record(entry: AuditEntry & { readonly outletId: string }, stock: readonly PostedStock[]): Promise<void> {
    const changed = stock.filter(({ before, after }) => before !== after).map(({ productId }) => productId);
    await this.audit.record(entry);
    if (changed.length === 0) return;
    await this.events.append([CatalogChanged.of({ outletId: entry.outletId, payload: { product_ids: changed } })]);
  }
}
