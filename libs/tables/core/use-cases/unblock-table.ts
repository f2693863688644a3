import { Injectable } from '@nestjs/common';

import { assertVersion, AuditLog, Clock, outletScope, UnitOfWork } from '#libs/kernel';

import { reviseTable } from '../model/dining-table.js';
import { tableAudit } from '../model/table-audit.js';
import { tableNotFound } from '../model/tables.errors.js';
import { TableStates } from '../services/table-states.js';
import { DiningTableRepository, TableMarkRepository } from '../tables.ports.js';
import type { BlockTableInput } from './block-table.js';

/** Guests may sit at a table again. One that is not blocked stays as it is. */
@Injectable()
export class UnblockTable {
  constructor(
    private readonly tables: DiningTableRepository,
    private readonly marks: TableMarkRepository,
    private readonly states: TableStates,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `TABLE_NOT_FOUND` (404) and `VERSION_CONFLICT` (409). */
  execute({ actor, id, version }: BlockTableInput): Promise<void> {
    const now = this.clock.now();
    return this.unitOfWork.run(async () => {
      const table = await this.tables.lock(outletScope(actor), id);
      if (!table) throw tableNotFound();
      assertVersion(version, table.version);
      if (!table.blockedAt) return;
      const free = reviseTable(table, { blockedAt: null }, now);
      await this.tables.update(free);
      await this.marks.leave([{ outletId: table.outletId, tableId: id, isDirty: false }], now);
      await this.audit.record(tableAudit(actor, 'unblocked', free));
      await this.states.tell([id]);
    });
  }
}
