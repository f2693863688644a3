import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A bill that is opened again is counted anew when it is settled once more. */
export class ReportingReopenings1796410001000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE report_facts DROP CONSTRAINT IF EXISTS report_facts_kind_check');
    await runner.query(`
      ALTER TABLE report_facts ADD CONSTRAINT report_facts_kind_check CHECK (
        kind IN ('PAYMENT', 'RETENDER', 'REFUND', 'SALE', 'SALE_REFUND', 'RETURN', 'ITEM_REFUND', 'REOPENING')) NOT VALID`);
    await runner.query('ALTER TABLE report_facts VALIDATE CONSTRAINT report_facts_kind_check');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE report_facts DROP CONSTRAINT IF EXISTS report_facts_kind_check');
    await runner.query(`DELETE FROM report_facts WHERE kind = 'REOPENING'`);
    await runner.query(`
      ALTER TABLE report_facts ADD CONSTRAINT report_facts_kind_check CHECK (
        kind IN ('PAYMENT', 'RETENDER', 'REFUND', 'SALE', 'SALE_REFUND', 'RETURN', 'ITEM_REFUND')) NOT VALID`);
  }
}
