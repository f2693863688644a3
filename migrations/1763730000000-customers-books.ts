import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CustomersBooks1763730000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE users ADD COLUMN phone text CHECK (phone ~ '^[+]?[0-9]{5,20}$');
      -- Who was written down at a till has no password, and needs no name to log in with.
      ALTER TABLE users DROP CONSTRAINT users_have_a_login_name,
        ADD CONSTRAINT users_have_a_login_name
          CHECK (deleted_at IS NOT NULL OR username IS NOT NULL OR email IS NOT NULL OR password_hash IS NULL);

      CREATE FUNCTION customer_search(name text, email text, phone text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        AS $$ SELECT public.catalog_fold(coalesce(name, '') || ' ' || coalesce(email, '') || ' ' || coalesce(phone, '')) $$;
      CREATE INDEX users_customers_by_search ON users USING gin (customer_search(name, email, phone) gin_trgm_ops)
        WHERE role = 'CUSTOMER' AND deleted_at IS NULL;

      -- Whose customer somebody is: of the outlets that wrote them down, and of those where they ordered.
      CREATE TABLE customer_outlets (
        outlet_id uuid NOT NULL,
        customer_id uuid NOT NULL,
        since timestamptz NOT NULL,
        PRIMARY KEY (outlet_id, customer_id)
      );
      CREATE INDEX customer_outlets_by_customer ON customer_outlets (customer_id, outlet_id);
      INSERT INTO customer_outlets (outlet_id, customer_id, since)
        SELECT outlet_id, customer_id, min(created_at) FROM orders WHERE customer_id IS NOT NULL GROUP BY 1, 2;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE customer_outlets;
      DROP INDEX users_customers_by_search;
      DROP FUNCTION customer_search;
      -- Nobody could say who these are; a name to log in with is needed again.
      UPDATE users SET deleted_at = now() WHERE username IS NULL AND email IS NULL AND deleted_at IS NULL;
      ALTER TABLE users DROP CONSTRAINT users_have_a_login_name,
        ADD CONSTRAINT users_have_a_login_name
          CHECK (deleted_at IS NOT NULL OR username IS NOT NULL OR email IS NOT NULL);
      ALTER TABLE users DROP COLUMN phone;
    `);
  }
}
