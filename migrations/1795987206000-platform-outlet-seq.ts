import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An event's number among those of its outlet. */
export class PlatformOutletSeq1795987206000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE events ADD COLUMN outlet_seq bigint`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE events DROP COLUMN outlet_seq`);
  }
}
