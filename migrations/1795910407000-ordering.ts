import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Orders, their lines, changes and numbers. PostgreSQL parses every check of a table for each statement that writes to
 * it: what belongs together is one check here, and a list of words is one constant, which is half as long as `IN`.
 */
export class Ordering1795910407000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- orders: a bill, with the amounts that its lines add up to.
      CREATE TABLE orders (
        outlet_id           uuid        NOT NULL,
        id                  uuid        NOT NULL,
        number              text        NOT NULL,
        type                text        NOT NULL,
        status              text        NOT NULL,
        payment_status      text        NOT NULL,
        table_id            uuid,
        table_name          text,
        table_session_id    uuid,
        customer_id         uuid,
        placed_by_kind      text        NOT NULL,
        placed_by_id        uuid,
        placed_by_role      text,
        note                text,
        currency            text        NOT NULL,
        tax_inclusive       boolean     NOT NULL,
        service_charge_rate integer     NOT NULL,
        discount            jsonb,
        coupon_code         text,
        subtotal            bigint      NOT NULL,
        discount_total      bigint      NOT NULL,
        service_charge      bigint      NOT NULL,
        tax_total           bigint      NOT NULL,
        shipping_total      bigint      NOT NULL,
        rounding            bigint      NOT NULL,
        total_amount        bigint      NOT NULL,
        paid_amount         bigint      NOT NULL,
        refunded_amount     bigint      NOT NULL,
        split_from          uuid,
        merged_into         uuid,
        business_date       date        NOT NULL,
        version             integer     NOT NULL,
        created_at          timestamptz NOT NULL,
        updated_at          timestamptz NOT NULL,
        -- Set while an order is over because nobody paid in time: money that comes later may revive it.
        expired_at          timestamptz,
        -- What the coupon took off, as it was when the order was placed.
        coupon              jsonb,
        coupon_discount     bigint      NOT NULL DEFAULT 0,
        settled_at          timestamptz,
        -- The bill that all parts of a split came of, and the bill whose use of a coupon they share.
        split_root          uuid,
        coupon_use          uuid,
        -- Money that came in too late or twice, and what of it is back with its payers; null is 0.
        late_amount         bigint,
        late_refunded       bigint,
        -- Why the kitchen does not know of an order; null from the moment it does.
        hold_reason         text,
        -- The network that a customer ordered from, while the order is unpaid.
        placed_from         text,
        -- All that a till asked for under the order's own id: it tells a retry from another order.
        request_hash        text,
        PRIMARY KEY (outlet_id, id),
        CONSTRAINT orders_id_is_taken_once UNIQUE (id),
        CONSTRAINT orders_number_is_taken_once UNIQUE (outlet_id, number),
        CONSTRAINT orders_words_are_known CHECK (
          type = ANY ('{DINE_IN,TAKEAWAY,DELIVERY,ONLINE}'::text[])
          AND status = ANY ('{HELD,NEW,ACCEPTED,COOKING,READY,DONE,VOIDED}'::text[])
          AND payment_status = ANY ('{PENDING,PARTIALLY_PAID,PAID,FAILED,PARTIALLY_REFUNDED,REFUNDED}'::text[])),
        CONSTRAINT orders_amounts_are_sound CHECK (
          least(discount_total, service_charge, tax_total, shipping_total, refunded_amount, service_charge_rate) >= 0
          AND discount_total <= subtotal AND refunded_amount <= paid_amount AND paid_amount <= total_amount),
        CONSTRAINT orders_add_up CHECK (
          total_amount = subtotal - discount_total + service_charge + CASE WHEN tax_inclusive THEN 0 ELSE tax_total END
            + shipping_total + rounding),
        CONSTRAINT orders_coupon_is_part_of_the_discount CHECK (coupon_discount BETWEEN 0 AND discount_total),
        CONSTRAINT orders_coupon_has_terms CHECK ((coupon IS NULL) = (coupon_code IS NULL)),
        CONSTRAINT orders_late_money_fits CHECK (coalesce(late_refunded, 0) BETWEEN 0 AND coalesce(late_amount, 0))
      );
      CREATE INDEX orders_by_outlet ON orders (outlet_id, created_at DESC, id DESC);
      CREATE INDEX orders_by_session ON orders (table_session_id, created_at DESC) WHERE table_session_id IS NOT NULL;
      CREATE INDEX orders_by_customer ON orders (customer_id, created_at DESC) WHERE customer_id IS NOT NULL;
      CREATE INDEX orders_by_table ON orders (outlet_id, table_id, created_at DESC) WHERE table_id IS NOT NULL;
      CREATE INDEX orders_by_coupon_use ON orders (outlet_id, coupon_use) WHERE coupon_use IS NOT NULL;
      CREATE INDEX orders_unsettled ON orders (outlet_id, created_at)
        WHERE status <> 'VOIDED' AND total_amount > paid_amount;
      CREATE INDEX orders_free ON orders (outlet_id, id) WHERE settled_at IS NOT NULL AND paid_amount = 0;
      CREATE INDEX orders_unpaid_by_network ON orders (outlet_id, placed_from) WHERE placed_from IS NOT NULL;

      -- order_items: the lines of an order, with the product as it was when it was ordered.
      CREATE TABLE order_items (
        outlet_id         uuid    NOT NULL,
        id                uuid    NOT NULL,
        order_id          uuid    NOT NULL,
        position          integer NOT NULL,
        product_id        uuid    NOT NULL,
        sku               text,
        name              text    NOT NULL,
        unit_price        bigint  NOT NULL,
        modifiers         jsonb   NOT NULL,
        modifiers_total   bigint  NOT NULL,
        quantity          integer NOT NULL,
        note              text,
        station           text,
        tax_rate          integer NOT NULL,
        takes_stock       boolean NOT NULL,
        status            text    NOT NULL,
        void_reason       text,
        split_from        uuid,
        subtotal          bigint  NOT NULL,
        discount          bigint  NOT NULL,
        service_charge    bigint  NOT NULL,
        tax               bigint  NOT NULL,
        total             bigint  NOT NULL,
        -- What the line keeps of a discount when its bill is merged.
        kept_discount     bigint,
        -- Pieces that were given back; null is 0.
        refunded_quantity integer CHECK (refunded_quantity BETWEEN 0 AND quantity),
        PRIMARY KEY (outlet_id, id),
        FOREIGN KEY (outlet_id, order_id) REFERENCES orders (outlet_id, id),
        CONSTRAINT order_items_words_are_known CHECK (
          status = ANY ('{HELD,NEW,ACCEPTED,COOKING,READY,DONE,VOIDED}'::text[])),
        CONSTRAINT order_items_amounts_are_sound CHECK (
          quantity > 0 AND subtotal = (unit_price + modifiers_total) * quantity
          AND least(subtotal, discount, service_charge, tax, tax_rate) >= 0)
      );
      CREATE INDEX order_items_by_order ON order_items (outlet_id, order_id);

      -- order_changes: the history of an order.
      CREATE TABLE order_changes (
        outlet_id   uuid        NOT NULL,
        id          uuid        NOT NULL,
        order_id    uuid        NOT NULL,
        action      text        NOT NULL,
        item_id     uuid,
        from_status text,
        to_status   text,
        actor_kind  text        NOT NULL,
        actor_id    uuid,
        actor_role  text,
        reason      text,
        approved_by uuid,
        details     jsonb       NOT NULL,
        occurred_at timestamptz NOT NULL,
        PRIMARY KEY (outlet_id, order_id, id)
      );

      -- order_number_blocks: numbers are given in blocks, one short update a block, so that no order waits for
      -- another's commit.
      CREATE TABLE order_number_blocks (
        outlet_id     uuid    NOT NULL,
        business_date date    NOT NULL,
        next_number   integer NOT NULL,
        PRIMARY KEY (outlet_id, business_date)
      );

      -- transactions, transaction_items: the names that the web POS has for orders that were not made online, and for
      -- their lines.
      CREATE VIEW transactions AS
        SELECT outlet_id, id, number, type, status, payment_status, placed_by_id, customer_id, currency, subtotal,
               discount_total, service_charge, tax_total, rounding, total_amount, paid_amount, refunded_amount,
               business_date, created_at
        FROM orders WHERE type <> 'ONLINE';
      CREATE VIEW transaction_items AS
        SELECT i.outlet_id, i.id, i.order_id AS transaction_id, i.product_id, i.name, i.quantity, i.unit_price,
               i.modifiers_total, i.subtotal, i.discount, i.service_charge, i.tax, i.total, i.status
        FROM order_items i JOIN orders o ON o.outlet_id = i.outlet_id AND o.id = i.order_id
        WHERE o.type <> 'ONLINE';

      -- What other modules read in the place of the tables. Each is a plain SELECT, which the planner merges into the
      -- statement that reads it.
      CREATE VIEW ordering_sales AS
        SELECT outlet_id, id, currency, tax_inclusive, subtotal, discount_total, service_charge, tax_total,
               shipping_total, rounding, total_amount, refunded_amount, total_amount - paid_amount AS amount_due,
               status = 'VOIDED' AS is_voided,
               status <> 'VOIDED' AND total_amount > paid_amount AS is_due,
               paid_amount = total_amount AND (paid_amount > 0 OR settled_at IS NOT NULL) AS is_sold,
               settled_at IS NOT NULL AND paid_amount = 0 AS is_free,
               settled_at, updated_at
        FROM orders;
      COMMENT ON VIEW ordering_sales IS 'A row a bill, of every order; amounts are in the smallest unit of its currency. is_due: there is something to pay. is_sold: it was paid in full, or there was nothing to pay, which settled_at says; once something was paid, a sold bill never changes, even if its order is voided. is_free: settled without a payment.';

      CREATE VIEW ordering_sale_lines AS
        SELECT outlet_id, id, order_id, product_id, quantity, subtotal, discount, service_charge, tax, total,
               status = 'VOIDED' AS is_voided
        FROM order_items;
      COMMENT ON VIEW ordering_sale_lines IS 'A row a line of a bill, with its shares of the bill. is_voided: by itself, which ordering_history tells as LINE_VOIDED, or with its order.';

      CREATE VIEW ordering_history AS
        SELECT outlet_id, order_id, id, action, item_id, occurred_at,
               CASE WHEN action = 'REFUNDED' THEN (details ->> 'amount')::bigint END AS refunded_amount
        FROM order_changes;
      COMMENT ON VIEW ordering_history IS 'A row a change of an order. Of the actions, PAID is a payment (the last one completed a sold bill), VOIDED the end of the order, LINE_VOIDED that of one line (item_id), REFUNDED money that went back (refunded_amount).';

      -- admit_unpaid: whether a buyer (a customer and the network they order from, or a sitting at a table) may have
      -- one more unpaid order of these products, or more on one that is there. Orders of one buyer are looked at one
      -- after the other, to the end of each transaction. Buyers are locked in the order customer, network, sitting, so
      -- that they never wait for each other in a circle. Reads inventory's stock without a lock.
      CREATE FUNCTION admit_unpaid(
        outlet uuid, customer uuid, network text, sitting uuid, most_orders integer, percent integer, always integer,
        products uuid[], amounts bigint[]
      ) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE
        unpaid integer;
        excess jsonb;
      BEGIN
        IF customer IS NOT NULL THEN PERFORM pg_advisory_xact_lock(hashtextextended('unpaid customer ' || customer, 0)); END IF;
        IF network IS NOT NULL THEN PERFORM pg_advisory_xact_lock(hashtextextended('unpaid network ' || outlet || network, 0)); END IF;
        IF sitting IS NOT NULL THEN PERFORM pg_advisory_xact_lock(hashtextextended('unpaid sitting ' || sitting, 0)); END IF;

        IF most_orders IS NOT NULL THEN
          SELECT count(*) INTO unpaid FROM orders
          WHERE customer_id = customer AND outlet_id = outlet AND placed_by_id = customer AND table_session_id IS NULL AND status <> 'VOIDED' AND payment_status IN ('PENDING', 'PARTIALLY_PAID', 'FAILED');
          IF unpaid >= most_orders THEN
            PERFORM refuse('TOO_MANY_UNPAID_ORDERS', jsonb_build_object('unpaid', unpaid));
          END IF;
        END IF;

        IF cardinality(products) = 0 THEN RETURN; END IF;
        SELECT jsonb_agg(jsonb_build_object('product_id', product, 'requested', amount, 'held', held, 'limit', most) ORDER BY product)
        INTO excess
        FROM (
          SELECT product, amount, there, held, greatest(always, (there + held) * percent / 100) AS most
          FROM unnest(products, amounts) AS wanted (product, amount)
          CROSS JOIN LATERAL (
            SELECT coalesce(max(on_hand), 0) AS there FROM stock_levels WHERE outlet_id = outlet AND product_id = product
          ) stock
          CROSS JOIN LATERAL (
            SELECT coalesce(greatest(
              sum(quantity) FILTER (WHERE customer_id = customer),
              sum(quantity) FILTER (WHERE placed_from = network),
              sum(quantity) FILTER (WHERE table_session_id = sitting)), 0)::bigint AS held
            FROM (
              SELECT i.quantity, o.customer_id, o.placed_from, o.table_session_id
              FROM orders o JOIN order_items i ON i.outlet_id = o.outlet_id AND i.order_id = o.id
              WHERE o.outlet_id = outlet AND (o.customer_id = customer OR o.placed_from = network OR o.table_session_id = sitting)
                AND o.status <> 'VOIDED' AND o.payment_status IN ('PENDING', 'PARTIALLY_PAID', 'FAILED')
                AND i.product_id = product AND i.takes_stock AND i.status IN ('HELD', 'NEW', 'ACCEPTED')
            ) unmade
          ) hold
        ) wish
        -- Who asks for more than there is hears that, from whoever takes the stock.
        WHERE amount <= there AND held + amount > most;
        IF excess IS NOT NULL THEN PERFORM refuse('STOCK_HELD_LIMIT', jsonb_build_object('items', excess)); END IF;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION admit_unpaid;
      DROP VIEW ordering_history, ordering_sale_lines, ordering_sales, transaction_items, transactions;
      DROP TABLE order_number_blocks, order_changes, order_items, orders;
    `);
  }
}
