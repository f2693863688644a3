import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The change is what is left of the cash after the share of the bill and the tip; no more of a tip goes back than was given. */
export class PaymentsTipsAddUp1796360001000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE payments DROP CONSTRAINT IF EXISTS payments_change_adds_up');
    await runner.query(`
      ALTER TABLE payments ADD CONSTRAINT payments_change_adds_up
        CHECK (tendered IS NULL OR change = tendered - amount - tip) NOT VALID`);
    await runner.query('ALTER TABLE payments VALIDATE CONSTRAINT payments_change_adds_up');
    await runner.query('ALTER TABLE payments DROP CONSTRAINT IF EXISTS payments_tips_fit');
    await runner.query(`
      ALTER TABLE payments ADD CONSTRAINT payments_tips_fit
        CHECK (tip >= 0 AND refunded_tip >= 0 AND tip_pending >= 0 AND refunded_tip + tip_pending <= tip) NOT VALID`);
    await runner.query('ALTER TABLE payments VALIDATE CONSTRAINT payments_tips_fit');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE payments DROP CONSTRAINT IF EXISTS payments_tips_fit');
    await runner.query('ALTER TABLE payments DROP CONSTRAINT IF EXISTS payments_change_adds_up');
    // What was given on top was handed over, and not given back.
    await runner.query('UPDATE payments SET change = tendered - amount WHERE tip > 0 AND tendered IS NOT NULL');
    await runner.query(`
      ALTER TABLE payments ADD CONSTRAINT payments_change_adds_up
        CHECK (tendered IS NULL OR change = tendered - amount)`);
  }
}
