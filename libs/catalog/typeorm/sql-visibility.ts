import type { CatalogScope } from '../core/model/catalog-scope.js';

/** The values of a scope, for the first three parameters of every catalogue statement. */
export const scopeValues = ({ outlets, whole }: CatalogScope): [string[], string[], boolean] => [
  outlets.map(({ id }) => id),
  outlets.map(({ currency }) => currency),
  whole,
];

/** Whether a product `p` is there in the scope of $1 (outlets), $2 (their currencies) and $3 (whole). */
export const VISIBLE_PRODUCT = `
  p.deleted_at IS NULL
  AND (p.outlet_id = ANY($1::uuid[]) OR (p.outlet_id IS NULL AND ($3::boolean OR p.currency = ANY($2::text[]))))`;

const STANDING = '(s.until IS NULL OR s.until > now())';
const SELLERS = 'unnest($1::uuid[], $2::text[]) AS o(id, currency)';
// Also looks at inventory's stock: a list that is filtered and paged by availability cannot ask for it afterwards.
const WHY = 'why_not_sold(o.id, p.id, p.category_id, p.track_stock, p.parent_id, p.has_variants, p.variant)';
const SELLS = '(o.id = p.outlet_id OR (p.outlet_id IS NULL AND o.currency = p.currency))';

/**
 * Why none of the scope's outlets that sell product `p` does so now; null when one does, and of one that none of them sells. One look at each
 * outlet: PostgreSQL plans it anew with every search, and each further copy of it cost a search 1 ms.
 */
export const UNAVAILABLE_REASON = `
  (SELECT CASE WHEN bool_or(w.reason IS NULL) THEN NULL ELSE min(w.reason) END
   FROM ${SELLERS} CROSS JOIN LATERAL ${WHY} w WHERE ${SELLS})`;

/** Whether {@link UNAVAILABLE_REASON} is null. The first outlet that sells it answers: of a chain's others nobody needs to know. */
export const PRODUCT_AVAILABLE = `
  (EXISTS (SELECT FROM ${SELLERS} CROSS JOIN LATERAL ${WHY} w WHERE ${SELLS} AND w.reason IS NULL)
   OR NOT EXISTS (SELECT FROM ${SELLERS} WHERE ${SELLS}))`;

/** Whether a category `c` is there in the scope of the outlets $1; a shared one is there for everybody. */
export const VISIBLE_CATEGORY = 'c.deleted_at IS NULL AND (c.outlet_id IS NULL OR c.outlet_id = ANY($1::uuid[]))';

/** Whether one of the outlets $1 shows category `c` now. */
export const CATEGORY_AVAILABLE = `
  ((SELECT count(*) FROM catalog_stops s
    WHERE s.category_id = c.id AND s.outlet_id = ANY($1::uuid[]) AND ${STANDING})
   < greatest(1, CASE WHEN c.outlet_id IS NULL THEN cardinality($1::uuid[]) ELSE 1 END))`;

/** When the first stop at the outlets $1 ends by itself. */
export const NEXT_CHANGE = `
  (SELECT min(s.until) FROM catalog_stops s WHERE s.outlet_id = ANY($1::uuid[]) AND s.until > now())`;
