import { Injectable } from '@nestjs/common';

import { actorRef, Clock, type UserActor } from '#libs/kernel';

import { currentPasswordWrong, reauthenticationRequired } from '../model/identity.errors.js';
import { LoginSessionRepository, UserRepository } from '../identity.ports.js';
import { changesTheWayIn, type NewSecrets, type User, type UserChanges } from '../model/user.js';
import { SecretCheck } from './secret-check.js';

/** A login with the password is taken for its owner for five minutes. */
const FRESH_MS = 5 * 60_000;

export interface OwnerProof {
  readonly actor: UserActor;
  readonly sessionId: string;
  /** Needed for a new password, and for whatever else changes how one gets in unless the login is fresh. */
  readonly currentPassword?: string;
}

export interface OwnChange extends OwnerProof {
  readonly changes: UserChanges;
  readonly secrets: NewSecrets;
}

/**
 * Whoever found an open till or a phone must not take the account over: what changes how one gets in, or ends the account, needs the
 * current password, or a login with it that is younger than five minutes (one by PIN never is). Throws `REAUTHENTICATION_REQUIRED`
 * and `CURRENT_PASSWORD_WRONG` for a wrong one, which counts as a wrong try.
 */
@Injectable()
export class OwnerCheck {
  constructor(
    private readonly users: UserRepository,
    private readonly sessions: LoginSessionRepository,
    private readonly secretCheck: SecretCheck,
    private readonly clock: Clock,
  ) {}

  /** Before somebody changes their own account, by whichever route. */
  async assertMayChange(own: User, { changes, secrets, ...proof }: OwnChange): Promise<void> {
    if (secrets.password !== undefined && proof.currentPassword === undefined) throw currentPasswordWrong();
    if (changesTheWayIn(own, changes, secrets)) await this.assertOwner(proof);
  }

  async assertOwner({ actor, sessionId, currentPassword }: OwnerProof): Promise<void> {
    if (currentPassword === undefined) {
      if (!(await this.isFresh(sessionId))) throw reauthenticationRequired();
      return;
    }
    const account = await this.users.accountById(actor.id);
    const proved = await this.secretCheck.check({
      account,
      called: actor.id,
      kind: 'password',
      secret: currentPassword,
      purpose: 'reauthentication',
      by: actorRef(actor),
    });
    if (!proved) throw currentPasswordWrong();
  }

  private async isFresh(sessionId: string): Promise<boolean> {
    const proof = await this.sessions.proofOf(sessionId);
    return proof?.by === 'password' && this.clock.now().getTime() - proof.at.getTime() < FRESH_MS;
  }
}
