import { Injectable } from '@nestjs/common';

import { assertVersion, AuditLog, Clock, outletScope, UnitOfWork, type UserActor, versionConflict } from '#libs/kernel';

import { tenderNotFound } from '../model/payments.errors.js';
import { TenderRepository } from '../payments.ports.js';
import { tenderAudit } from '../services/tender-audit.js';

export interface DeleteTenderInput {
  readonly actor: UserActor;
  readonly id: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** Nobody pays by it any more. What was paid by it stays, and may be given back. */
@Injectable()
export class DeleteTender {
  constructor(
    private readonly tenders: TenderRepository,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `TENDER_NOT_FOUND`, `VERSION_CONFLICT`. */
  async execute({ actor, id, version }: DeleteTenderInput): Promise<void> {
    await this.unitOfWork.run(async () => {
      const tender = await this.tenders.find(outletScope(actor), id);
      if (!tender) throw tenderNotFound();
      assertVersion(version, tender.version);
      if (!(await this.tenders.remove(tender, this.clock.now()))) throw versionConflict(tender.version + 1);
      await this.audit.record(tenderAudit(actor, 'deleted', tender));
    });
  }
}
