import type { MigrationInterface, QueryRunner } from 'typeorm';

const TELL_SOLD_OUT = `
        IF 0 = ANY (balances) THEN
          INSERT INTO events (id, type, outlet_id, payload)
          SELECT gen_random_uuid(), 'PRODUCT_AVAILABILITY_CHANGED', outlet, news
          FROM availability_news(
            ARRAY[outlet],
            ARRAY(SELECT product FROM unnest(products, balances) AS moved (product, balance) WHERE balance = 0)
          ) AS news;
        END IF;
`;

/** Whether an outlet sells a product at this moment, in one place; and a sale that takes the last piece says so. */
export class InventoryAvailability1763803003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Why an outlet does not sell a product now; null when it does. A plain query, which the planner unfolds into those that use it.
      CREATE FUNCTION why_unavailable(outlet uuid, product uuid, category uuid, tracked boolean) RETURNS TABLE (reason text)
      LANGUAGE sql STABLE AS $$
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

      -- The payload of PRODUCT_AVAILABILITY_CHANGED for products as they stand at outlets now.
      CREATE FUNCTION availability_news(outlets uuid[], products uuid[]) RETURNS SETOF jsonb LANGUAGE sql STABLE AS $$
        SELECT jsonb_build_object('product_id', p.id, 'name', p.name, 'available', w.reason IS NULL,
                                  'unavailable_reason', w.reason, 'outlet_id', o.id)
        FROM unnest(outlets) AS o (id)
        CROSS JOIN products p
        CROSS JOIN LATERAL why_unavailable(o.id, p.id, p.category_id, p.track_stock) w
        WHERE p.id = ANY (products) AND p.deleted_at IS NULL
        ORDER BY p.id, o.id
      $$;
    `);
    await takeStock(runner, TELL_SOLD_OUT);
  }

  async down(runner: QueryRunner): Promise<void> {
    await takeStock(runner, '');
    await runner.query('DROP FUNCTION availability_news, why_unavailable');
  }
}

/** As it was before, with what is done besides once the pieces are taken. */
async function takeStock(runner: QueryRunner, tellsSoldOut: string): Promise<void> {
  await runner.query(`
      CREATE OR REPLACE FUNCTION take_stock(
        outlet uuid, products uuid[], amounts bigint[], movements uuid[], cause uuid, kind text, actor uuid, can_answer boolean
      ) RETURNS jsonb LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
      DECLARE
        left_over bigint;
        balances bigint[];
        low jsonb;
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
${tellsSoldOut}
        IF NOT EXISTS (SELECT FROM stock_thresholds WHERE product_id = ANY (products)) THEN
          RETURN NULL;
        END IF;
        SELECT jsonb_agg(jsonb_build_object('product_id', product, 'stock', balance, 'threshold', threshold) ORDER BY product) INTO low
        FROM unnest(products, amounts, balances) AS moved (product, amount, balance)
        JOIN stock_thresholds ON product_id = product
        WHERE balance <= threshold AND balance + amount > threshold;
        IF low IS NOT NULL AND NOT can_answer THEN
          PERFORM refuse('ANSWER_NEEDED');
        END IF;
        RETURN low;
      END $$;
  `);
}
