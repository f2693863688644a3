/**
 * Functions as they must be in several databases. Citus plans the statements of a function in PL/pgSQL one by one; of a function in SQL that
 * reads distributed tables it refuses the parameters. (In one database the planner merges the SQL ones into their callers.)
 */
export const FUNCTIONS = `
  -- taken_once: refuses a key that another outlet's row has, with the name of the constraint that refuses it in one database. Whoever asks for
  -- the same key at the same time is looked at one after the other, to the end of each transaction. Connects to every database.
  CREATE OR REPLACE FUNCTION taken_once(rule text, key text, outlet uuid) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(rule || ' ' || key, 0));
    CASE rule
      WHEN 'orders_id_is_taken_once' THEN PERFORM FROM orders WHERE id = key::uuid AND outlet_id <> outlet LIMIT 1;
      WHEN 'shipments_number_once' THEN PERFORM FROM shipments WHERE tracking_number = key AND outlet_id <> outlet LIMIT 1;
    END CASE;
    IF FOUND THEN
      RAISE unique_violation USING CONSTRAINT = rule, MESSAGE = 'another outlet has this key already';
    END IF;
  END $$;

  CREATE OR REPLACE FUNCTION why_unavailable(outlet uuid, product uuid, category uuid, tracked boolean)
  RETURNS TABLE (reason text) LANGUAGE plpgsql STABLE SET citus.allow_nested_distributed_execution = on AS $$
  BEGIN
    PERFORM FROM catalog_stops s
    WHERE s.outlet_id = outlet AND (s.product_id = product OR s.category_id = category)
      AND (s.until IS NULL OR s.until > now()) LIMIT 1;
    IF FOUND THEN
      reason := 'STOPPED';
      RETURN NEXT;
      RETURN;
    END IF;
    IF tracked THEN
      PERFORM FROM stock_levels l WHERE l.outlet_id = outlet AND l.product_id = product AND l.on_hand > 0;
      IF NOT FOUND THEN
        reason := 'SOLD_OUT';
        RETURN NEXT;
        RETURN;
      END IF;
    END IF;
    PERFORM FROM modifier_groups g
    WHERE g.product_id = product AND g.min > 0
      AND NOT EXISTS (SELECT FROM modifier_options o WHERE o.group_id = g.id AND o.available) LIMIT 1;
    reason := CASE WHEN FOUND THEN 'NO_CHOICE' END;
    RETURN NEXT;
  END $$;

  -- why_not_sold: a variant is off with its parent, too; a product with variants is sold while one of those that are active is.
  CREATE OR REPLACE FUNCTION why_not_sold(
    outlet uuid, product uuid, category uuid, tracked boolean, parent uuid, has_variants boolean, variant jsonb
  ) RETURNS TABLE (reason text) LANGUAGE plpgsql STABLE SET citus.allow_nested_distributed_execution = on AS $$
  DECLARE
    is_sold boolean;
  BEGIN
    PERFORM FROM outlet_products x
    WHERE x.product_id IN (product, parent) AND x.outlet_id = outlet AND NOT x.visible LIMIT 1;
    IF FOUND OR variant ->> 'active' = 'false' THEN
      reason := 'HIDDEN';
      RETURN NEXT;
      RETURN;
    END IF;
    PERFORM FROM catalog_stops s
    WHERE s.outlet_id = outlet AND (s.product_id = product OR s.category_id = category OR s.product_id = parent)
      AND (s.until IS NULL OR s.until > now()) LIMIT 1;
    IF FOUND THEN
      reason := 'STOPPED';
      RETURN NEXT;
      RETURN;
    END IF;
    IF tracked AND NOT has_variants THEN
      PERFORM FROM stock_levels l WHERE l.outlet_id = outlet AND l.product_id = product AND l.on_hand > 0;
      IF NOT FOUND THEN
        reason := 'SOLD_OUT';
        RETURN NEXT;
        RETURN;
      END IF;
    END IF;
    PERFORM FROM modifier_groups g
    WHERE g.product_id = coalesce(parent, product) AND g.min > 0
      AND NOT EXISTS (SELECT FROM modifier_options o WHERE o.group_id = g.id AND o.available AND NOT o.closed) LIMIT 1;
    IF FOUND THEN
      reason := 'NO_CHOICE';
    ELSIF has_variants THEN
      SELECT bool_or(w.reason IS NULL), coalesce(min(w.reason), 'HIDDEN') INTO is_sold, reason
      FROM products v
      CROSS JOIN LATERAL why_unavailable(outlet, v.id, v.category_id, v.track_stock) w
      WHERE v.parent_id = product AND v.deleted_at IS NULL AND v.variant ->> 'active' = 'true'
        AND NOT EXISTS (SELECT FROM outlet_products x WHERE x.product_id = v.id AND x.outlet_id = outlet AND NOT x.visible);
      IF is_sold THEN
        reason := NULL;
      END IF;
    END IF;
    RETURN NEXT;
  END $$;

  CREATE OR REPLACE FUNCTION category_within(category uuid, roots uuid[]) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
  BEGIN
    RETURN category = ANY (roots) OR EXISTS (
      SELECT FROM categories c
      LEFT JOIN categories above ON above.id = c.parent_id
      LEFT JOIN categories top ON top.id = above.parent_id
      WHERE c.id = category AND (c.parent_id = ANY (roots) OR above.parent_id = ANY (roots) OR top.parent_id = ANY (roots)));
  END $$;

  CREATE OR REPLACE FUNCTION availability_news(outlets uuid[], products uuid[]) RETURNS SETOF jsonb LANGUAGE plpgsql STABLE AS $$
  BEGIN
    RETURN QUERY
    SELECT jsonb_build_object('product_id', p.id, 'name', p.name, 'available', w.reason IS NULL,
                              'unavailable_reason', w.reason, 'outlet_id', o.id)
    FROM unnest(outlets) AS o (id)
    CROSS JOIN products p
    CROSS JOIN LATERAL why_not_sold(o.id, p.id, p.category_id, p.track_stock, p.parent_id, p.has_variants, p.variant) w
    WHERE p.deleted_at IS NULL AND p.id = ANY (
      products || ARRAY(SELECT v.parent_id FROM products v WHERE v.id = ANY (products) AND v.parent_id IS NOT NULL))
    ORDER BY p.id, o.id;
  END $$;
`;
