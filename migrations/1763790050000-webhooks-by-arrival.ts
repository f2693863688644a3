import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Webhooks are written in the order in which they come: a few kilobytes of ranges find them by time as well as a tree of all would. */
export class WebhooksByArrival1763790050000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX webhook_logs_by_arrival;
      CREATE INDEX webhook_logs_by_arrival ON webhook_logs USING brin (received_at) WITH (pages_per_range = 32, autosummarize = on);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX webhook_logs_by_arrival;
      CREATE INDEX webhook_logs_by_arrival ON webhook_logs (received_at);
    `);
  }
}
