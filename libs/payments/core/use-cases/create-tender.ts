import { Injectable } from '@nestjs/common';

import { assertOutlet, AuditLog, Clock, UnitOfWork, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { newTender, type Tender, type TenderFields } from '../model/tender.js';
import { TenderRepository } from '../payments.ports.js';
import { tenderAudit } from '../services/tender-audit.js';

export interface CreateTenderInput {
  readonly actor: UserActor;
  readonly outletId: string;
  readonly fields: TenderFields;
}

@Injectable()
export class CreateTender {
  constructor(
    private readonly tenders: TenderRepository,
    private readonly outlets: OutletsApi,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `OUTLET_NOT_FOUND`, `TENDER_NAME_TAKEN`. */
  async execute({ actor, outletId, fields }: CreateTenderInput): Promise<Tender> {
    assertOutlet(actor, outletId);
    await this.outlets.get(outletId);
    const tender = newTender(outletId, fields, this.clock.now());
    await this.unitOfWork.run(async () => {
      await this.tenders.insert(tender);
      await this.audit.record(tenderAudit(actor, 'created', tender));
    });
    return tender;
  }
}
