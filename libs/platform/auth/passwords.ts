import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';

import { unavailable } from '#libs/kernel';

import { FairQueue } from '../resilience/fair-queue.js';
import { currentCaller } from '../telemetry/request-context.js';

/** Argon2id (the library's default), 64 MiB, three passes, four lanes: what S4 promises, and OWASP's floor several times over. */
const PARAMETERS = { memoryCost: 65_536, timeCost: 3, parallelism: 4 } as const;
const AT_ONCE = 2;
const LONGEST_QUEUE = 200;
const MOST_OF_ONE_CALLER = 60;
const DECOY_TEXT = 'a password that nobody has';

/**
 * Hashes passwords, two at a time: each takes 64 MiB, so a burst of logins queues instead of eating the machine. Callers (users, and
 * addresses of those who are not signed in) take turns; beyond the queue they are refused with `LOGIN_BUSY` (503).
 */
@Injectable()
export class Passwords {
  private readonly queue = new FairQueue({
    atOnce: AT_ONCE,
    mostWaiting: LONGEST_QUEUE,
    mostOfOne: MOST_OF_ONE_CALLER,
    busy: () => unavailable('LOGIN_BUSY', 'Too many logins at once. Try again in a moment.', 2),
  });
  private decoy?: Promise<string>;

  hash(password: string): Promise<string> {
    return this.queue.run(currentCaller(), () => hash(password, PARAMETERS));
  }

  /** Whether the password fits. With no hash (an unknown user) it takes the same time and says no. */
  async matches(password: string, hashed: string | null): Promise<boolean> {
    // Once, and past the queue: a refusal there must not be kept.
    this.decoy ??= hash(DECOY_TEXT, PARAMETERS);
    const against = hashed ?? (await this.decoy);
    const fits = await this.queue.run(currentCaller(), () => verify(against, password));
    return hashed !== null && fits;
  }
}
