import { Injectable } from '@nestjs/common';

import { actorRef, AuditLog, Clock, EventLog, outletScope, UnitOfWork, type UserActor } from '#libs/kernel';

import { approvalEntry } from '../model/approval-audit.js';
import { type ApprovalRequest, GRANT_MS } from '../model/approval-request.js';
import { ApprovalDecided } from '../model/identity.events.js';
import { ownApproval, requestDecided, requestNotFound } from '../model/permission.errors.js';
import { GrantedPermissions } from './granted-permissions.js';
import { ApprovalRepository } from '../identity.ports.js';

/** Whoever may do alone what a colleague asks for says yes or no to it, once. */
@Injectable()
export class ApprovalDecisions {
  constructor(
    private readonly approvals: ApprovalRepository,
    private readonly permissions: GrantedPermissions,
    private readonly events: EventLog,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `APPROVAL_NOT_FOUND`, `APPROVAL_DENIED` for whoever may not decide it, `APPROVAL_DECIDED`. */
  async decide(actor: UserActor, id: string, status: 'GRANTED' | 'DENIED'): Promise<ApprovalRequest> {
    return this.unitOfWork.run(async () => {
      const approval = await this.approvals.lock(outletScope(actor), id);
      if (!approval) throw requestNotFound();
      const { outletId, keys } = approval;
      const isOthers = approval.askedBy !== actor.id;
      if (!isOthers || !(await this.permissions.mayAll(actor, outletId, keys))) throw ownApproval();
      const at = this.clock.now();
      if (approval.status !== 'WAITING' || approval.expiresAt <= at) throw requestDecided();
      const expiresAt = new Date(at.getTime() + GRANT_MS);
      await this.approvals.decide(id, { status, by: actor.id, at, expiresAt });
      const decided: ApprovalRequest = { ...approval, status, decidedBy: actor.id, expiresAt };
      await this.tell(actor, decided, status);
      return decided;
    });
  }

  private async tell(actor: UserActor, approval: ApprovalRequest, decision: 'GRANTED' | 'DENIED'): Promise<void> {
    const { id, outletId, keys, askedBy, expiresAt } = approval;
    const action = decision === 'GRANTED' ? 'approval.granted' : 'approval.denied';
    const by = decision === 'GRANTED' ? actor.id : null;
    await this.audit.record(approvalEntry(action, actorRef(actor), approval, by));
    await this.events.append([
      ApprovalDecided.of({
        outletId,
        payload: {
          id,
          outlet_id: outletId,
          permissions: [...keys],
          asked_by: askedBy,
          decision,
          decided_by: actor.id,
          expires_at: expiresAt.toISOString(),
        },
      }),
    ]);
  }
}
