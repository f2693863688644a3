import { Inject, Injectable } from '@nestjs/common';

import { Database, ENV, type Env, HandlesJob, type JobHandler } from '#libs/platform';

const HOUR = 3_600_000;

/**
 * Hourly: forgets refresh tokens once no access token that came with them can be good, logins without any, logins that ended a month
 * ago, links to new passwords after a day, former e-mail addresses after a week,
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
    await this.database.execute({
      text: 'DELETE FROM refresh_tokens WHERE expires_at < now() - make_interval(secs => $1)',
      values: [this.env.JWT_TTL / 1000],
    });
    await this.database.execute({
      text: `DELETE FROM login_sessions s WHERE s.ended_at < now() - interval '30 days'
               OR NOT EXISTS (SELECT 1 FROM refresh_tokens r WHERE r.session_id = s.id)`,
    });
    await this.database.execute({
      text: "DELETE FROM password_reset_tokens WHERE expires_at < now() - interval '1 day'",
    });
    await this.database.execute({ text: "DELETE FROM email_changes WHERE changed_at < now() - interval '7 days'" });
    await this.database.execute({ text: 'DELETE FROM login_failures WHERE window_ends_at < now()' });
  }
}
