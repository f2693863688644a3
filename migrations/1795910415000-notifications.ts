import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails that were sent, or are to be. */
export class Notifications1795910415000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- notifications: one mail a cause. The receiver is an id: there is no address here, and nothing of what the mail
      -- says.
      CREATE TABLE notifications (
        id         uuid        PRIMARY KEY,
        kind       text        NOT NULL,
        cause      text        NOT NULL UNIQUE,
        outlet_id  uuid,
        user_id    uuid,
        job_id     uuid        NOT NULL,
        status     text        NOT NULL CHECK (status IN ('PENDING', 'SENT', 'FAILED')),
        attempts   integer     NOT NULL CHECK (attempts > 0),
        refusals   integer     NOT NULL DEFAULT 0,
        held_until timestamptz,
        last_error text,
        mailer     text,
        message_id text,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        sent_at    timestamptz,
        CHECK ((status = 'SENT') = (sent_at IS NOT NULL))
      );
      CREATE INDEX notifications_owed ON notifications (id) WHERE status <> 'SENT';
      CREATE INDEX notifications_by_user ON notifications (user_id) WHERE user_id IS NOT NULL;
      CREATE INDEX notifications_by_age ON notifications (updated_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE notifications');
  }
}
