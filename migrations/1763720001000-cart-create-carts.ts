import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CartCreateCarts1763720001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE carts (
        id uuid PRIMARY KEY,
        customer_id uuid,
        -- SHA-256: the token itself is only with the client.
        token_hash bytea CHECK (octet_length(token_hash) = 32),
        outlet_id uuid REFERENCES outlets (id),
        coupon_code text,
        version integer NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT carts_are_of_one_owner CHECK ((customer_id IS NULL) <> (token_hash IS NULL)),
        CONSTRAINT carts_one_a_customer UNIQUE (customer_id),
        CONSTRAINT carts_one_a_token UNIQUE (token_hash)
      );
      CREATE INDEX carts_to_expire ON carts (expires_at);

      CREATE TABLE cart_items (
        cart_id uuid NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
        id uuid NOT NULL,
        position integer NOT NULL,
        product_id uuid NOT NULL,
        -- The modifiers as one text: the same product with the same choice is one line.
        choice text NOT NULL,
        modifiers jsonb NOT NULL,
        quantity integer NOT NULL CHECK (quantity BETWEEN 1 AND 1000),
        PRIMARY KEY (cart_id, id),
        CONSTRAINT cart_items_add_up UNIQUE (cart_id, product_id, choice)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE cart_items, carts');
  }
}
