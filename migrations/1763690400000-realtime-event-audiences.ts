import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How guests and customers find their own events in a log that is mostly other people's. */
export class RealtimeEventAudiences1763690400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX events_by_session ON events (session_id, seq) WHERE session_id IS NOT NULL AND seq IS NOT NULL;
      CREATE INDEX events_by_customer ON events (customer_id, seq) WHERE customer_id IS NOT NULL AND seq IS NOT NULL;
      CREATE INDEX events_of_availability ON events (outlet_id, seq)
        WHERE type = 'PRODUCT_AVAILABILITY_CHANGED' AND seq IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX events_of_availability, events_by_customer, events_by_session');
  }
}
