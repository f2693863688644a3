import { Injectable } from '@nestjs/common';

import { type ActorRef, SYSTEM, UnitOfWork } from '#libs/kernel';

import {
  type Account,
  LoginThrottle,
  type OpenTry,
  SecretHasher,
  type SecretPurpose,
  SecurityLog,
  TokenMint,
  UserRepository,
} from '../identity.ports.js';
import type { SecretKind } from '../model/secret-tries.js';
import { normalName, type User } from '../model/user.js';

export interface SecretProof {
  /** Null when nobody has the name: the answer takes as long as for a wrong secret. */
  readonly account: Account | null;
  /** What the caller called the account: a name, or a user's id. */
  readonly called: string;
  readonly kind: SecretKind;
  readonly secret: string;
  readonly purpose: SecretPurpose;
  /** Who asks, when somebody is signed in. */
  readonly by?: ActorRef;
  readonly outletId?: string;
}

/**
 * Checks a secret: the user when it is theirs, else null. Wrong tries count against who makes them, whether the account exists or not;
 * what came of it is in the audit log. Both stay, whatever becomes of the request. It runs outside of any unit of work, since secrets wait
 * for each other, and once for each proof that a unit asks for. Throws `RATE_LIMITED`.
 */
@Injectable()
export class SecretCheck {
  constructor(
    private readonly throttle: LoginThrottle,
    private readonly hasher: SecretHasher,
    private readonly users: UserRepository,
    private readonly tokens: TokenMint,
    private readonly log: SecurityLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  check(input: SecretProof): Promise<User | null> {
    const { account, called, kind, secret, purpose, outletId } = input;
    const proof = this.tokens.digest(JSON.stringify([purpose, kind, called, account?.user.id, secret, outletId]));
    return this.unitOfWork.outside(proof, () => this.open(input));
  }

  private async open(input: SecretProof): Promise<User | null> {
    const { account, called, kind } = input;
    const counted = account?.user.id ?? this.tokens.digest(normalName(called).toLowerCase());
    const attempt = await this.throttle.open({ kind, account: counted });
    try {
      return await this.make(attempt, input);
    } finally {
      attempt.done();
    }
  }

  private async make(attempt: OpenTry, input: SecretProof): Promise<User | null> {
    const { account, kind, secret, purpose, by, outletId } = input;
    const hash = (kind === 'password' ? account?.passwordHash : account?.pinHash) ?? null;
    const fits = await this.hasher.matches(secret, hash);
    const note = { purpose, kind, userId: account?.user.id ?? null, by: by ?? SYSTEM, outletId: outletId ?? null };
    if (!fits || !account) {
      const { locks } = await attempt.wrong();
      await this.log.note({ ...note, outcome: 'wrong' });
      if (locks) await this.log.note({ ...note, outcome: 'locked' });
      return null;
    }
    await attempt.right();
    await this.log.note({ ...note, outcome: 'right' });
    if (kind === 'password' && hash && this.hasher.isOutdated(hash)) {
      await this.users.rehash(account.user.id, hash, await this.hasher.hash(secret));
    }
    return account.user;
  }
}
