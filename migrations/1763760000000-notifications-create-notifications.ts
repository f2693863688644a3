import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NotificationsCreateNotifications1763760000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One mail per cause. Whom it is for is an id; no address, and nothing of what it says.
      CREATE TABLE notifications (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        cause text NOT NULL UNIQUE,
        outlet_id uuid,
        user_id uuid,
        job_id uuid NOT NULL,
        status text NOT NULL CHECK (status IN ('PENDING', 'SENT', 'FAILED')),
        attempts integer NOT NULL CHECK (attempts > 0),
        refusals integer NOT NULL DEFAULT 0,
        held_until timestamptz,
        last_error text,
        mailer text,
        message_id text,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        sent_at timestamptz,
        CHECK ((status = 'SENT') = (sent_at IS NOT NULL))
      );
      CREATE INDEX notifications_owed ON notifications (id) WHERE status <> 'SENT';
      CREATE INDEX notifications_by_user ON notifications (user_id) WHERE user_id IS NOT NULL;
      CREATE INDEX notifications_by_age ON notifications (updated_at);

      -- Work that waits for a person is listed, and must be found among all that is done.
      CREATE INDEX jobs_dead ON jobs (run_at) WHERE status = 'DEAD';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX jobs_dead;
      DROP TABLE notifications;
    `);
  }
}
