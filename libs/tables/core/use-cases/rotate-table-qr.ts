import { Injectable } from '@nestjs/common';

import { type Actor, assertVersion, AuditLog, Clock, outletScope, UnitOfWork } from '#libs/kernel';

import { type DiningTable, reviseTable } from '../model/dining-table.js';
import { tableAudit } from '../model/table-audit.js';
import { tableNotFound } from '../model/tables.errors.js';
import { DiningTableRepository, TableSecrets } from '../tables.ports.js';

export interface RotateTableQrInput {
  readonly actor: Actor;
  readonly id: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** A new code for the table: photos and prints of the old one open nothing any more. Phones that sit there now stay. */
@Injectable()
export class RotateTableQr {
  constructor(
    private readonly tables: DiningTableRepository,
    private readonly secrets: TableSecrets,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  execute({ actor, id, version }: RotateTableQrInput): Promise<DiningTable> {
    return this.unitOfWork.run(async () => {
      const before = await this.tables.lock(outletScope(actor), id);
      if (!before) throw tableNotFound();
      assertVersion(version, before.version);
      const after = reviseTable(before, { qrSecret: this.secrets.qrSecret() }, this.clock.now());
      await this.tables.update(after);
      await this.audit.record(tableAudit(actor, 'qr_rotated', after));
      return after;
    });
  }
}
