import { Injectable } from '@nestjs/common';

import { assertVersion, AuditLog, Clock, outletScope, UnitOfWork, type UserActor, versionConflict } from '#libs/kernel';

import { reasonNotFound } from '../model/outlets.errors.js';
import { type Reason, type ReasonChanges, reviseReason } from '../model/reason.js';
import { ReasonRepository } from '../outlets.ports.js';
import { reasonAudit } from '../services/reason-audit.js';

export interface UpdateReasonInput {
  readonly actor: UserActor;
  readonly id: string;
  readonly changes: ReasonChanges;
  /** The version that the caller has seen; unchecked when absent. */
  readonly version?: number;
}

/** A change that changes nothing is not a version. What was done for the reason keeps the label that it had. */
@Injectable()
export class UpdateReason {
  constructor(
    private readonly reasons: ReasonRepository,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `REASON_NOT_FOUND`, `REASON_LABEL_TAKEN`, `VERSION_CONFLICT`. */
  execute({ actor, id, changes, version }: UpdateReasonInput): Promise<Reason> {
    return this.unitOfWork.run(async () => {
      const before = await this.find(actor, id);
      assertVersion(version, before.version);
      const after = reviseReason(before, changes, this.clock.now());
      if (after === before) return before;
      if (!(await this.reasons.update(after))) throw versionConflict((await this.find(actor, id)).version);
      await this.audit.record(reasonAudit(actor, 'updated', after, { fields: Object.keys(changes) }));
      return after;
    });
  }

  private async find(actor: UserActor, id: string): Promise<Reason> {
    const reason = await this.reasons.find(outletScope(actor), id);
    if (!reason) throw reasonNotFound();
    return reason;
  }
}
