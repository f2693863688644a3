import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A shift that goes on with what another one was counted to. */
export class ShiftsHandovers1796371001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE shifts ADD COLUMN handed_over_from uuid`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE shifts DROP COLUMN handed_over_from`);
  }
}
