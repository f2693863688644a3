import { Injectable } from '@nestjs/common';

import type { UserActor } from '#libs/kernel';

import type { ApprovalRequest } from '../model/approval-request.js';
import { ApprovalDecisions } from '../services/approval-decisions.js';

export interface DenyApprovalInput {
  readonly actor: UserActor;
  readonly approvalId: string;
}

/** Refuses what a colleague asked for from afar. */
@Injectable()
export class DenyApproval {
  constructor(private readonly decisions: ApprovalDecisions) {}

  /** Throws what `ApprovalDecisions.decide` throws. */
  execute({ actor, approvalId }: DenyApprovalInput): Promise<ApprovalRequest> {
    return this.decisions.decide(actor, approvalId, 'DENIED');
  }
}
