import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Dining tables and the sittings at them. */
export class Tables1795910404000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- dining_tables: a table of an outlet, with the secret of its QR code.
      CREATE TABLE dining_tables (
        id         uuid        PRIMARY KEY,
        outlet_id  uuid        NOT NULL REFERENCES outlets (id),
        name       text        NOT NULL CHECK (name <> ''),
        area       text,
        seats      integer     CHECK (seats BETWEEN 1 AND 1000),
        -- At least 128 random bits: whoever has it may sit down at the table.
        qr_secret  text        NOT NULL CHECK (length(qr_secret) >= 22),
        active     boolean     NOT NULL DEFAULT true,
        version    integer     NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        deleted_at timestamptz,
        UNIQUE (outlet_id, id)
      );
      CREATE UNIQUE INDEX dining_tables_name ON dining_tables (outlet_id, lower(name)) WHERE deleted_at IS NULL;

      -- table_sessions: a sitting, from the first order or scan until the table is free again.
      CREATE TABLE table_sessions (
        id          uuid        PRIMARY KEY,
        outlet_id   uuid        NOT NULL,
        table_id    uuid        NOT NULL,
        -- The user who opened it; null for a phone that scanned the code.
        opened_by   uuid,
        opened_at   timestamptz NOT NULL,
        expires_at  timestamptz NOT NULL CHECK (expires_at > opened_at),
        closed_at   timestamptz CHECK (closed_at >= opened_at),
        -- The sitting that this one became a part of: who knows this one's id finds it.
        joined_into uuid,
        FOREIGN KEY (outlet_id, table_id) REFERENCES dining_tables (outlet_id, id)
      );
      CREATE UNIQUE INDEX table_sessions_one_open ON table_sessions (table_id) WHERE closed_at IS NULL;
      CREATE INDEX table_sessions_by_outlet ON table_sessions (outlet_id, id DESC);
      CREATE INDEX table_sessions_by_table ON table_sessions (table_id, id DESC);
      CREATE INDEX table_sessions_to_expire ON table_sessions (expires_at) WHERE closed_at IS NULL;

      -- table_session_tokens: the phones at a sitting. A SHA-256 of each token is kept; the token itself is on the
      -- phone alone.
      CREATE TABLE table_session_tokens (
        token_hash bytea       PRIMARY KEY CHECK (octet_length(token_hash) = 32),
        session_id uuid        NOT NULL REFERENCES table_sessions (id) ON DELETE CASCADE,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX table_session_tokens_by_session ON table_session_tokens (session_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE table_session_tokens, table_sessions, dining_tables');
  }
}
