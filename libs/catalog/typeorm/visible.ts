import type { CatalogView } from '../core/catalog-views.js';

/** The values of a view, for the first three parameters of every catalogue statement. */
export const viewValues = ({ outlets, whole }: CatalogView): [string[], string[], boolean] => [
  outlets.map(({ id }) => id),
  outlets.map(({ currency }) => currency),
  whole,
];

/** Whether a product `p` is there in the view of $1 (outlets), $2 (their currencies) and $3 (whole). */
export const VISIBLE_PRODUCT = `
  p.deleted_at IS NULL
  AND (p.outlet_id = ANY($1::uuid[]) OR (p.outlet_id IS NULL AND ($3::boolean OR p.currency = ANY($2::text[]))))`;

const STANDING = '(s.until IS NULL OR s.until > now())';
const SELLS = '(o.id = p.outlet_id OR (p.outlet_id IS NULL AND o.currency = p.currency))';

/** Whether one of the view's outlets that sell product `p` does so now. */
export const PRODUCT_AVAILABLE = `
  ((SELECT count(DISTINCT s.outlet_id)
    FROM catalog_stops s JOIN unnest($1::uuid[], $2::text[]) AS o(id, currency) ON o.id = s.outlet_id
    WHERE (s.product_id = p.id OR s.category_id = p.category_id) AND ${STANDING} AND ${SELLS})
   < greatest(1, (SELECT count(*) FROM unnest($1::uuid[], $2::text[]) AS o(id, currency) WHERE ${SELLS})))`;

/** Whether a category `c` is there in the view of the outlets $1; a shared one is there for everybody. */
export const VISIBLE_CATEGORY = 'c.deleted_at IS NULL AND (c.outlet_id IS NULL OR c.outlet_id = ANY($1::uuid[]))';

/** Whether one of the outlets $1 shows category `c` now. */
export const CATEGORY_AVAILABLE = `
  ((SELECT count(*) FROM catalog_stops s
    WHERE s.category_id = c.id AND s.outlet_id = ANY($1::uuid[]) AND ${STANDING})
   < greatest(1, CASE WHEN c.outlet_id IS NULL THEN cardinality($1::uuid[]) ELSE 1 END))`;

/** When the first stop at the outlets $1 ends by itself. */
export const NEXT_CHANGE = `
  (SELECT min(s.until) FROM catalog_stops s WHERE s.outlet_id = ANY($1::uuid[]) AND s.until > now())`;
