import { Inject, Injectable } from '@nestjs/common';

import { rateLimited } from '#libs/kernel';
import { Database, ENV, type Env } from '#libs/platform';

import { LoginThrottle } from '../core/identity.ports.js';

/** Fixed windows per account, in PostgreSQL, so that all processes count together and parallel tries one by one. */
@Injectable()
export class SqlLoginThrottle extends LoginThrottle {
  constructor(
    private readonly database: Database,
    @Inject(ENV) private readonly env: Env,
  ) {
    super();
  }

  async beforeTry(account: string): Promise<void> {
    if (!this.env.RATE_LIMIT_ENABLED) return;
    const [window] = await this.database.query<{ tries: number; seconds_left: number }>({
      name: 'login_failures.count',
      text: `INSERT INTO login_failures AS f (account, tries, window_ends_at) VALUES ($1, 1, now() + make_interval(secs => $2))
             ON CONFLICT (account) DO UPDATE SET
               tries = CASE WHEN f.window_ends_at <= now() THEN 1 ELSE f.tries + 1 END,
               window_ends_at = CASE WHEN f.window_ends_at <= now() THEN excluded.window_ends_at ELSE f.window_ends_at END
             RETURNING tries, ceil(extract(epoch FROM window_ends_at - now()))::integer AS seconds_left`,
      values: [account, this.env.RATE_LIMIT_LOGIN_WINDOW / 1000],
    });
    if (!window || window.tries <= this.env.RATE_LIMIT_LOGIN) return;
    const seconds = Math.max(1, window.seconds_left);
    throw rateLimited(`Too many requests. Try again in ${seconds} s.`, seconds);
  }

  async succeeded(account: string): Promise<void> {
    if (!this.env.RATE_LIMIT_ENABLED) return;
    await this.database.execute({
      name: 'login_failures.forget',
      text: 'DELETE FROM login_failures WHERE account = $1',
      values: [account],
    });
  }
}
