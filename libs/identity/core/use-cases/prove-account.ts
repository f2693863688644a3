import { Injectable } from '@nestjs/common';

import { type Account, LoginThrottle, SecretHasher, TokenMint, UserRepository } from '../identity.ports.js';
import { normalName, type User } from '../user.js';

export interface ProveAccountInput {
  /** Null when nobody has the name: the answer takes as long as for a wrong secret. */
  readonly account: Account | null;
  /** What the caller called the account: a name, or a user's id. */
  readonly called: string;
  readonly kind: 'password' | 'pin';
  readonly secret: string;
}

/**
 * Checks a secret: the user when it is theirs, else null. Every try counts against the account, whether it exists or not, before the
 * secret is looked at, so that a hundred at once are still only five. Throws `RATE_LIMITED` (429).
 */
@Injectable()
export class ProveAccount {
  constructor(
    private readonly throttle: LoginThrottle,
    private readonly hasher: SecretHasher,
    private readonly users: UserRepository,
    private readonly tokens: TokenMint,
  ) {}

  async execute({ account, called, kind, secret }: ProveAccountInput): Promise<User | null> {
    const counter = account?.user.id ?? this.tokens.digest(normalName(called).toLowerCase());
    await this.throttle.beforeTry(counter);
    const hash = (kind === 'password' ? account?.passwordHash : account?.pinHash) ?? null;
    const fits = await this.hasher.matches(secret, hash);
    if (!fits || !account) return null;
    await this.throttle.succeeded(counter);
    if (kind === 'password' && hash && this.hasher.isOutdated(hash)) {
      await this.users.rehash(account.user.id, hash, await this.hasher.hash(secret));
    }
    return account.user;
  }
}
