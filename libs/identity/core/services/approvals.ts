import { Injectable } from '@nestjs/common';

import { actorRef, isInScope, outletScope, type UserActor } from '#libs/kernel';

import type { Approval } from '../identity.api.js';
import { approvalDenied, approvalRequired } from '../model/identity.errors.js';
import { type Account, UserRepository } from '../identity.ports.js';
import { normalName, type User } from '../model/user.js';
import { SecretCheck } from './secret-check.js';

export interface ApprovalRequest {
  readonly actor: UserActor;
  readonly outletId: string;
  readonly approval?: Approval;
}

/** Who stands behind an act that needs a SUPERVISOR: the actor, or a colleague who proves it at the till. */
@Injectable()
export class Approvals {
  constructor(
    private readonly users: UserRepository,
    private readonly secretCheck: SecretCheck,
  ) {}

  async approve({ actor, outletId, approval }: ApprovalRequest): Promise<string> {
    if (mayApprove(actor.role) && isInScope(outletScope(actor), outletId)) return actor.id;
    const called = approval?.userId ?? approval?.username;
    const secret = approval?.pin ?? approval?.password;
    if (!approval || called === undefined || secret === undefined) throw approvalRequired();
    const found = await this.find(approval);
    const account = found && mayApproveAt(found.user, outletId) ? found : null;
    const kind = approval.pin === undefined ? 'password' : 'pin';
    const approver = await this.secretCheck.check({
      account,
      called,
      kind,
      secret,
      purpose: 'approval',
      by: actorRef(actor),
      outletId,
    });
    if (!approver) throw approvalDenied();
    return approver.id;
  }

  private async find({ userId, username }: Approval): Promise<Account | null> {
    if (userId !== undefined) return this.users.accountById(userId);
    return this.users.accountByName({ username: normalName(username ?? '') });
  }
}

const mayApprove = (role: string): boolean => role === 'SUPERVISOR' || role === 'ADMIN';

const mayApproveAt = (user: User, outletId: string): boolean =>
  user.role === 'ADMIN' || (user.role === 'SUPERVISOR' && user.outletIds.includes(outletId));
