import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Refunds by items come off their products. Those of before do so too once their orders change, or by `npm run rebuild-reports`. */
export class ReportingItemRefunds1763802003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE report_facts DROP CONSTRAINT report_facts_kind_check;
      ALTER TABLE report_facts ADD CONSTRAINT report_facts_kind_check
        CHECK (kind IN ('PAYMENT', 'REFUND', 'SALE', 'SALE_REFUND', 'RETURN', 'ITEM_REFUND')) NOT VALID;
      ALTER TABLE report_facts VALIDATE CONSTRAINT report_facts_kind_check;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM report_facts WHERE kind = 'ITEM_REFUND';
      ALTER TABLE report_facts DROP CONSTRAINT report_facts_kind_check;
      ALTER TABLE report_facts ADD CONSTRAINT report_facts_kind_check
        CHECK (kind IN ('PAYMENT', 'REFUND', 'SALE', 'SALE_REFUND', 'RETURN'));
    `);
  }
}
