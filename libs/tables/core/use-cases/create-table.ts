import { Injectable } from '@nestjs/common';

import { type Actor, assertOutlet, AuditLog, Clock, newId, UnitOfWork } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { type DiningTable, newTable, type TableDraft } from '../model/dining-table.js';
import { assertParty } from '../model/party-sizes.js';
import { tableAudit } from '../model/table-audit.js';
import { DiningTableRepository, TableSecrets } from '../tables.ports.js';

@Injectable()
export class CreateTable {
  constructor(
    private readonly tables: DiningTableRepository,
    private readonly outlets: OutletsApi,
    private readonly secrets: TableSecrets,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async execute({ actor, draft }: { actor: Actor; draft: TableDraft }): Promise<DiningTable> {
    assertOutlet(actor, draft.outletId);
    await this.outlets.get(draft.outletId);
    assertParty(draft);
    const table = newTable(newId(), draft, this.secrets.qrSecret(), this.clock.now());
    await this.unitOfWork.run(async () => {
      await this.tables.insert(table);
      await this.audit.record(tableAudit(actor, 'created', table));
    });
    return table;
  }
}
