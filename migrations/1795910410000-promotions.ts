import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Coupons and their uses. */
export class Promotions1795910410000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- coupons: a code that takes a rate or an amount off an order, of one outlet or of all of the currency.
      CREATE TABLE coupons (
        id                    uuid        PRIMARY KEY,
        code                  text        NOT NULL CHECK (code <> '' AND code = upper(code)),
        description           text,
        outlet_id             uuid        REFERENCES outlets (id),
        currency              text        NOT NULL,
        type                  text        NOT NULL CHECK (type IN ('PERCENT', 'FIXED')),
        rate                  integer     CHECK (rate BETWEEN 1 AND 10000),
        amount                bigint      CHECK (amount > 0),
        minimum_subtotal      bigint      NOT NULL CHECK (minimum_subtotal >= 0),
        starts_at             timestamptz,
        ends_at               timestamptz,
        max_uses              integer     CHECK (max_uses > 0),
        max_uses_per_customer integer     CHECK (max_uses_per_customer > 0),
        active                boolean     NOT NULL,
        used                  integer     NOT NULL DEFAULT 0 CHECK (used >= 0),
        version               integer     NOT NULL,
        created_at            timestamptz NOT NULL,
        updated_at            timestamptz NOT NULL,
        deleted_at            timestamptz,
        CONSTRAINT coupons_are_not_used_up CHECK (used <= max_uses),
        CONSTRAINT coupons_take_one_thing_off
          CHECK ((type = 'PERCENT') = (rate IS NOT NULL) AND (type = 'FIXED') = (amount IS NOT NULL)),
        CONSTRAINT coupons_end_after_they_start CHECK (starts_at < ends_at)
      );
      CREATE UNIQUE INDEX coupons_code_is_taken_once ON coupons (code) WHERE deleted_at IS NULL;
      CREATE INDEX coupons_by_outlet ON coupons (outlet_id, id DESC) WHERE deleted_at IS NULL;

      -- coupon_uses: one row an order: an order uses one coupon once.
      CREATE TABLE coupon_uses (
        order_id      uuid        PRIMARY KEY,
        coupon_id     uuid        NOT NULL REFERENCES coupons (id),
        outlet_id     uuid        NOT NULL,
        customer_id   uuid,
        discount      bigint      NOT NULL CHECK (discount >= 0),
        used_at       timestamptz NOT NULL,
        given_back_at timestamptz
      );
      CREATE INDEX coupon_uses_by_coupon ON coupon_uses (coupon_id, used_at DESC);
      CREATE INDEX coupon_uses_by_customer ON coupon_uses (customer_id, used_at DESC) WHERE customer_id IS NOT NULL;

      -- coupon_customers: how often each customer used each coupon: the row that the limit per customer is a condition
      -- on.
      CREATE TABLE coupon_customers (
        coupon_id   uuid    NOT NULL REFERENCES coupons (id),
        customer_id uuid    NOT NULL,
        used        integer NOT NULL CHECK (used >= 0),
        PRIMARY KEY (coupon_id, customer_id)
      );
      CREATE INDEX coupon_customers_by_customer ON coupon_customers (customer_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE coupon_customers, coupon_uses, coupons');
  }
}
