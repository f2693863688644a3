import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Addresses count their changes, so that two people who edit one do not overwrite each other. */
export class IdentityAddressVersions1763801002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE addresses ADD COLUMN version integer NOT NULL DEFAULT 1');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE addresses DROP COLUMN version');
  }
}
