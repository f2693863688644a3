import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the phones at a table put together, and which phone put what. */
export class CartTableCarts1796430000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE table_carts (
        outlet_id  uuid        NOT NULL,
        session_id uuid        NOT NULL,
        version    integer     NOT NULL,
        updated_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        PRIMARY KEY (outlet_id, session_id)
      );
      CREATE INDEX table_carts_by_expiry ON table_carts (expires_at);

      -- Phones that have put something in; a phone is named by the hash of its token.
      CREATE TABLE table_cart_guests (
        outlet_id  uuid    NOT NULL,
        session_id uuid    NOT NULL,
        phone      text    NOT NULL CHECK (length(phone) BETWEEN 1 AND 64),
        number     integer NOT NULL CHECK (number > 0),
        -- As the phone wants to be called; null: by its number.
        name       text    CHECK (length(name) BETWEEN 1 AND 30),
        PRIMARY KEY (outlet_id, session_id, phone),
        FOREIGN KEY (outlet_id, session_id) REFERENCES table_carts (outlet_id, session_id) ON DELETE CASCADE
      );

      CREATE TABLE table_cart_items (
        outlet_id  uuid    NOT NULL,
        session_id uuid    NOT NULL,
        id         uuid    NOT NULL,
        position   integer NOT NULL,
        phone      text    NOT NULL,
        product_id uuid    NOT NULL,
        modifiers  jsonb   NOT NULL,
        quantity   integer NOT NULL CHECK (quantity > 0),
        note       text,
        PRIMARY KEY (outlet_id, session_id, id),
        FOREIGN KEY (outlet_id, session_id) REFERENCES table_carts (outlet_id, session_id) ON DELETE CASCADE
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE table_cart_items; DROP TABLE table_cart_guests; DROP TABLE table_carts');
  }
}
