import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an outlet has of its own of a product, and the price list. */
export class CatalogOutletTerms1796440000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- outlet_products: what an outlet has of its own of a product; null is the product's. tax_rate in basis points, prices in minor units.
      -- option_prices: what options add there, by their ids. A row whose fields are all null is kept for its version.
      CREATE TABLE outlet_products (
        outlet_id     uuid        NOT NULL,
        product_id    uuid        NOT NULL,
        price         bigint      CHECK (price >= 0),
        name          text        CHECK (name <> ''),
        visible       boolean     NOT NULL,
        station       text        CHECK (station <> ''),
        tax_rate      integer     CHECK (tax_rate BETWEEN 0 AND 10000),
        option_prices jsonb       NOT NULL,
        version       integer     NOT NULL,
        updated_at    timestamptz NOT NULL,
        PRIMARY KEY (product_id, outlet_id)
      );

      -- product_prices: prices of a channel, of a schedule's hours, or both; outlet_id null is every outlet. A price of an outlet alone is in outlet_products.
      CREATE TABLE product_prices (
        product_id  uuid   NOT NULL,
        position    integer NOT NULL,
        outlet_id   uuid,
        channel     text   CHECK (channel ~ '^(COUNTER|TABLE|ONLINE|APP:[A-Z0-9_]{1,30})$'),
        schedule_id uuid,
        price       bigint NOT NULL CHECK (price >= 0),
        PRIMARY KEY (product_id, position),
        CONSTRAINT product_prices_say_when CHECK (channel IS NOT NULL OR schedule_id IS NOT NULL)
      );
      CREATE UNIQUE INDEX product_prices_once ON product_prices (
        product_id, coalesce(outlet_id, '00000000-0000-0000-0000-000000000000'::uuid), coalesce(channel, ''),
        coalesce(schedule_id, '00000000-0000-0000-0000-000000000000'::uuid));

      -- why_not_sold: why an outlet does not sell a product now; null when it does. A variant is off with its parent, too; a product with
      -- variants is sold while one of those that are active is. What an outlet hides is HIDDEN there.
      CREATE OR REPLACE FUNCTION why_not_sold(
        outlet uuid, product uuid, category uuid, tracked boolean, parent uuid, has_variants boolean, variant jsonb
      ) RETURNS TABLE (reason text) LANGUAGE sql STABLE AS $$
        SELECT CASE
          WHEN variant ->> 'active' = 'false' THEN 'HIDDEN'
          WHEN EXISTS (
            SELECT FROM outlet_products x
            WHERE x.product_id IN (product, parent) AND x.outlet_id = outlet AND NOT x.visible) THEN 'HIDDEN'
          WHEN EXISTS (
            SELECT FROM catalog_stops s
            WHERE s.outlet_id = outlet AND (s.product_id = product OR s.category_id = category OR s.product_id = parent)
              AND (s.until IS NULL OR s.until > now())) THEN 'STOPPED'
          WHEN tracked AND NOT has_variants AND NOT EXISTS (
            SELECT FROM stock_levels l WHERE l.outlet_id = outlet AND l.product_id = product AND l.on_hand > 0) THEN 'SOLD_OUT'
          WHEN EXISTS (
            SELECT FROM modifier_groups g
            WHERE g.product_id = coalesce(parent, product) AND g.min > 0
              AND NOT EXISTS (SELECT FROM modifier_options o WHERE o.group_id = g.id AND o.available)) THEN 'NO_CHOICE'
          WHEN has_variants THEN (
            SELECT CASE WHEN bool_or(w.reason IS NULL) THEN NULL ELSE coalesce(min(w.reason), 'HIDDEN') END
            FROM products v
            CROSS JOIN LATERAL why_unavailable(outlet, v.id, v.category_id, v.track_stock) w
            WHERE v.parent_id = product AND v.deleted_at IS NULL AND v.variant ->> 'active' = 'true'
              AND NOT EXISTS (SELECT FROM outlet_products x WHERE x.product_id = v.id AND x.outlet_id = outlet AND NOT x.visible))
        END
      $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION why_not_sold(
        outlet uuid, product uuid, category uuid, tracked boolean, parent uuid, has_variants boolean, variant jsonb
      ) RETURNS TABLE (reason text) LANGUAGE sql STABLE AS $$
        SELECT CASE
          WHEN variant ->> 'active' = 'false' THEN 'HIDDEN'
          WHEN EXISTS (
            SELECT FROM catalog_stops s
            WHERE s.outlet_id = outlet AND (s.product_id = product OR s.category_id = category OR s.product_id = parent)
              AND (s.until IS NULL OR s.until > now())) THEN 'STOPPED'
          WHEN tracked AND NOT has_variants AND NOT EXISTS (
            SELECT FROM stock_levels l WHERE l.outlet_id = outlet AND l.product_id = product AND l.on_hand > 0) THEN 'SOLD_OUT'
          WHEN EXISTS (
            SELECT FROM modifier_groups g
            WHERE g.product_id = coalesce(parent, product) AND g.min > 0
              AND NOT EXISTS (SELECT FROM modifier_options o WHERE o.group_id = g.id AND o.available)) THEN 'NO_CHOICE'
          WHEN has_variants THEN (
            SELECT CASE WHEN bool_or(w.reason IS NULL) THEN NULL ELSE coalesce(min(w.reason), 'HIDDEN') END
            FROM products v
            CROSS JOIN LATERAL why_unavailable(outlet, v.id, v.category_id, v.track_stock) w
            WHERE v.parent_id = product AND v.deleted_at IS NULL AND v.variant ->> 'active' = 'true')
        END
      $$;
      DROP TABLE product_prices;
      DROP TABLE outlet_products`);
  }
}
