import { Injectable } from '@nestjs/common';

import { actorRef, AuditLog, Clock, EventLog, UnitOfWork } from '#libs/kernel';

import { approvalEntry } from '../model/approval-audit.js';
import { WAITING_MS } from '../model/approval-request.js';
import { ApprovalRequested } from '../model/identity.events.js';
import { ApprovalRequests, type WishForApproval } from '../services/approval-requests.js';
import type { AskedApproval } from './create-approval.js';
import { ApprovalRepository } from '../identity.ports.js';

export interface RequestApprovalInput extends WishForApproval {
  readonly reason?: string;
}

/** Somebody asks those who are not at the till. The token is worth nothing until one of them grants it, and then for two minutes. */
@Injectable()
export class RequestApproval {
  constructor(
    private readonly requests: ApprovalRequests,
    private readonly approvals: ApprovalRepository,
    private readonly events: EventLog,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws what `ApprovalRequests.draft` throws. */
  async execute({ actor, outletId, request, reason }: RequestApprovalInput): Promise<AskedApproval> {
    const { grant, ...draft } = await this.requests.draft({ actor, outletId, request });
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + WAITING_MS);
    const given = { reason: reason ?? null, decidedBy: null, createdAt, expiresAt };
    const approval = { ...draft, ...given, status: 'WAITING' } as const;
    const { id, keys, askedBy, askedByRole } = approval;
    const { roles, userIds, exceptUserIds } = await this.requests.approversOf(outletId, keys);
    await this.unitOfWork.run(async () => {
      await this.approvals.add(approval);
      await this.audit.record(approvalEntry('approval.requested', actorRef(actor), approval));
      await this.events.append([
        ApprovalRequested.of({
          outletId,
          payload: {
            id,
            outlet_id: outletId,
            permissions: [...keys],
            asked_by: askedBy,
            asked_by_role: askedByRole,
            method: request.method,
            path: request.path.split('?', 1)[0] ?? '',
            expires_at: expiresAt.toISOString(),
            approvers: { roles: [...roles], user_ids: [...userIds], except_user_ids: [...exceptUserIds] },
          },
        }),
      ]);
    });
    return { approval, grant };
  }
}
