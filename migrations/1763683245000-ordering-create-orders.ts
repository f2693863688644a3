import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OrderingCreateOrders1763683245000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE orders (
        outlet_id uuid NOT NULL,
        id uuid NOT NULL,
        number text NOT NULL,
        type text NOT NULL CHECK (type IN ('DINE_IN', 'TAKEAWAY', 'DELIVERY', 'ONLINE')),
        status text NOT NULL CHECK (status IN ('NEW', 'ACCEPTED', 'COOKING', 'READY', 'DONE', 'VOIDED')),
        payment_status text NOT NULL
          CHECK (payment_status IN ('PENDING', 'PARTIALLY_PAID', 'PAID', 'FAILED', 'PARTIALLY_REFUNDED', 'REFUNDED')),
        table_id uuid,
        table_name text,
        table_session_id uuid,
        customer_id uuid,
        placed_by_kind text NOT NULL,
        placed_by_id uuid,
        placed_by_role text,
        note text,
        currency text NOT NULL,
        tax_inclusive boolean NOT NULL,
        service_charge_rate integer NOT NULL CHECK (service_charge_rate >= 0),
        discount jsonb,
        coupon_code text,
        subtotal bigint NOT NULL CHECK (subtotal >= 0),
        discount_total bigint NOT NULL CHECK (discount_total BETWEEN 0 AND subtotal),
        service_charge bigint NOT NULL CHECK (service_charge >= 0),
        tax_total bigint NOT NULL CHECK (tax_total >= 0),
        shipping_total bigint NOT NULL CHECK (shipping_total >= 0),
        rounding bigint NOT NULL,
        total_amount bigint NOT NULL CHECK (total_amount >= 0),
        paid_amount bigint NOT NULL CHECK (paid_amount >= 0),
        refunded_amount bigint NOT NULL CHECK (refunded_amount BETWEEN 0 AND paid_amount),
        split_from uuid,
        merged_into uuid,
        business_date date NOT NULL,
        version integer NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        PRIMARY KEY (outlet_id, id),
        CONSTRAINT orders_id_is_taken_once UNIQUE (id),
        CONSTRAINT orders_number_is_taken_once UNIQUE (outlet_id, number),
        CONSTRAINT orders_add_up CHECK (
          total_amount = subtotal - discount_total + service_charge + CASE WHEN tax_inclusive THEN 0 ELSE tax_total END
            + shipping_total + rounding),
        CONSTRAINT orders_are_never_overpaid CHECK (paid_amount <= total_amount)
      );
      CREATE INDEX orders_by_outlet ON orders (outlet_id, created_at DESC, id DESC);
      CREATE INDEX orders_open_by_outlet ON orders (outlet_id, created_at)
        WHERE status <> 'VOIDED' AND (status <> 'DONE' OR payment_status IN ('PENDING', 'PARTIALLY_PAID', 'FAILED'));
      CREATE INDEX orders_by_session ON orders (table_session_id, created_at DESC) WHERE table_session_id IS NOT NULL;
      CREATE INDEX orders_by_customer ON orders (customer_id, created_at DESC) WHERE customer_id IS NOT NULL;
      CREATE INDEX orders_by_table ON orders (outlet_id, table_id, created_at DESC) WHERE table_id IS NOT NULL;

      CREATE TABLE order_items (
        outlet_id uuid NOT NULL,
        id uuid NOT NULL,
        order_id uuid NOT NULL,
        position integer NOT NULL,
        product_id uuid NOT NULL,
        sku text,
        name text NOT NULL,
        unit_price bigint NOT NULL,
        modifiers jsonb NOT NULL,
        modifiers_total bigint NOT NULL,
        quantity integer NOT NULL CHECK (quantity > 0),
        note text,
        station text,
        tax_rate integer NOT NULL CHECK (tax_rate >= 0),
        takes_stock boolean NOT NULL,
        status text NOT NULL CHECK (status IN ('NEW', 'ACCEPTED', 'COOKING', 'READY', 'DONE', 'VOIDED')),
        void_reason text,
        split_from uuid,
        subtotal bigint NOT NULL CHECK (subtotal = (unit_price + modifiers_total) * quantity AND subtotal >= 0),
        discount bigint NOT NULL CHECK (discount >= 0),
        service_charge bigint NOT NULL CHECK (service_charge >= 0),
        tax bigint NOT NULL CHECK (tax >= 0),
        total bigint NOT NULL,
        PRIMARY KEY (outlet_id, id),
        FOREIGN KEY (outlet_id, order_id) REFERENCES orders (outlet_id, id)
      );
      CREATE INDEX order_items_by_order ON order_items (outlet_id, order_id);

      CREATE TABLE order_changes (
        outlet_id uuid NOT NULL,
        id uuid NOT NULL,
        order_id uuid NOT NULL,
        action text NOT NULL,
        item_id uuid,
        from_status text,
        to_status text,
        actor_kind text NOT NULL,
        actor_id uuid,
        actor_role text,
        reason text,
        approved_by uuid,
        details jsonb NOT NULL,
        occurred_at timestamptz NOT NULL,
        PRIMARY KEY (outlet_id, order_id, id)
      );

      -- Numbers are handed out in blocks: one short update per block, and no order waits for another's commit.
      CREATE TABLE order_number_blocks (
        outlet_id uuid NOT NULL,
        business_date date NOT NULL,
        next_number integer NOT NULL,
        PRIMARY KEY (outlet_id, business_date)
      );

      CREATE TABLE order_parcels (
        order_id uuid PRIMARY KEY REFERENCES orders (id),
        tracking_number text NOT NULL,
        carrier text,
        shipped_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX order_parcels_by_number ON order_parcels (tracking_number);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE order_parcels, order_number_blocks, order_changes, order_items, orders');
  }
}
