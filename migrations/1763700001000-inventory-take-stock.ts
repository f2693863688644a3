import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The stock that a sale takes, in one call: the rows are the contended ones of the whole system, and a call holds them for the least time.
 * `products` come in order of their ids, so that two sales never wait for one another's rows.
 */
export class InventoryTakeStock1763700001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Takes all, or refuses with what is there of each product. Answers the products that fell to their thresholds, null for none.
      -- Without \`can_answer\` nobody could act on that in the same transaction: it is refused, to be done again by one who can.
      CREATE FUNCTION take_stock(
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

      -- Says what was there of each product before the sale, of which the first \`taken\` have been taken already.
      CREATE FUNCTION refuse_sale(outlet uuid, products uuid[], amounts bigint[], taken integer) RETURNS void LANGUAGE plpgsql AS $$
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
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION take_stock, refuse_sale');
  }
}
