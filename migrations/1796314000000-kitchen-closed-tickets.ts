import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tickets of a period, for reports. A ticket comes into it when it leaves the screens: placing an order writes nothing here. */
export class KitchenClosedTickets1796314000000 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX CONCURRENTLY IF NOT EXISTS kitchen_tickets_closed ON kitchen_tickets (outlet_id, fired_at) WHERE closed_at IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX CONCURRENTLY IF EXISTS kitchen_tickets_closed');
  }
}
