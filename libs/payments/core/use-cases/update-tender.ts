import { Injectable } from '@nestjs/common';

import { assertVersion, AuditLog, Clock, outletScope, UnitOfWork, type UserActor, versionConflict } from '#libs/kernel';

import { tenderNotFound } from '../model/payments.errors.js';
import { reviseTender, type Tender, type TenderFields } from '../model/tender.js';
import { TenderRepository } from '../payments.ports.js';
import { tenderAudit } from '../services/tender-audit.js';

export interface UpdateTenderInput {
  readonly actor: UserActor;
  readonly id: string;
  readonly changes: Partial<TenderFields>;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** A change that changes nothing is not a version. What was paid by the tender keeps the name that it had. */
@Injectable()
export class UpdateTender {
  constructor(
    private readonly tenders: TenderRepository,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `TENDER_NOT_FOUND`, `TENDER_NAME_TAKEN`, `VERSION_CONFLICT`. */
  execute({ actor, id, changes, version }: UpdateTenderInput): Promise<Tender> {
    return this.unitOfWork.run(async () => {
      const before = await this.find(actor, id);
      assertVersion(version, before.version);
      const after = reviseTender(before, changes, this.clock.now());
      if (after === before) return before;
      if (!(await this.tenders.update(after))) throw versionConflict((await this.find(actor, id)).version);
      await this.audit.record(tenderAudit(actor, 'updated', after, { fields: Object.keys(changes) }));
      return after;
    });
  }

  private async find(actor: UserActor, id: string): Promise<Tender> {
    const tender = await this.tenders.find(outletScope(actor), id);
    if (!tender) throw tenderNotFound();
    return tender;
  }
}
