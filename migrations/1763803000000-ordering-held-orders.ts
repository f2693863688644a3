import type { MigrationInterface, QueryRunner } from 'typeorm';

const LIFE = ['NEW', 'ACCEPTED', 'COOKING', 'READY', 'DONE', 'VOIDED'];
const TYPES = ['DINE_IN', 'TAKEAWAY', 'DELIVERY', 'ONLINE'];
const PAYMENT = ['PENDING', 'PARTIALLY_PAID', 'PAID', 'FAILED', 'PARTIALLY_REFUNDED', 'REFUNDED'];

const UNPAID = `status <> 'VOIDED' AND payment_status IN ('PENDING', 'PARTIALLY_PAID', 'FAILED')`;

/** Orders that wait for their payment or for a yes, and what unpaid ones may hold. */
export class OrderingHeldOrders1763803000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await rewrite(runner, ['HELD', ...LIFE]);
    await runner.query(`
      -- hold_reason: why the kitchen does not know of an order; null from the moment it does.
      -- placed_from: the network that a customer ordered from, while the order is unpaid.
      ALTER TABLE orders ADD COLUMN hold_reason text, ADD COLUMN placed_from text;
      CREATE INDEX orders_unpaid_by_network ON orders (outlet_id, placed_from) WHERE placed_from IS NOT NULL;

      -- Whether a buyer (a customer and the network they order from, or a sitting at a table) may have one more unpaid order of these
      -- products, or more on one that is there. Orders of one buyer are looked at one after the other, to the end of each transaction. Buyers are locked in the
      -- order customer, network, sitting, so that they never wait for each other in a circle. Reads inventory's stock without a lock.
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
          WHERE customer_id = customer AND outlet_id = outlet AND placed_by_id = customer AND table_session_id IS NULL AND ${UNPAID};
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
    await runner.query('DROP FUNCTION admit_unpaid');
    await runner.query(`
      UPDATE orders SET status = 'NEW' WHERE status = 'HELD';
      UPDATE order_items SET status = 'NEW' WHERE status = 'HELD';
      DROP INDEX orders_unpaid_by_network;
      ALTER TABLE orders DROP COLUMN hold_reason, DROP COLUMN placed_from;
    `);
    await rewrite(runner, LIFE);
  }
}

/** The words of busy tables, each column's list one constant, as the migration before has them. */
async function rewrite(runner: QueryRunner, life: readonly string[]): Promise<void> {
  const among = (column: string, words: readonly string[]) => `${column} = ANY ('{${words.join(',')}}'::text[])`;
  const rules: Readonly<Record<string, string>> = {
    orders: [among('type', TYPES), among('status', life), among('payment_status', PAYMENT)].join(' AND '),
    order_items: among('status', life),
  };
  for (const [table, rule] of Object.entries(rules)) {
    const name = `${table}_words_are_known`;
    await runner.query(
      `ALTER TABLE ${table} DROP CONSTRAINT ${name}, ADD CONSTRAINT ${name} CHECK (${rule}) NOT VALID`,
    );
    await runner.query(`ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}`);
  }
}
