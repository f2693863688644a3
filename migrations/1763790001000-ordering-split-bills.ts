import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OrderingSplitBills1763790001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX orders_by_split ON orders (outlet_id, split_from) WHERE split_from IS NOT NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX orders_by_split');
  }
}
