import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose customer somebody is, and how the staff find them among the users of identity. */
export class Customers1795910412000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- customer_outlets: the outlets that wrote a customer down, and those where the customer ordered.
      CREATE TABLE customer_outlets (
        outlet_id   uuid        NOT NULL,
        customer_id uuid        NOT NULL,
        since       timestamptz NOT NULL,
        PRIMARY KEY (outlet_id, customer_id)
      );
      CREATE INDEX customer_outlets_by_customer ON customer_outlets (customer_id, outlet_id);

      -- customer_search: what a customer is found by, folded like the catalogue's texts.
      CREATE FUNCTION customer_search(name text, email text, phone text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        AS $$ SELECT public.catalog_fold(coalesce(name, '') || ' ' || coalesce(email, '') || ' ' || coalesce(phone, '')) $$;
      CREATE INDEX users_customers_by_search ON users USING gin (customer_search(name, email, phone) gin_trgm_ops)
        WHERE role = 'CUSTOMER' AND deleted_at IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX users_customers_by_search;
      DROP FUNCTION customer_search;
      DROP TABLE customer_outlets;
    `);
  }
}
