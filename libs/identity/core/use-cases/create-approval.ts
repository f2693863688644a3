import { Injectable } from '@nestjs/common';

import { type ApprovalProof, actorRef, AuditLog, Clock, UnitOfWork } from '#libs/kernel';

import { type ApprovalRequest, GRANT_MS } from '../model/approval-request.js';
import { approvalEntry } from '../model/approval-audit.js';
import { ApprovalRequests, type WishForApproval } from '../services/approval-requests.js';
import { GrantedPermissions } from '../services/granted-permissions.js';
import { ApprovalRepository } from '../identity.ports.js';

export interface CreateApprovalInput extends WishForApproval {
  readonly approver: ApprovalProof;
}

/** An approval with the token that stands for it: told to whoever asked alone. */
export interface AskedApproval {
  readonly approval: ApprovalRequest;
  readonly grant: string;
}

/** Somebody at the same till approves one request of a colleague's with their PIN. */
@Injectable()
export class CreateApproval {
  constructor(
    private readonly requests: ApprovalRequests,
    private readonly permissions: GrantedPermissions,
    private readonly approvals: ApprovalRepository,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws `APPROVAL_DENIED`, `RATE_LIMITED` after wrong PINs, and what `ApprovalRequests.draft` throws. */
  async execute({ actor, outletId, request, approver }: CreateApprovalInput): Promise<AskedApproval> {
    const { grant, ...draft } = await this.requests.draft({ actor, outletId, request });
    const decidedBy = await this.permissions.approverOf({ actor, outletId, keys: draft.keys, approval: approver });
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + GRANT_MS);
    const approval = { ...draft, status: 'GRANTED', reason: null, decidedBy, createdAt, expiresAt } as const;
    await this.unitOfWork.run(async () => {
      await this.approvals.add(approval);
      await this.audit.record(approvalEntry('approval.granted', actorRef(actor), approval, decidedBy));
    });
    return { approval, grant };
  }
}
