import { Injectable } from '@nestjs/common';

import { type Actor, assertVersion, AuditLog, Clock, outletScope, UnitOfWork } from '#libs/kernel';

import { reviseTable } from '../model/dining-table.js';
import { tableAudit } from '../model/table-audit.js';
import { tableNotFound, tableOccupied } from '../model/tables.errors.js';
import { TableStates } from '../services/table-states.js';
import { DiningTableRepository, TableSessionRepository } from '../tables.ports.js';

export interface BlockTableInput {
  readonly actor: Actor;
  readonly id: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** Keeps guests away from a table at which nobody sits. One that is blocked stays so. */
@Injectable()
export class BlockTable {
  constructor(
    private readonly tables: DiningTableRepository,
    private readonly sessions: TableSessionRepository,
    private readonly states: TableStates,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `TABLE_NOT_FOUND` (404), `VERSION_CONFLICT` and `TABLE_OCCUPIED` (409). */
  execute({ actor, id, version }: BlockTableInput): Promise<void> {
    const now = this.clock.now();
    return this.unitOfWork.run(async () => {
      const table = await this.tables.lock(outletScope(actor), id);
      if (!table) throw tableNotFound();
      assertVersion(version, table.version);
      if (table.blockedAt) return;
      const session = (await this.sessions.openAt([id], now)).get(id);
      if (session) throw tableOccupied(session);
      const blocked = reviseTable(table, { blockedAt: now }, now);
      await this.tables.update(blocked);
      await this.audit.record(tableAudit(actor, 'blocked', blocked));
      await this.states.tell([id]);
    });
  }
}
