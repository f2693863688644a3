import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How variants and their parents stand at an outlet. The version before still asks why_unavailable, which stays. */
export class CatalogVariantsStanding1796340002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- why_not_sold: why an outlet does not sell a product now; null when it does. A variant is off with its parent, too; a product with
      -- variants is sold while one of those that are active is. A plain query, which the planner merges into those that use it.
      CREATE FUNCTION why_not_sold(
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

      -- availability_news: the payload of PRODUCT_AVAILABILITY_CHANGED for products, and the parents of those that are variants, as they
      -- stand at outlets now.
      CREATE OR REPLACE FUNCTION availability_news(outlets uuid[], products uuid[]) RETURNS SETOF jsonb LANGUAGE sql STABLE AS $$
        SELECT jsonb_build_object('product_id', p.id, 'name', p.name, 'available', w.reason IS NULL,
                                  'unavailable_reason', w.reason, 'outlet_id', o.id)
        FROM unnest(outlets) AS o (id)
        CROSS JOIN products p
        CROSS JOIN LATERAL why_not_sold(o.id, p.id, p.category_id, p.track_stock, p.parent_id, p.has_variants, p.variant) w
        WHERE p.deleted_at IS NULL AND p.id = ANY (
          products || ARRAY(SELECT v.parent_id FROM products v WHERE v.id = ANY (products) AND v.parent_id IS NOT NULL))
        ORDER BY p.id, o.id
      $$;

      -- A product with variants has no stock of its own.
      CREATE OR REPLACE VIEW catalog_products AS
        SELECT id, name, sku, category_id, track_stock AND deleted_at IS NULL AND NOT has_variants AS has_stock FROM products`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE VIEW catalog_products AS
        SELECT id, name, sku, category_id, track_stock AND deleted_at IS NULL AS has_stock FROM products;
      CREATE OR REPLACE FUNCTION availability_news(outlets uuid[], products uuid[]) RETURNS SETOF jsonb LANGUAGE sql STABLE AS $$
        SELECT jsonb_build_object('product_id', p.id, 'name', p.name, 'available', w.reason IS NULL,
                                  'unavailable_reason', w.reason, 'outlet_id', o.id)
        FROM unnest(outlets) AS o (id)
        CROSS JOIN products p
        CROSS JOIN LATERAL why_unavailable(o.id, p.id, p.category_id, p.track_stock) w
        WHERE p.id = ANY (products) AND p.deleted_at IS NULL
        ORDER BY p.id, o.id
      $$;
      DROP FUNCTION why_not_sold`);
  }
}
