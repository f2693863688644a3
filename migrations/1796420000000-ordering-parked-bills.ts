import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bills that staff park, how many guests a bill is for, and who serves them. */
export class OrderingParkedBills1796420000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE orders ADD COLUMN parked_at timestamptz, ADD COLUMN guest_count smallint, ADD COLUMN server_id uuid;
      COMMENT ON COLUMN orders.parked_at IS 'when it was parked; stays once it was taken up again';
      COMMENT ON COLUMN orders.server_id IS 'who of the staff serves it; null for whoever opened it';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE orders DROP COLUMN parked_at, DROP COLUMN guest_count, DROP COLUMN server_id');
  }
}
