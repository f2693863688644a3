import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Carts of the online shop. */
export class Cart1795910411000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- carts: of a customer, or of whoever has the token. A SHA-256 of it is kept; the token itself is with the client
      -- alone.
      CREATE TABLE carts (
        id          uuid        PRIMARY KEY,
        customer_id uuid,
        token_hash  bytea       CHECK (octet_length(token_hash) = 32),
        outlet_id   uuid        REFERENCES outlets (id),
        coupon_code text,
        version     integer     NOT NULL,
        created_at  timestamptz NOT NULL,
        updated_at  timestamptz NOT NULL,
        expires_at  timestamptz NOT NULL,
        CONSTRAINT carts_are_of_one_owner CHECK ((customer_id IS NULL) <> (token_hash IS NULL)),
        CONSTRAINT carts_one_a_customer UNIQUE (customer_id),
        CONSTRAINT carts_one_a_token UNIQUE (token_hash)
      );
      CREATE INDEX carts_to_expire ON carts (expires_at);

      -- cart_items: the lines of a cart.
      CREATE TABLE cart_items (
        cart_id              uuid    NOT NULL REFERENCES carts (id) ON DELETE CASCADE,
        id                   uuid    NOT NULL,
        position             integer NOT NULL,
        product_id           uuid    NOT NULL,
        -- The modifiers as one text: the same product with the same choice is one line.
        choice               text    NOT NULL,
        modifiers            jsonb   NOT NULL,
        quantity             integer NOT NULL CHECK (quantity BETWEEN 1 AND 1000),
        -- The price at which the buyer last saw the line; a line without it is never marked as changed.
        seen_unit_price      bigint,
        seen_modifiers_total bigint,
        PRIMARY KEY (cart_id, id),
        CONSTRAINT cart_items_add_up UNIQUE (cart_id, product_id, choice)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE cart_items, carts');
  }
}
