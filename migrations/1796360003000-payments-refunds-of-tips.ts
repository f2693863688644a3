import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A refund may be of a tip alone, and is never of nothing. */
export class PaymentsRefundsOfTips1796360003000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE refunds DROP CONSTRAINT IF EXISTS refunds_give_something');
    await runner.query(`
      ALTER TABLE refunds ADD CONSTRAINT refunds_give_something
        CHECK (amount >= 0 AND tip >= 0 AND amount + tip > 0) NOT VALID`);
    await runner.query('ALTER TABLE refunds VALIDATE CONSTRAINT refunds_give_something');
    await runner.query('ALTER TABLE refunds DROP CONSTRAINT IF EXISTS refunds_amount_check');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM refunds WHERE amount = 0');
    await runner.query('ALTER TABLE refunds ADD CONSTRAINT refunds_amount_check CHECK (amount > 0)');
    await runner.query('ALTER TABLE refunds DROP CONSTRAINT IF EXISTS refunds_give_something');
  }
}
