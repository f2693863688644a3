import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IdentityGuardedSecrets1763806000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Each counter brings its own rule: after \`free\` wrong tries it is locked, for \`step_seconds\` and then for longer each time
      -- (\`grows\`), or until its window is over.
      ALTER TABLE login_failures
        ADD COLUMN free integer NOT NULL DEFAULT 5,
        ADD COLUMN step_seconds double precision NOT NULL DEFAULT 20,
        ADD COLUMN grows boolean NOT NULL DEFAULT false,
        ADD COLUMN locked_until timestamptz;

      ALTER TABLE login_sessions
        ADD COLUMN proved_by text NOT NULL DEFAULT 'password' CHECK (proved_by IN ('password', 'pin')),
        ADD COLUMN network text;

      ALTER TABLE audit_log ADD COLUMN client_address text;

      -- Whom to tell that an account's e-mail address is another one now; the job that tells them knows the id alone.
      CREATE TABLE email_changes (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        old_email text NOT NULL,
        changed_at timestamptz NOT NULL
      );
      CREATE INDEX email_changes_by_user ON email_changes (user_id);
      CREATE INDEX email_changes_oldest_first ON email_changes (changed_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE email_changes;
      ALTER TABLE audit_log DROP COLUMN client_address;
      ALTER TABLE login_sessions DROP COLUMN network, DROP COLUMN proved_by;
      ALTER TABLE login_failures
        DROP COLUMN locked_until, DROP COLUMN grows, DROP COLUMN step_seconds, DROP COLUMN free;
    `);
  }
}
