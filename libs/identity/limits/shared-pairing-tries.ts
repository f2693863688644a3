import { Inject, Injectable } from '@nestjs/common';

import { rateLimited } from '#libs/kernel';
import { ENV, type Env, RateLimitStorage } from '#libs/platform';

import { PairingTries } from '../core/identity.ports.js';

const MOST_WRONG = 5;
const MINUTE_MS = 60_000;

/** Each try takes one of five a minute, and a right one gives it back: of a hundred at once, five are looked at. */
@Injectable()
export class SharedPairingTries extends PairingTries {
  constructor(
    private readonly storage: RateLimitStorage,
    @Inject(ENV) private readonly env: Pick<Env, 'RATE_LIMIT_ENABLED'>,
  ) {
    super();
  }

  async begin(userId: string): Promise<void> {
    if (!this.env.RATE_LIMIT_ENABLED) return;
    const { isBlocked, timeToExpire } = await this.storage.increment(keyOf(userId), MINUTE_MS, MOST_WRONG);
    if (!isBlocked) return;
    const seconds = Math.max(1, timeToExpire);
    throw rateLimited(`Too many wrong tries. Try again in ${seconds} s.`, seconds);
  }

  async right(userId: string): Promise<void> {
    if (this.env.RATE_LIMIT_ENABLED) await this.storage.takeBack(keyOf(userId), 1);
  }
}

const keyOf = (userId: string): string => `pairing:user:${userId}`;
