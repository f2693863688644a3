import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long a product takes, and which stations make which part of it. */
export class CatalogPrep1796310000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE products
        ADD COLUMN prep_seconds integer,
        ADD COLUMN components jsonb;
      COMMENT ON COLUMN products.prep_seconds IS 'What a piece takes; null for what its station says';
      COMMENT ON COLUMN products.components IS '[{ station, name, prep_seconds }]; null for what one station makes whole';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE products DROP COLUMN prep_seconds, DROP COLUMN components');
  }
}
