import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How an outlet's guests order at a table, and how their page looks. */
export class OutletsGuestPages1796200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outlets
        -- When what a guest orders at a table reaches the kitchen.
        ADD COLUMN guest_orders text NOT NULL DEFAULT 'DIRECT'
          CHECK (guest_orders IN ('DIRECT', 'APPROVE', 'APPROVE_FIRST', 'PAY_FIRST')),
        ADD COLUMN theme_accent text CHECK (theme_accent ~ '^#[0-9a-f]{6}$'),
        ADD COLUMN theme_logo_url text CHECK (theme_logo_url ~* '^https://'),
        ADD COLUMN languages text[] NOT NULL DEFAULT '{en,id,pt-BR}'
          CHECK (cardinality(languages) > 0 AND languages <@ '{en,id,pt-BR}'::text[])`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outlets DROP COLUMN guest_orders, DROP COLUMN theme_accent, DROP COLUMN theme_logo_url, DROP COLUMN languages`);
  }
}
