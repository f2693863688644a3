import type { ActorRef, AuditEntry } from '#libs/kernel';

import type { ApprovalRequest } from './approval-request.js';

/** What the audit log says of an approval: which request, and never what is in it. */
export const approvalEntry = (
  action: 'approval.requested' | 'approval.granted' | 'approval.denied',
  actor: ActorRef,
  { id, outletId, keys, request, askedBy }: Pick<ApprovalRequest, 'id' | 'outletId' | 'keys' | 'request' | 'askedBy'>,
  approvedBy: string | null = null,
): AuditEntry => ({
  outletId,
  actor,
  action,
  subjectType: 'approval',
  subjectId: id,
  approvedBy,
  details: { permissions: keys, method: request.method, path: request.path.split('?', 1)[0], asked_by: askedBy },
});
