import { Injectable } from '@nestjs/common';

import { Database } from '#libs/platform';

import type { ProductTaxation } from '../core/catalog.api.js';
import type { CatalogScope } from '../core/model/catalog-scope.js';
import { lacksChoice } from '../core/model/modifiers.js';
import { type SellableEntry, SellableQueries } from '../core/catalog.ports.js';
import { standingOf } from '../core/model/availability.js';
import { atOutlet, isHiddenAt, type ProductTerms } from '../core/model/outlet-terms.js';
import type { Product } from '../core/model/product.js';
import { PRODUCT_COLUMNS, type ProductReading, toProduct } from './sql-product-rows.js';
import { MENUS_OF_PRODUCT, type MenuSlotJson, toSlot } from './sql-menu-slots.js';
import { TERMS_OF_PRODUCT, type TermsReading, toTerms } from './sql-outlet-terms.js';
import { scopeValues, VISIBLE_PRODUCT } from './sql-visibility.js';

interface SellableRow extends ProductReading, TermsReading {
  stopped: boolean;
  back_at: Date | null;
  menus: MenuSlotJson[] | null;
}

@Injectable()
export class SqlSellableQueries extends SellableQueries {
  constructor(private readonly database: Database) {
    super();
  }

  get holdsConnection(): boolean {
    return this.database.inTransaction;
  }

  async read(outlet: CatalogScope['outlets'][number], productIds?: readonly string[]): Promise<SellableEntry[]> {
    const rows = await this.database.query<SellableRow>({
      name: 'catalog.sellable',
      text: `
        SELECT ${PRODUCT_COLUMNS}, ${TERMS_OF_PRODUCT}, ${MENUS_OF_PRODUCT} AS menus, coalesce(stop.stopped, false) AS stopped, stop.back_at
        FROM products p
        LEFT JOIN LATERAL (
          SELECT true AS stopped, CASE WHEN bool_and(s.until IS NOT NULL) THEN max(s.until) END AS back_at
          FROM catalog_stops s
          WHERE (s.product_id = p.id OR s.category_id = p.category_id OR s.product_id = p.parent_id) AND s.outlet_id = ANY($1::uuid[])
            AND (s.until IS NULL OR s.until > now())
          HAVING count(*) > 0
        ) stop ON true
        WHERE ${VISIBLE_PRODUCT} AND ($4::uuid[] IS NULL OR p.id = ANY($4::uuid[]))`,
      values: [...scopeValues({ outlets: [outlet], whole: false }), productIds ?? null],
    });
    return rows.map((row) => toEntry(row, outlet.id));
  }

  async byBarcode(
    outlet: CatalogScope['outlets'][number],
    barcodes: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.query<{ barcode: string; id: string }>({
      name: 'catalog.by-barcode',
      // Of several products under one code the one that has it as it was given comes last, and stays.
      text: `
        SELECT given.barcode, p.id
        FROM unnest($4::text[]) AS given (barcode)
        JOIN products p ON catalog_barcode_key(p.barcode) = catalog_barcode_key(given.barcode)
        WHERE ${VISIBLE_PRODUCT} AND p.barcode IS NOT NULL AND p.variant ->> 'active' IS DISTINCT FROM 'false'
          AND NOT EXISTS (
            SELECT FROM outlet_products x
            WHERE x.product_id IN (p.id, p.parent_id) AND x.outlet_id = ANY($1::uuid[]) AND NOT x.visible)
        ORDER BY p.barcode = given.barcode, p.id`,
      values: [...scopeValues({ outlets: [outlet], whole: false }), barcodes],
    });
    return new Map(rows.map(({ barcode, id }) => [barcode, id]));
  }

  async taxation(productIds: readonly string[]): Promise<ReadonlyMap<string, ProductTaxation>> {
    const rows = await this.database.query<ProductTaxation & { id: string }>({
      name: 'catalog.taxation',
      text: 'SELECT id, ncm, cfop FROM products WHERE id = ANY($1::uuid[])',
      values: [productIds],
    });
    return new Map(rows.map(({ id, ncm, cfop }) => [id, { ncm, cfop }]));
  }

  async owner(productId: string) {
    const [row] = await this.database.query<{ outletId: string | null; currency: string }>({
      name: 'catalog.owner',
      text: 'SELECT outlet_id AS "outletId", currency FROM products WHERE id = $1 AND deleted_at IS NULL',
      values: [productId],
    });
    return row ?? null;
  }
}

const HIDDEN = { available: false, unavailableReason: 'HIDDEN' } as const;

const NOTHING: ProductTerms = { outlets: [], prices: [] };

function toEntry(row: SellableRow, outletId: string): SellableEntry {
  const { terms = NOTHING } = toTerms(row);
  const product = atOutlet(toProduct(row), terms, outletId);
  const isHidden = product.variant?.active === false || isHiddenAt(terms, outletId);
  return {
    product: toSellable(product, isHidden, row.stopped),
    backAt: isHidden ? null : row.back_at,
    ...(row.menus && { menus: row.menus.map(toSlot) }),
    ...(product.translations && { translations: product.translations }),
    ...(terms.prices.length > 0 && { prices: terms.prices }),
  };
}

function toSellable(product: Product, isHidden: boolean, isStopped: boolean): SellableEntry['product'] {
  return {
    id: product.id,
    sku: product.sku,
    name: product.name,
    price: product.price,
    currency: product.currency,
    categoryId: product.categoryId,
    imageUrl: product.imageUrl,
    station: product.station,
    ...(isHidden ? HIDDEN : standingOf(isStopped, lacksChoice(product.modifierGroups))),
    prepSeconds: product.prepSeconds,
    components: product.components,
    trackStock: product.trackStock,
    taxRate: product.taxRate,
    lowStockThreshold: product.lowStockThreshold,
    modifierGroups: product.modifierGroups,
    ...(product.openPrice && { openPrice: { min: product.priceMin, max: product.priceMax } }),
    ...(product.hasVariants && { hasVariants: true }),
    ...(product.cost !== null && { cost: product.cost }),
    weightGrams: product.weightGrams,
    lengthMm: product.lengthMm,
    widthMm: product.widthMm,
    heightMm: product.heightMm,
  };
}
