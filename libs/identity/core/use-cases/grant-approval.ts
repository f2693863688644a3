import { Injectable } from '@nestjs/common';

import type { UserActor } from '#libs/kernel';

import type { ApprovalRequest } from '../model/approval-request.js';
import { ApprovalDecisions } from '../services/approval-decisions.js';

export interface GrantApprovalInput {
  readonly actor: UserActor;
  readonly approvalId: string;
}

/** Approves what a colleague asked for from afar. */
@Injectable()
export class GrantApproval {
  constructor(private readonly decisions: ApprovalDecisions) {}

  /** Throws what `ApprovalDecisions.decide` throws. */
  execute({ actor, approvalId }: GrantApprovalInput): Promise<ApprovalRequest> {
    return this.decisions.decide(actor, approvalId, 'GRANTED');
  }
}
