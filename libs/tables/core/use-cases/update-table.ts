import { Injectable } from '@nestjs/common';

import { type Actor, assertVersion, AuditLog, Clock, outletScope, UnitOfWork } from '#libs/kernel';

import { type DiningTable, reviseTable, type TableChanges } from '../model/dining-table.js';
import { assertParty } from '../model/party-sizes.js';
import { tableAudit } from '../model/table-audit.js';
import { tableNotFound } from '../model/tables.errors.js';
import { DiningTableRepository } from '../tables.ports.js';

export interface UpdateTableInput {
  readonly actor: Actor;
  readonly id: string;
  readonly changes: TableChanges;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** A change that changes nothing is not a version. */
@Injectable()
export class UpdateTable {
  constructor(
    private readonly tables: DiningTableRepository,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  execute({ actor, id, changes, version }: UpdateTableInput): Promise<DiningTable> {
    return this.unitOfWork.run(async () => {
      const before = await this.tables.lock(outletScope(actor), id);
      if (!before) throw tableNotFound();
      assertVersion(version, before.version);
      const after = reviseTable(before, changes, this.clock.now());
      if (after === before) return before;
      assertParty(after);
      await this.tables.update(after);
      await this.audit.record(tableAudit(actor, 'updated', after, { changes }));
      return after;
    });
  }
}
