import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the state of a table follows from beside its sitting, sittings at several tables, and how many may sit at one. */
export class TablesStates1796400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE dining_tables
        ADD COLUMN blocked_at timestamptz,
        ADD COLUMN min_party  integer CHECK (min_party BETWEEN 1 AND 1000),
        ADD COLUMN max_party  integer CHECK (max_party BETWEEN 1 AND 1000),
        ADD CONSTRAINT dining_tables_party CHECK (min_party <= max_party);

      -- A row from the first time that something happened at a table.
      CREATE TABLE table_states (
        table_id      uuid        PRIMARY KEY REFERENCES dining_tables (id),
        outlet_id     uuid        NOT NULL,
        -- Since when it waits to be cleaned; null: it does not.
        dirty_since   timestamptz,
        -- When guests left it, it was cleaned or given free; null: never.
        idle_since    timestamptz,
        -- What was last told of it as TABLE_STATE_CHANGED; null: nothing.
        state         text        CHECK (state IN ('FREE', 'DIRTY', 'SEATED', 'ORDERED', 'PAID', 'BLOCKED')),
        state_since   timestamptz,
        session_id    uuid
      );
      CREATE INDEX table_states_by_session ON table_states (session_id) WHERE session_id IS NOT NULL;
      CREATE INDEX table_states_taken ON table_states (table_id) WHERE state <> 'FREE' OR dirty_since IS NOT NULL;

      -- Tables at which a sitting is besides its own.
      CREATE TABLE table_links (
        table_id   uuid        PRIMARY KEY REFERENCES dining_tables (id),
        outlet_id  uuid        NOT NULL,
        session_id uuid        NOT NULL,
        linked_at  timestamptz NOT NULL
      );
      CREATE INDEX table_links_by_session ON table_links (session_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE table_links;
      DROP TABLE table_states;
      ALTER TABLE dining_tables DROP CONSTRAINT dining_tables_party,
        DROP COLUMN blocked_at, DROP COLUMN min_party, DROP COLUMN max_party`);
  }
}
