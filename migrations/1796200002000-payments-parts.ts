import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What of a bill a payment is for, where it is not for an amount. */
export class PaymentsParts1796200002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE payments
        -- [{ lineId, quantity }]: pieces of the bill's lines.
        ADD COLUMN pieces jsonb,
        -- One of so many equal shares.
        ADD COLUMN share_ways integer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE payments DROP COLUMN pieces, DROP COLUMN share_ways');
  }
}
