import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stock, its movements and counts, and the functions that take stock and say what is available. */
export class Inventory1795910406000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- stock_levels: what an outlet has of a product. Every sale updates it: room on each page, and no index on what
      -- changes, keep the updates in place.
      CREATE TABLE stock_levels (
        outlet_id  uuid        NOT NULL,
        product_id uuid        NOT NULL,
        on_hand    bigint      NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (outlet_id, product_id),
        CONSTRAINT stock_levels_never_negative CHECK (on_hand >= 0),
        CONSTRAINT stock_levels_never_absurd CHECK (on_hand <= 1000000000000)
      ) WITH (fillfactor = 70);
      CREATE INDEX stock_levels_by_product ON stock_levels (product_id);

      -- stock_thresholds: when a product counts as low, at each outlet by itself.
      CREATE TABLE stock_thresholds (
        product_id uuid   PRIMARY KEY,
        threshold  bigint NOT NULL CHECK (threshold >= 0)
      );

      CREATE VIEW inventory_low_stock AS
        SELECT outlet_id, product_id, on_hand, threshold
        FROM stock_levels JOIN stock_thresholds USING (product_id) WHERE on_hand <= threshold;
      COMMENT ON VIEW inventory_low_stock IS 'A row a product that an outlet has no more of than its threshold (which is the same at each outlet), whether or not it is sold still.';

      -- stock_movements: every change of a level. position is taken under the lock of the level: in its order the
      -- balances of a product form a chain. PostgreSQL parses every check of a table for each statement that writes to
      -- it: these are few and short.
      CREATE TABLE stock_movements (
        position      bigint      GENERATED ALWAYS AS IDENTITY,
        id            uuid        NOT NULL,
        outlet_id     uuid        NOT NULL,
        product_id    uuid        NOT NULL,
        type          text        NOT NULL,
        quantity      bigint      NOT NULL,
        balance_after bigint      NOT NULL,
        reason        text,
        reference_id  uuid,
        actor_kind    text        NOT NULL,
        actor_id      uuid,
        occurred_at   timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (outlet_id, position),
        CONSTRAINT stock_movements_words_are_known CHECK (
          type = ANY ('{SALE,RETURN,ADJUSTMENT,PURCHASE,WASTE,COUNT}'::text[])
          AND actor_kind = ANY ('{user,guest,system}'::text[])),
        CONSTRAINT stock_movements_add_up CHECK (quantity <> 0 AND least(balance_after, balance_after - quantity) >= 0)
      );
      CREATE UNIQUE INDEX stock_movements_by_position ON stock_movements (position);
      CREATE INDEX stock_movements_by_product ON stock_movements (outlet_id, product_id, position DESC);

      -- stock_counts: a count of the stock, by a person.
      CREATE TABLE stock_counts (
        id         uuid        NOT NULL,
        outlet_id  uuid        NOT NULL,
        note       text,
        actor_kind text        NOT NULL CHECK (actor_kind IN ('user', 'guest', 'system')),
        actor_id   uuid,
        counted_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (outlet_id, id)
      );
      CREATE INDEX stock_counts_by_age ON stock_counts (outlet_id, counted_at DESC, id);

      -- stock_count_items: what a count found of each product, and what there was before.
      CREATE TABLE stock_count_items (
        outlet_id  uuid    NOT NULL,
        count_id   uuid    NOT NULL,
        product_id uuid    NOT NULL,
        line       integer NOT NULL,
        before     bigint  NOT NULL CHECK (before >= 0),
        after      bigint  NOT NULL CHECK (after >= 0),
        PRIMARY KEY (outlet_id, count_id, product_id),
        FOREIGN KEY (outlet_id, count_id) REFERENCES stock_counts (outlet_id, id) ON DELETE CASCADE
      );

      -- why_unavailable: why an outlet does not sell a product now; null when it does. A plain query, which the planner
      -- merges into those that use it.
      CREATE FUNCTION why_unavailable(outlet uuid, product uuid, category uuid, tracked boolean)
      RETURNS TABLE (reason text) LANGUAGE sql STABLE AS $$
        SELECT CASE
          WHEN EXISTS (
            SELECT FROM catalog_stops s
            WHERE s.outlet_id = outlet AND (s.product_id = product OR s.category_id = category)
              AND (s.until IS NULL OR s.until > now())) THEN 'STOPPED'
          WHEN tracked AND NOT EXISTS (
            SELECT FROM stock_levels l WHERE l.outlet_id = outlet AND l.product_id = product AND l.on_hand > 0) THEN 'SOLD_OUT'
          WHEN EXISTS (
            SELECT FROM modifier_groups g
            WHERE g.product_id = product AND g.min > 0
              AND NOT EXISTS (SELECT FROM modifier_options o WHERE o.group_id = g.id AND o.available)) THEN 'NO_CHOICE'
        END
      $$;

      -- availability_news: the payload of PRODUCT_AVAILABILITY_CHANGED for products as they stand at outlets now.
      CREATE FUNCTION availability_news(outlets uuid[], products uuid[]) RETURNS SETOF jsonb LANGUAGE sql STABLE AS $$
        SELECT jsonb_build_object('product_id', p.id, 'name', p.name, 'available', w.reason IS NULL,
                                  'unavailable_reason', w.reason, 'outlet_id', o.id)
        FROM unnest(outlets) AS o (id)
        CROSS JOIN products p
        CROSS JOIN LATERAL why_unavailable(o.id, p.id, p.category_id, p.track_stock) w
        WHERE p.id = ANY (products) AND p.deleted_at IS NULL
        ORDER BY p.id, o.id
      $$;

      -- refuse_sale: says what there was of each product before the sale, which has taken the first ones already, as many
      -- as taken says.
      CREATE FUNCTION refuse_sale(outlet uuid, products uuid[], amounts bigint[], taken integer)
      RETURNS void LANGUAGE plpgsql AS $$
      DECLARE
        stock jsonb;
        is_short boolean;
      BEGIN
        SELECT jsonb_object_agg(product, there), bool_or(there < amount) INTO stock, is_short
        FROM (
          SELECT product, amount, coalesce(on_hand, 0) + CASE WHEN place <= taken THEN amount ELSE 0 END AS there
          FROM unnest(products, amounts) WITH ORDINALITY AS wanted (product, amount, place)
          LEFT JOIN LATERAL (
            SELECT on_hand FROM stock_levels WHERE outlet_id = outlet AND product_id = product FOR UPDATE
          ) held ON true
          ORDER BY place
        ) found;
        IF is_short THEN
          PERFORM refuse('INSUFFICIENT_STOCK', stock);
        END IF;
        -- Somebody gave stock back since: the sale may be tried again.
        RAISE serialization_failure;
      END $$;

      -- take_stock: takes all that a sale asks for, or refuses with what there is of each product. One call holds the most
      -- contended rows of the system for the least time. Products come in the order of their ids, so that two sales never
      -- wait for each other's rows. Tells LOW_STOCK of each product that fell to its threshold, and answers whether any did.
      CREATE FUNCTION take_stock(
        outlet uuid, products uuid[], amounts bigint[], movements uuid[],
        cause uuid, kind text, actor uuid
      ) RETURNS boolean LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
      DECLARE
        left_over bigint;
        balances bigint[];
      BEGIN
        FOR i IN 1 .. cardinality(products) LOOP
          UPDATE stock_levels SET on_hand = on_hand - amounts[i], updated_at = now()
          WHERE outlet_id = outlet AND product_id = products[i] AND on_hand >= amounts[i]
          RETURNING on_hand INTO left_over;
          IF NOT FOUND THEN
            PERFORM refuse_sale(outlet, products, amounts, i - 1);
          END IF;
          balances[i] := left_over;
        END LOOP;

        INSERT INTO stock_movements
          (id, outlet_id, product_id, type, quantity, balance_after, reference_id, actor_kind, actor_id)
        SELECT movement, outlet, product, 'SALE', -amount, balance, cause, kind, actor
        FROM unnest(movements, products, amounts, balances) AS moved (movement, product, amount, balance);

        IF 0 = ANY (balances) THEN
          INSERT INTO events (id, type, outlet_id, payload)
          SELECT gen_random_uuid(), 'PRODUCT_AVAILABILITY_CHANGED', outlet, news
          FROM availability_news(
            ARRAY[outlet],
            ARRAY(SELECT product FROM unnest(products, balances) AS moved (product, balance) WHERE balance = 0)
          ) AS news;
        END IF;

        IF NOT EXISTS (SELECT FROM stock_thresholds WHERE product_id = ANY (products)) THEN
          RETURN false;
        END IF;
        INSERT INTO events (id, type, outlet_id, payload)
        SELECT gen_random_uuid(), 'LOW_STOCK', outlet,
               jsonb_build_object('product_id', product, 'stock', balance, 'threshold', threshold)
        FROM unnest(products, amounts, balances) AS moved (product, amount, balance)
        JOIN stock_thresholds ON product_id = product
        WHERE balance <= threshold AND balance + amount > threshold
        ORDER BY product;
        RETURN FOUND;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION take_stock, refuse_sale, availability_news, why_unavailable;
      DROP VIEW inventory_low_stock;
      DROP TABLE stock_count_items, stock_counts, stock_movements, stock_thresholds, stock_levels;
    `);
  }
}
