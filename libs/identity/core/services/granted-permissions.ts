import { Injectable } from '@nestjs/common';

import {
  actorRef,
  type ApprovalProof,
  Clock,
  type PermissionEffect,
  type PermissionFacts,
  type PermissionKey,
  type PermissionNeed,
  Permissions,
  type PermissionVerdict,
  type UserActor,
} from '#libs/kernel';

import { type Account, ApprovalRepository, PresentedGrants, TokenMint, UserRepository } from '../identity.ports.js';
import { approvalDenied } from '../model/identity.errors.js';
import {
  approvalNeeded,
  grantExpired,
  grantMismatch,
  grantUsed,
  permissionDenied,
} from '../model/permission.errors.js';
import { normalName, type User } from '../model/user.js';
import { PermissionBook } from './permission-book.js';
import { SecretCheck } from './secret-check.js';

/** Whoever gives an approval, and for what. */
export interface ProofOf {
  readonly actor: UserActor;
  readonly outletId: string;
  readonly keys: readonly PermissionKey[];
  readonly facts?: PermissionFacts;
  readonly approval: ApprovalProof;
}

/** Rules, and the proofs that stand in for a permission: a colleague's PIN or password, or a grant that they gave before. */
@Injectable()
export class GrantedPermissions extends Permissions {
  constructor(
    private readonly book: PermissionBook,
    private readonly users: UserRepository,
    private readonly secretCheck: SecretCheck,
    private readonly grants: ApprovalRepository,
    private readonly presented: PresentedGrants,
    private readonly tokens: TokenMint,
    private readonly clock: Clock,
  ) {
    super();
  }

  async may(
    actor: UserActor,
    outletId: string,
    key: PermissionKey,
    facts?: PermissionFacts,
    otherwise?: PermissionEffect,
  ): Promise<PermissionVerdict> {
    return (await this.book.read()).verdict(actor, outletId, key, facts, otherwise);
  }

  async effects(
    actor: UserActor,
    key: PermissionKey,
    otherwise: PermissionEffect,
  ): Promise<ReadonlySet<PermissionEffect>> {
    return (await this.book.read()).effects(actor, key, otherwise);
  }

  async require(need: PermissionNeed): Promise<string> {
    const { actor, outletId, key, facts } = need;
    const verdict = await this.may(actor, outletId, key, facts);
    if (verdict.effect === 'ALLOW') return actor.id;
    if (verdict.effect === 'DENY') throw permissionDenied(key);
    return this.proofFor(need, verdict);
  }

  async prove(need: PermissionNeed): Promise<string> {
    return this.proofFor(need, { effect: 'APPROVE', source: 'DEFAULT', limits: {} });
  }

  /** The id of whoever proves to be somebody who may do all of it alone, and is not the actor. Throws `APPROVAL_DENIED`. */
  async approverOf({ actor, outletId, keys, facts, approval }: ProofOf): Promise<string> {
    const { userId, username, pin, password } = approval;
    const called = userId ?? username;
    const secret = pin ?? password;
    if (called === undefined || secret === undefined) throw approvalDenied();
    const found = await this.find(approval);
    const isGood =
      found !== null && found.user.id !== actor.id && (await this.mayAll(found.user, outletId, keys, facts));
    const approver = await this.secretCheck.check({
      account: isGood ? found : null,
      called,
      kind: pin === undefined ? 'password' : 'pin',
      secret,
      purpose: 'approval',
      by: actorRef(actor),
      outletId,
    });
    if (!approver) throw approvalDenied();
    return approver.id;
  }

  /** Whether somebody may do all of it alone at an outlet that is theirs. */
  async mayAll(
    who: Pick<User, 'id' | 'role' | 'outletIds'>,
    outletId: string,
    keys: readonly PermissionKey[],
    facts?: PermissionFacts,
  ): Promise<boolean> {
    if (who.role !== 'ADMIN' && !who.outletIds.includes(outletId)) return false;
    const book = await this.book.read();
    return keys.every((key) => book.verdict(who, outletId, key, facts).effect === 'ALLOW');
  }

  private async proofFor(need: PermissionNeed, verdict: PermissionVerdict): Promise<string> {
    const { approval, key } = need;
    if (approval && isWhole(approval)) return this.approverOf({ ...need, keys: [key], approval });
    const grant = this.presented.current();
    if (!grant) throw approvalNeeded(key, verdict);
    return this.spend(need, grant);
  }

  private async spend(
    { actor, outletId, key, facts }: PermissionNeed,
    { token, requestHash }: { token: string; requestHash: string },
  ): Promise<string> {
    const spending = await this.grants.spend({
      tokenHash: this.tokens.digest(token),
      askedBy: actor.id,
      outletId,
      key,
      requestHash,
      at: this.clock.now(),
    });
    if (spending.outcome !== 'SPENT') throw REFUSALS[spending.outcome]();
    // Whoever gave it may do this alone still, now that its figures are known.
    const approver = await this.users.find(spending.approvedBy);
    if (!approver || !(await this.mayAll(approver, outletId, [key], facts))) throw approvalDenied();
    return approver.id;
  }

  private async find({ userId, username }: ApprovalProof): Promise<Account | null> {
    if (userId !== undefined) return this.users.accountById(userId);
    return this.users.accountByName({ username: normalName(username ?? '') });
  }
}

const REFUSALS = { MISMATCH: grantMismatch, EXPIRED: grantExpired, USED: grantUsed } as const;

const isWhole = ({ userId, username, pin, password }: ApprovalProof): boolean =>
  (userId ?? username) !== undefined && (pin ?? password) !== undefined;
