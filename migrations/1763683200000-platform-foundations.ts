import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PlatformFoundations1763683200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE events (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        id uuid NOT NULL UNIQUE,
        seq bigint,
        type text NOT NULL,
        outlet_id uuid,
        session_id uuid,
        customer_id uuid,
        occurred_at timestamptz NOT NULL DEFAULT now(),
        payload jsonb NOT NULL
      );
      CREATE INDEX events_waiting_for_seq ON events (position) WHERE seq IS NULL;
      CREATE UNIQUE INDEX events_by_seq ON events (seq) WHERE seq IS NOT NULL;
      CREATE INDEX events_by_outlet ON events (outlet_id, seq) WHERE seq IS NOT NULL;

      -- The last seq given. One row: its lock is what makes the numbering single-file.
      CREATE TABLE event_counter (
        id smallint PRIMARY KEY CHECK (id = 1),
        last_seq bigint NOT NULL
      );
      INSERT INTO event_counter (id, last_seq) VALUES (1, 0);

      CREATE TABLE jobs (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        key text NOT NULL,
        outlet_id uuid,
        payload jsonb NOT NULL,
        status text NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'DONE', 'DEAD')),
        attempts integer NOT NULL DEFAULT 0,
        max_attempts integer NOT NULL CHECK (max_attempts > 0),
        run_at timestamptz NOT NULL DEFAULT now(),
        locked_until timestamptz,
        last_error text,
        created_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz,
        UNIQUE (kind, key)
      );
      CREATE INDEX jobs_due ON jobs (run_at) WHERE status = 'PENDING';
      CREATE INDEX jobs_finished ON jobs (finished_at) WHERE status = 'DONE';

      CREATE TABLE idempotency_keys (
        caller text NOT NULL,
        key text NOT NULL,
        fingerprint text NOT NULL,
        status integer NOT NULL,
        body jsonb,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (caller, key)
      );
      CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

      CREATE TABLE audit_log (
        id uuid PRIMARY KEY,
        outlet_id uuid,
        actor_kind text NOT NULL,
        actor_id uuid,
        actor_role text,
        action text NOT NULL,
        subject_type text NOT NULL,
        subject_id text NOT NULL,
        reason text,
        approved_by uuid,
        details jsonb NOT NULL DEFAULT '{}',
        request_id text,
        occurred_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX audit_log_by_outlet ON audit_log (outlet_id, id DESC);
      CREATE INDEX audit_log_by_subject ON audit_log (subject_type, subject_id, id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_log, idempotency_keys, jobs, event_counter, events');
  }
}
