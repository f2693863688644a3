import { Injectable } from '@nestjs/common';

import { type Actor, AuditLog, Clock, outletScope, UnitOfWork } from '#libs/kernel';

import { tableAudit } from '../model/table-audit.js';
import { tableNotFound } from '../model/tables.errors.js';
import { TableStates } from '../services/table-states.js';
import { DiningTableRepository, TableMarkRepository } from '../tables.ports.js';

/** Somebody has cleaned a table. One that is clean stays as it is. */
@Injectable()
export class CleanTable {
  constructor(
    private readonly tables: DiningTableRepository,
    private readonly marks: TableMarkRepository,
    private readonly states: TableStates,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `TABLE_NOT_FOUND` (404). */
  execute({ actor, id }: { readonly actor: Actor; readonly id: string }): Promise<void> {
    return this.unitOfWork.run(async () => {
      const table = await this.tables.lock(outletScope(actor), id);
      if (!table) throw tableNotFound();
      if (!(await this.marks.of([id])).get(id)?.dirtySince) return;
      await this.marks.clear(table.outletId, id, this.clock.now());
      await this.audit.record(tableAudit(actor, 'cleaned', table));
      await this.states.tell([id]);
    });
  }
}
