import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far an outlet trusts who orders without having paid. */
export class OutletsGuestOrders1763803001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outlets
        ADD COLUMN fire_on text NOT NULL DEFAULT 'PAID' CHECK (fire_on IN ('PAID', 'PLACED', 'ACCEPTED')),
        ADD COLUMN max_unpaid_orders integer NOT NULL DEFAULT 3 CHECK (max_unpaid_orders >= 1),
        ADD COLUMN max_pieces_per_line integer NOT NULL DEFAULT 99 CHECK (max_pieces_per_line >= 1),
        ADD COLUMN max_pieces_per_order integer NOT NULL DEFAULT 200 CHECK (max_pieces_per_order >= 1),
        ADD COLUMN held_stock_percent integer NOT NULL DEFAULT 50 CHECK (held_stock_percent BETWEEN 1 AND 100);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outlets
        DROP COLUMN fire_on, DROP COLUMN max_unpaid_orders, DROP COLUMN max_pieces_per_line, DROP COLUMN max_pieces_per_order,
        DROP COLUMN held_stock_percent;
    `);
  }
}
