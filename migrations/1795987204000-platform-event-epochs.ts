import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The histories of this database: with each promotion of a standby a new one begins, which may give seqs again that were told before. */
export class PlatformEventEpochs1795987204000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- event_epochs: from the end of which seq each history went on. What earlier ones told above it may not have happened.
      CREATE TABLE event_epochs (
        id        integer     GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        epoch     text        NOT NULL UNIQUE,
        after_seq bigint      NOT NULL,
        began_at  timestamptz NOT NULL DEFAULT now()
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE event_epochs');
  }
}
