import type { MigrationInterface, QueryRunner } from 'typeorm';

export class InventoryStock1763683240000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Updated by every sale: room on each page, and no index on what changes, keep the updates in place.
      CREATE TABLE stock_levels (
        outlet_id uuid NOT NULL,
        product_id uuid NOT NULL,
        on_hand bigint NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (outlet_id, product_id),
        CONSTRAINT stock_levels_never_negative CHECK (on_hand >= 0),
        CONSTRAINT stock_levels_never_absurd CHECK (on_hand <= 1000000000000)
      ) WITH (fillfactor = 70);
      CREATE INDEX stock_levels_by_product ON stock_levels (product_id);

      -- When a product counts as low, at each outlet by itself.
      CREATE TABLE stock_thresholds (
        product_id uuid PRIMARY KEY,
        threshold bigint NOT NULL CHECK (threshold >= 0)
      );

      -- position is taken under the lock of the stock level: in its order the balances of a product form a chain.
      CREATE TABLE stock_movements (
        position bigint GENERATED ALWAYS AS IDENTITY,
        id uuid NOT NULL,
        outlet_id uuid NOT NULL,
        product_id uuid NOT NULL,
        type text NOT NULL CHECK (type IN ('SALE', 'RETURN', 'ADJUSTMENT', 'PURCHASE', 'WASTE', 'COUNT')),
        quantity bigint NOT NULL CHECK (quantity <> 0),
        balance_after bigint NOT NULL CHECK (balance_after >= 0),
        reason text,
        reference_id uuid,
        actor_kind text NOT NULL CHECK (actor_kind IN ('user', 'guest', 'system')),
        actor_id uuid,
        occurred_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (outlet_id, position),
        CHECK (balance_after - quantity >= 0)
      );
      CREATE UNIQUE INDEX stock_movements_by_position ON stock_movements (position);
      CREATE INDEX stock_movements_by_product ON stock_movements (outlet_id, product_id, position DESC);

      CREATE TABLE stock_counts (
        id uuid NOT NULL,
        outlet_id uuid NOT NULL,
        note text,
        actor_kind text NOT NULL CHECK (actor_kind IN ('user', 'guest', 'system')),
        actor_id uuid,
        counted_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (outlet_id, id)
      );
      CREATE INDEX stock_counts_by_age ON stock_counts (outlet_id, counted_at DESC, id);

      CREATE TABLE stock_count_items (
        outlet_id uuid NOT NULL,
        count_id uuid NOT NULL,
        product_id uuid NOT NULL,
        line integer NOT NULL,
        before bigint NOT NULL CHECK (before >= 0),
        after bigint NOT NULL CHECK (after >= 0),
        PRIMARY KEY (outlet_id, count_id, product_id),
        FOREIGN KEY (outlet_id, count_id) REFERENCES stock_counts (outlet_id, id) ON DELETE CASCADE
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE stock_count_items, stock_counts, stock_movements, stock_thresholds, stock_levels');
  }
}
