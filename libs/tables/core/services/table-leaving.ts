import { Injectable } from '@nestjs/common';

import { OutletsApi } from '#libs/outlets';

import { TableMarkRepository } from '../tables.ports.js';

/** What becomes of a table when guests leave it: where the outlet says so it waits to be cleaned. */
@Injectable()
export class TableLeaving {
  constructor(
    private readonly marks: TableMarkRepository,
    private readonly outlets: OutletsApi,
  ) {}

  /** In the unit of work in which they leave. */
  async leave(tables: readonly { readonly outletId: string; readonly tableId: string }[], at: Date): Promise<void> {
    const outlets = await this.outlets.list([...new Set(tables.map(({ outletId }) => outletId))]);
    const cleaned = new Set(outlets.filter((outlet) => outlet.tablesNeedCleaning).map(({ id }) => id));
    const left = tables.map(({ outletId, tableId }) => ({ outletId, tableId, isDirty: cleaned.has(outletId) }));
    await this.marks.leave(left, at);
  }
}
