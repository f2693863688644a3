import { Injectable } from '@nestjs/common';

import { newId } from '#libs/kernel';
import { Database } from '#libs/platform';

import {
  type AvailabilityChange,
  type ProductStanding,
  CatalogStops,
  type StopSubject,
} from '../core/catalog.ports.js';
import type { SellingOutlet } from '../core/model/catalog-scope.js';

/** `[column, id]` of a subject; the column is one of two words, never a caller's. */
const columnOf = (subject: StopSubject): ['product_id' | 'category_id', string] =>
  'productId' in subject ? ['product_id', subject.productId] : ['category_id', subject.categoryId];

@Injectable()
export class SqlCatalogStops extends CatalogStops {
  constructor(private readonly database: Database) {
    super();
  }

  async put(
    subject: StopSubject,
    outletIds: readonly string[],
    until: Date | null,
    reason: string | null,
  ): Promise<string[]> {
    const [column, id] = columnOf(subject);
    const rows = await this.database.query<{ outlet_id: string; was_standing: boolean }>({
      text: `
        WITH standing AS (
          SELECT outlet_id FROM catalog_stops
          WHERE ${column} = $1 AND outlet_id = ANY($2::uuid[]) AND (until IS NULL OR until > now())
        )
        INSERT INTO catalog_stops (id, outlet_id, ${column}, until, reason, created_at)
        SELECT given.id, given.outlet_id, $1, $4, $5, now()
        FROM unnest($3::uuid[], $2::uuid[]) AS given(id, outlet_id)
        ON CONFLICT (${column}, outlet_id) WHERE ${column} IS NOT NULL
          DO UPDATE SET until = excluded.until, reason = excluded.reason
        RETURNING outlet_id, outlet_id IN (SELECT standing.outlet_id FROM standing) AS was_standing`,
      values: [id, outletIds, outletIds.map(() => newId()), until, reason],
    });
    return rows.filter((row) => !row.was_standing).map((row) => row.outlet_id);
  }

  async lift(subject: StopSubject, outletIds: readonly string[], until?: Date): Promise<string[]> {
    const [column, id] = columnOf(subject);
    const rows = await this.database.query<{ outlet_id: string }>({
      text: `
        DELETE FROM catalog_stops
        WHERE ${column} = $1 AND outlet_id = ANY($2::uuid[]) AND ($3::timestamptz IS NULL OR until = $3)
        RETURNING outlet_id`,
      values: [id, outletIds, until ?? null],
    });
    return rows.map((row) => row.outlet_id);
  }

  async standings(outletIds: readonly string[], productIds: readonly string[]): Promise<ProductStanding[]> {
    const rows = await this.database.query<{ standing: ProductStanding }>({
      name: 'catalog.standings',
      text: 'SELECT availability_news($1, $2) AS standing',
      values: [outletIds, productIds],
    });
    return rows.map(({ standing }) => standing);
  }

  async affectedBy(categoryId: string, outlets: readonly SellingOutlet[]): Promise<AvailabilityChange[]> {
    const rows = await this.database.query<{ id: string; name: string; outlet_id: string }>({
      text: `
        SELECT p.id, p.name, o.id AS outlet_id
        FROM products p
        JOIN unnest($2::uuid[], $3::text[]) AS o(id, currency)
          ON o.id = p.outlet_id OR (p.outlet_id IS NULL AND o.currency = p.currency)
        WHERE p.category_id = $1 AND p.deleted_at IS NULL
          AND NOT EXISTS (
            SELECT FROM catalog_stops s
            WHERE s.product_id = p.id AND s.outlet_id = o.id AND (s.until IS NULL OR s.until > now()))
        ORDER BY p.id, o.id`,
      values: [categoryId, outlets.map(({ id }) => id), outlets.map(({ currency }) => currency)],
    });
    return rows.map((row) => ({ productId: row.id, name: row.name, outletId: row.outlet_id }));
  }
}
