import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sales of nothing, as the rollups counted them: such a bill may change, and is taken off again then. */
export class ReportingFreeSales1763801001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE report_free_sales (
        outlet_id uuid NOT NULL,
        order_id uuid NOT NULL,
        sale jsonb NOT NULL,
        products jsonb NOT NULL,
        PRIMARY KEY (outlet_id, order_id)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE report_free_sales');
  }
}
