import { Injectable } from '@nestjs/common';

import { HandlesJob, HistoryArchive, type JobHandler } from '#libs/platform';

const DAY = 86_400_000;

const STOCK_MOVEMENTS = {
  table: 'stock_movements',
  columns:
    'position, id, outlet_id, product_id, type, quantity, balance_after, reason, reference_id, actor_kind, actor_id, occurred_at',
  key: 'position',
  keyType: 'bigint',
} as const;

/** Daily: archives movements of stock from longer ago than `HISTORY_RETENTION`. Levels stand in a table of their own and stay as they are. */
@Injectable()
@HandlesJob({ kind: 'inventory.keep-stock-movements', everyMs: DAY })
export class KeepStockMovementsJob implements JobHandler {
  constructor(private readonly history: HistoryArchive) {}

  async handle(): Promise<void> {
    await this.history.keep(STOCK_MOVEMENTS);
  }
}
