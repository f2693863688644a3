import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What clients placed on bills that were open. */
export class OrderingPlacings1796200001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- order_placings: a request that put lines on the open bill of a sitting, by the id that its client gave it, so that a repeat of it finds
      -- its own lines.
      CREATE TABLE order_placings (
        outlet_id    uuid        NOT NULL,
        id           uuid        NOT NULL,
        -- The bill that the lines were put on; a merge may have taken them further.
        order_id     uuid        NOT NULL,
        -- Of all that the client sent: another request under the same id is a mistake.
        request_hash text        NOT NULL,
        item_ids     uuid[]      NOT NULL,
        created_at   timestamptz NOT NULL,
        PRIMARY KEY (outlet_id, id)
      );
      CREATE INDEX order_placings_by_order ON order_placings (outlet_id, order_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE order_placings');
  }
}
