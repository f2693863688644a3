import { Injectable } from '@nestjs/common';

import { type Actor, assertVersion, AuditLog, Clock, outletScope, UnitOfWork } from '#libs/kernel';

import { tableAudit } from '../model/table-audit.js';
import { tableNotFound, tableOccupied } from '../model/tables.errors.js';
import { DiningTableRepository, TableSessionRepository } from '../tables.ports.js';

export interface DeleteTableInput {
  readonly actor: Actor;
  readonly id: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** Takes a table away; its past sessions and orders stay. Refused while guests sit there. */
@Injectable()
export class DeleteTable {
  constructor(
    private readonly tables: DiningTableRepository,
    private readonly sessions: TableSessionRepository,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute({ actor, id, version }: DeleteTableInput): Promise<void> {
    const now = this.clock.now();
    await this.unitOfWork.run(async () => {
      const table = await this.tables.lock(outletScope(actor), id);
      if (!table) throw tableNotFound();
      assertVersion(version, table.version);
      const session = (await this.sessions.openAt([id], now)).get(id);
      if (session) throw tableOccupied(session);
      await this.tables.remove(id, now);
      await this.audit.record(tableAudit(actor, 'deleted', table));
    });
  }
}
