import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of what moved stock other than sales, at all outlets and at one. A sale enters neither. */
export class InventoryRareMovements1795988103000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS stock_movements_by_type ON stock_movements (type, position DESC, outlet_id) WHERE type <> 'SALE'`,
    );
    await runner.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS stock_movements_by_outlet_and_type ON stock_movements (outlet_id, type, position DESC) WHERE type <> 'SALE'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS stock_movements_by_type`);
    await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS stock_movements_by_outlet_and_type`);
  }
}
