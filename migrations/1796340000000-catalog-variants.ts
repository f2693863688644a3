import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Variants of products: a variant is a product of its own that has a parent. */
export class CatalogVariants1796340000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- parent_id: the product that this one is a variant of. variant: what makes it one, and what it has instead of its parent's.
      -- has_variants: it is not sold, its variants are.
      ALTER TABLE products
        ADD COLUMN parent_id uuid,
        ADD COLUMN variant jsonb,
        ADD COLUMN has_variants boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE products DROP COLUMN parent_id, DROP COLUMN variant, DROP COLUMN has_variants`);
  }
}
