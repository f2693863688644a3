import { type OutletTerms, type PriceRule, type ProductTerms, saysSomething } from '../core/model/outlet-terms.js';
import { type MenuSlotJson, toSlot } from './sql-menu-slots.js';

interface OutletTermsJson {
  outlet_id: string;
  product_id: string;
  price: number | null;
  name: string | null;
  visible: boolean;
  station: string | null;
  tax_rate: number | null;
  option_prices: Record<string, number>;
  version: number;
}

type PriceJson = MenuSlotJson & { price: number };

export interface TermsReading {
  outlet_terms: OutletTermsJson[] | null;
  prices: PriceJson[] | null;
}

/** What the outlets $1 have of their own of product `p`, or of its parent, and the prices that the list has for it; null where there is nothing. */
export const TERMS_OF_PRODUCT = `
  (SELECT json_agg(row_to_json(x)) FROM (
     SELECT outlet_id, product_id, price, name, visible, station, tax_rate, option_prices, version FROM outlet_products
     WHERE product_id IN (p.id, p.parent_id) AND outlet_id = ANY($1::uuid[])) x) AS outlet_terms,
  (SELECT json_agg(json_build_object('outlets', CASE WHEN r.outlet_id IS NOT NULL THEN ARRAY[r.outlet_id] END,
                                     'channels', CASE WHEN r.channel IS NOT NULL THEN ARRAY[r.channel] END,
                                     'schedule_id', r.schedule_id, 'rules', s.rules, 'price', r.price) ORDER BY r.position)
   FROM product_prices r LEFT JOIN outlets_schedules s ON s.id = r.schedule_id
   WHERE r.product_id = p.id AND (r.outlet_id IS NULL OR r.outlet_id = ANY($1::uuid[]))) AS prices`;

/** When prices of the list hold that have hours, beside the menus. */
export const PRICE_SLOTS = `
  SELECT DISTINCT ON (r.outlet_id, r.channel, r.schedule_id)
    json_build_object('outlets', CASE WHEN r.outlet_id IS NOT NULL THEN ARRAY[r.outlet_id] END,
                      'channels', CASE WHEN r.channel IS NOT NULL THEN ARRAY[r.channel] END,
                      'schedule_id', r.schedule_id, 'rules', s.rules) AS slot
  FROM product_prices r
  JOIN products p ON p.id = r.product_id AND p.deleted_at IS NULL
  LEFT JOIN outlets_schedules s ON s.id = r.schedule_id
  WHERE r.schedule_id IS NOT NULL`;

/** Absent where nothing is other than the product has it. */
export function toTerms({ outlet_terms: rows, prices }: TermsReading): { readonly terms?: ProductTerms } {
  const outlets = (rows ?? []).map(toOutletTerms).filter(saysSomething);
  if (outlets.length === 0 && !prices) return {};
  return { terms: { outlets, prices: (prices ?? []).map(toRule) } };
}

export const toOutletTerms = (row: OutletTermsJson): OutletTerms => ({
  outletId: row.outlet_id,
  productId: row.product_id,
  price: row.price,
  name: row.name,
  visible: row.visible,
  station: row.station,
  taxRate: row.tax_rate,
  optionPrices: row.option_prices,
  version: row.version,
});

const toRule = (row: PriceJson): PriceRule => ({ slot: toSlot(row), price: row.price });
