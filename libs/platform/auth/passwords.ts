import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';

import { unavailable } from '#libs/kernel';

/** Argon2id (the library's default), 64 MiB, three passes, four lanes: what S4 promises, and OWASP's floor several times over. */
const PARAMETERS = { memoryCost: 65_536, timeCost: 3, parallelism: 4 } as const;
const AT_ONCE = 2;
const LONGEST_QUEUE = 200;
const DECOY_TEXT = 'a password that nobody has';

/**
 * Hashes passwords, two at a time: each takes 64 MiB, so a burst of logins queues instead of eating the machine, and beyond the queue
 * is refused (503).
 */
@Injectable()
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private decoy?: Promise<string>;

  hash(password: string): Promise<string> {
    return this.limited(() => hash(password, PARAMETERS));
  }

  /** Whether the password fits. With no hash (an unknown user) it takes the same time and says no. */
  async matches(password: string, hashed: string | null): Promise<boolean> {
    this.decoy ??= this.hash(DECOY_TEXT);
    const against = hashed ?? (await this.decoy);
    const fits = await this.limited(() => verify(against, password));
    return hashed !== null && fits;
  }

  private async limited<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting.length >= LONGEST_QUEUE)
      throw unavailable('LOGIN_BUSY', 'Too many logins at once. Try again in a moment.', 2);
    if (this.running >= AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running++;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
