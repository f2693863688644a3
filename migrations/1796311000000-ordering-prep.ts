import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the catalogue said of how a line is made, at the sale. */
export class OrderingPrep1796311000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE order_items ADD COLUMN prep jsonb;
      COMMENT ON COLUMN order_items.prep IS '{ seconds, components: [{ station, name, prepSeconds }] }; null where the station alone says how it is made';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE order_items DROP COLUMN prep');
  }
}
