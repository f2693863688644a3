import type { MigrationInterface, QueryRunner } from 'typeorm';

const PARAMETERS =
  'outlet uuid, products uuid[], amounts bigint[], movements uuid[], cause uuid, kind text, actor uuid';

/**
 * A sale tells of low stock in the statement that takes the pieces, so that it needs no second statement. The function with one parameter more
 * stays for processes of the version before, which run until they are replaced.
 */
export class InventoryLowStock1763809000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Takes all, or refuses with what is there of each product. Answers whether a product fell to its threshold, which is told as LOW_STOCK.
      CREATE FUNCTION take_stock(${PARAMETERS}) RETURNS boolean LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
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
    await runner.query('DROP FUNCTION take_stock(uuid, uuid[], bigint[], uuid[], uuid, text, uuid)');
  }
}
