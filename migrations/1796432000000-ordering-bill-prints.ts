import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a bill was last handed over on paper, and what was on it. */
export class OrderingBillPrints1796432000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bill_prints (
        outlet_id     uuid        NOT NULL,
        order_id      uuid        NOT NULL,
        printed_at    timestamptz NOT NULL,
        -- The last line that was on it, and what it came to: a bill that is another by now is not printed.
        last_position integer     NOT NULL,
        total_amount  bigint      NOT NULL,
        PRIMARY KEY (outlet_id, order_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE bill_prints');
  }
}
