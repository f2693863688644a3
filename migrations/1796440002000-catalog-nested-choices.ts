import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Choices below options, what is said of options, and texts that guests read. */
export class CatalogNestedChoices1796440002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- pre: what may be said of the options. translations: as of products.
      ALTER TABLE modifier_groups ADD COLUMN pre jsonb, ADD COLUMN translations jsonb;
      -- groups: the choices below the option, whole. closed: something must be chosen with it of which nothing is left.
      ALTER TABLE modifier_options
        ADD COLUMN by_default boolean NOT NULL DEFAULT false,
        ADD COLUMN allergens text[],
        ADD COLUMN translations jsonb,
        ADD COLUMN groups jsonb,
        ADD COLUMN closed boolean NOT NULL DEFAULT false;
      ALTER TABLE categories ADD COLUMN translations jsonb;

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
              AND NOT EXISTS (SELECT FROM modifier_options o WHERE o.group_id = g.id AND o.available AND NOT o.closed)) THEN 'NO_CHOICE'
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
      $$;
      ALTER TABLE categories DROP COLUMN translations;
      ALTER TABLE modifier_options
        DROP COLUMN by_default, DROP COLUMN allergens, DROP COLUMN translations, DROP COLUMN groups, DROP COLUMN closed;
      ALTER TABLE modifier_groups DROP COLUMN pre, DROP COLUMN translations`);
  }
}
