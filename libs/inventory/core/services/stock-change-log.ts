import { Injectable } from '@nestjs/common';

import { CatalogChanged } from '#events/catalog';
import { type AuditEntry, AuditLog, EventLog } from '#libs/kernel';

import type { PostedStock } from '../model/stock.js';

/** What a person's change of stock leaves behind, in its transaction: an audit entry, and an event that makes every cache old. */
@Injectable()
export class StockChangeLog {
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
