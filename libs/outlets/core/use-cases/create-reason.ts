import { Injectable } from '@nestjs/common';

import { assertOutlet, AuditLog, Clock, UnitOfWork, type UserActor } from '#libs/kernel';

import { newReason, type Reason, type ReasonFields } from '../model/reason.js';
import { OutletsApi } from '../outlets.api.js';
import { ReasonRepository } from '../outlets.ports.js';
import { reasonAudit } from '../services/reason-audit.js';

export interface CreateReasonInput {
  readonly actor: UserActor;
  readonly outletId: string;
  readonly fields: ReasonFields;
}

@Injectable()
export class CreateReason {
  constructor(
    private readonly reasons: ReasonRepository,
    private readonly outlets: OutletsApi,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `OUTLET_NOT_FOUND`, `REASON_LABEL_TAKEN`. */
  async execute({ actor, outletId, fields }: CreateReasonInput): Promise<Reason> {
    assertOutlet(actor, outletId);
    await this.outlets.get(outletId);
    const reason = newReason(outletId, fields, this.clock.now());
    await this.unitOfWork.run(async () => {
      await this.reasons.insert(reason);
      await this.audit.record(reasonAudit(actor, 'created', reason));
    });
    return reason;
  }
}
