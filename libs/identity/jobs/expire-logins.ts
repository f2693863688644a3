import { Inject, Injectable } from '@nestjs/common';

import { Database, deleteInBatches, ENV, type Env, HandlesJob, type JobHandler } from '#libs/platform';

const HOUR = 3_600_000;

/**
 * Hourly: forgets refresh tokens once no access token that came with them can be good, logins without any, logins that ended a month
 * ago, links to new passwords after a day, pairings that are over, approvals that were good for nothing any more a day ago, former e-mail addresses after a week,
 * and counters whose window is over.
 */
@Injectable()
@HandlesJob({ kind: 'identity.expire-logins', everyMs: HOUR })
export class ExpireLogins implements JobHandler {
  constructor(
    private readonly database: Database,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async handle(): Promise<void> {
    await this.forget(
      'refresh_tokens',
      'hash',
      'expires_at < now() - make_interval(secs => $1)',
      this.env.JWT_TTL / 1000,
    );
    await this.forget(
      'login_sessions',
      'id',
      `ended_at < now() - interval '30 days'
         OR NOT EXISTS (SELECT 1 FROM refresh_tokens r WHERE r.session_id = login_sessions.id)`,
    );
    await this.forget('password_reset_tokens', 'id', "expires_at < now() - interval '1 day'");
    await this.forget('device_pairings', 'id', "expires_at < now() - interval '1 hour'");
    await this.forget('approvals', 'id', "expires_at < now() - interval '1 day'");
    await this.forget('email_changes', 'id', "changed_at < now() - interval '7 days'");
    await this.forget('login_failures', 'account', 'window_ends_at < now()');
  }

  private forget(table: string, key: string, where: string, ...values: unknown[]): Promise<number> {
    return deleteInBatches(this.database, { table, key, where, values });
  }
}
