import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Guests who call somebody to their table. */
export class TablesServiceCalls1796200003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- service_calls: a sitting wants somebody to come, or its bill. It goes along when its sitting moves.
      CREATE TABLE service_calls (
        outlet_id       uuid        NOT NULL,
        id              uuid        NOT NULL,
        session_id      uuid        NOT NULL,
        kind            text        NOT NULL CHECK (kind IN ('WAITER', 'BILL', 'OTHER')),
        note            text        CHECK (length(note) <= 80),
        -- How they want to pay.
        method          text,
        created_at      timestamptz NOT NULL,
        acknowledged_at timestamptz,
        acknowledged_by uuid,
        closed_at       timestamptz,
        -- The user; null of a call that ended with its sitting.
        closed_by       uuid,
        PRIMARY KEY (outlet_id, id)
      );
      -- A sitting has one of a kind at a time.
      CREATE UNIQUE INDEX service_calls_open ON service_calls (outlet_id, session_id, kind) WHERE closed_at IS NULL;
      CREATE INDEX service_calls_by_session ON service_calls (outlet_id, session_id, created_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE service_calls');
  }
}
