import { Injectable } from '@nestjs/common';

import { assertVersion, AuditLog, Clock, outletScope, UnitOfWork, type UserActor, versionConflict } from '#libs/kernel';

import { reasonNotFound } from '../model/outlets.errors.js';
import { ReasonRepository } from '../outlets.ports.js';
import { reasonAudit } from '../services/reason-audit.js';

export interface DeleteReasonInput {
  readonly actor: UserActor;
  readonly id: string;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** Nobody gives it any more. What was done for it keeps its label. */
@Injectable()
export class DeleteReason {
  constructor(
    private readonly reasons: ReasonRepository,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `REASON_NOT_FOUND`, `VERSION_CONFLICT`. */
  async execute({ actor, id, version }: DeleteReasonInput): Promise<void> {
    await this.unitOfWork.run(async () => {
      const reason = await this.reasons.find(outletScope(actor), id);
      if (!reason) throw reasonNotFound();
      assertVersion(version, reason.version);
      if (!(await this.reasons.remove(reason, this.clock.now()))) throw versionConflict(reason.version + 1);
      await this.audit.record(reasonAudit(actor, 'deleted', reason));
    });
  }
}
