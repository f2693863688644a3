import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the log was told to brokers of other systems. */
export class PlatformEventRelays1795962538000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- event_relays: one row for each broker. The broker has confirmed every event up to last_seq; fault says why it is
      -- away, for whoever looks.
      CREATE TABLE event_relays (
        name       text        PRIMARY KEY,
        last_seq   bigint      NOT NULL DEFAULT 0,
        fault      text,
        updated_at timestamptz NOT NULL DEFAULT now()
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE event_relays');
  }
}
