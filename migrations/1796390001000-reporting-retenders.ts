import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A correction of what a payment was paid by is counted once, as the payment is. */
export class ReportingRetenders1796390001000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE report_facts DROP CONSTRAINT IF EXISTS report_facts_kind_check');
    await runner.query(`
      ALTER TABLE report_facts ADD CONSTRAINT report_facts_kind_check CHECK (
        kind IN ('PAYMENT', 'RETENDER', 'REFUND', 'SALE', 'SALE_REFUND', 'RETURN', 'ITEM_REFUND')) NOT VALID`);
    await runner.query('ALTER TABLE report_facts VALIDATE CONSTRAINT report_facts_kind_check');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE report_facts DROP CONSTRAINT IF EXISTS report_facts_kind_check');
    await runner.query(`
      ALTER TABLE report_facts ADD CONSTRAINT report_facts_kind_check CHECK (
        kind IN ('PAYMENT', 'REFUND', 'SALE', 'SALE_REFUND', 'RETURN', 'ITEM_REFUND')) NOT VALID`);
  }
}
