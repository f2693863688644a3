import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The event log, jobs, idempotency keys and the audit log, and how a statement refuses. */
export class Platform1795910401000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- events: what happened, in the order of seq, which is given after the commit. Ids are UUIDs that nobody looks
      -- up.
      CREATE TABLE events (
        position    bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        id          uuid        NOT NULL,
        seq         bigint,
        type        text        NOT NULL,
        outlet_id   uuid,
        session_id  uuid,
        customer_id uuid,
        occurred_at timestamptz NOT NULL DEFAULT now(),
        payload     jsonb       NOT NULL
      );
      CREATE INDEX events_waiting_for_seq ON events (position) WHERE seq IS NULL;
      CREATE UNIQUE INDEX events_by_seq ON events (seq) WHERE seq IS NOT NULL;
      CREATE INDEX events_by_outlet ON events (outlet_id, seq) WHERE seq IS NOT NULL;
      -- Guests and customers find their own events in a log that is mostly other people's.
      CREATE INDEX events_by_session ON events (session_id, seq) WHERE session_id IS NOT NULL AND seq IS NOT NULL;
      CREATE INDEX events_by_customer ON events (customer_id, seq) WHERE customer_id IS NOT NULL AND seq IS NOT NULL;
      CREATE INDEX events_of_availability ON events (outlet_id, seq)
        WHERE type = 'PRODUCT_AVAILABILITY_CHANGED' AND seq IS NOT NULL;

      -- event_counter: the last seq that was given. Its only row is locked while seqs are given, so they have no gaps.
      CREATE TABLE event_counter (
        id       smallint PRIMARY KEY CHECK (id = 1),
        last_seq bigint   NOT NULL
      );
      INSERT INTO event_counter (id, last_seq) VALUES (1, 0);

      -- jobs: work that follows from a commit; one row for each kind and key.
      CREATE TABLE jobs (
        id           uuid        PRIMARY KEY,
        kind         text        NOT NULL,
        key          text        NOT NULL,
        outlet_id    uuid,
        payload      jsonb       NOT NULL,
        status       text        NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'DONE', 'DEAD')),
        attempts     integer     NOT NULL DEFAULT 0,
        max_attempts integer     NOT NULL CHECK (max_attempts > 0),
        run_at       timestamptz NOT NULL DEFAULT now(),
        locked_until timestamptz,
        last_error   text,
        created_at   timestamptz NOT NULL DEFAULT now(),
        finished_at  timestamptz,
        UNIQUE (kind, key)
      );
      CREATE INDEX jobs_due ON jobs (run_at) WHERE status = 'PENDING';
      CREATE INDEX jobs_finished ON jobs (finished_at) WHERE status = 'DONE';
      CREATE INDEX jobs_dead ON jobs (run_at) WHERE status = 'DEAD';

      -- idempotency_keys: answers that are given again when a request is repeated. A request that calls out is claimed
      -- before it runs: it has no status yet, and belongs to one process until running_until.
      CREATE TABLE idempotency_keys (
        caller        text        NOT NULL,
        key           text        NOT NULL,
        fingerprint   text        NOT NULL,
        status        integer,
        body          jsonb,
        created_at    timestamptz NOT NULL DEFAULT now(),
        running_until timestamptz,
        PRIMARY KEY (caller, key)
      );
      CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

      -- audit_log: who did what to what, and who approved it.
      CREATE TABLE audit_log (
        id             uuid        PRIMARY KEY,
        outlet_id      uuid,
        actor_kind     text        NOT NULL,
        actor_id       uuid,
        actor_role     text,
        action         text        NOT NULL,
        subject_type   text        NOT NULL,
        subject_id     text        NOT NULL,
        reason         text,
        approved_by    uuid,
        details        jsonb       NOT NULL DEFAULT '{}',
        request_id     text,
        occurred_at    timestamptz NOT NULL DEFAULT now(),
        client_address text
      );
      CREATE INDEX audit_log_by_outlet ON audit_log (outlet_id, id DESC);
      CREATE INDEX audit_log_by_subject ON audit_log (subject_type, subject_id, id);
      CREATE INDEX audit_log_by_actor ON audit_log (actor_id, id DESC);

      -- refuse: fails a statement, and with it all that is sent together with its commit. The application reads the
      -- reason and the details off the error.
      CREATE FUNCTION refuse(reason text, details jsonb DEFAULT '{}') RETURNS boolean LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION USING ERRCODE = 'CM409', MESSAGE = reason, DETAIL = details;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION refuse;
      DROP TABLE audit_log, idempotency_keys, jobs, event_counter, events;
    `);
  }
}
