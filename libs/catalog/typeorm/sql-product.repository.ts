import { Injectable } from '@nestjs/common';

import { Database, violates } from '#libs/platform';

import { barcodeTaken, skuTaken } from '../core/model/catalog.errors.js';
import { ProductRepository } from '../core/catalog.ports.js';
import type { CatalogScope } from '../core/model/catalog-scope.js';
import { lacksChoice, type ModifierOption } from '../core/model/modifiers.js';
import type { Product } from '../core/model/product.js';
import {
  FREE_BARCODES,
  INSERT_PRODUCTS,
  LOCK_BARCODES,
  PRODUCT_COLUMNS,
  type ProductReading,
  SHARED_WITH_AN_OUTLET,
  toProduct,
  toRow,
  UPDATE_PRODUCTS,
} from './sql-product-rows.js';
import { scopeValues, VISIBLE_PRODUCT } from './sql-visibility.js';

/** Whole products in statements over sets: saving five thousand takes as many round trips as saving one. */
@Injectable()
export class SqlProductRepository extends ProductRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async lock(scope: CatalogScope, id: string): Promise<Product | null> {
    const [product] = await this.lockSome(scope, [id]);
    return product ?? null;
  }

  async lockSome(scope: CatalogScope, ids: readonly string[]): Promise<Product[]> {
    const rows = await this.database.query<ProductReading>({
      text: `SELECT ${PRODUCT_COLUMNS} FROM products p WHERE p.id = ANY($4::uuid[]) AND ${VISIBLE_PRODUCT}
             ORDER BY p.id FOR UPDATE OF p`,
      values: [...scopeValues(scope), ids],
    });
    return rows.map(toProduct);
  }

  async lockFamily(scope: CatalogScope, id: string): Promise<Product[]> {
    const rows = await this.database.query<ProductReading>({
      text: `SELECT ${PRODUCT_COLUMNS} FROM products p
             WHERE (p.id = $4 OR p.parent_id = $4 OR p.id = (SELECT v.parent_id FROM products v WHERE v.id = $4)) AND ${VISIBLE_PRODUCT}
             ORDER BY p.id FOR UPDATE OF p`,
      values: [...scopeValues(scope), id],
    });
    const family = rows.map(toProduct);
    return family.some((product) => product.id === id) ? family : [];
  }

  async lockAll(scope: CatalogScope): Promise<Product[]> {
    const rows = await this.database.query<ProductReading>({
      text: `SELECT ${PRODUCT_COLUMNS} FROM products p WHERE ${VISIBLE_PRODUCT} ORDER BY p.id FOR UPDATE OF p`,
      values: scopeValues(scope),
    });
    return rows.map(toProduct);
  }

  async insert(products: readonly Product[]): Promise<void> {
    if (products.length === 0) return;
    const barcoded = products.filter(({ barcode }) => barcode !== null);
    if (barcoded.length > 0) await this.database.query({ text: LOCK_BARCODES, values: [] });
    await this.write(INSERT_PRODUCTS, products);
    await this.assertOneEach(barcoded.map(({ id }) => id));
    await this.writeModifiers(products);
  }

  async update(products: readonly Product[]): Promise<void> {
    if (products.length === 0) return;
    const recoded = await this.freeBarcodes(products);
    const written = await this.write(UPDATE_PRODUCTS, products);
    if (written !== products.length) throw new Error('A product was changed without its lock');
    await this.assertOneEach(recoded);
    await this.writeModifiers(products);
  }

  async track(ids: readonly string[], at: Date): Promise<void> {
    await this.database.execute({
      text: `UPDATE products SET track_stock = true, updated_at = $2, version = version + 1 WHERE id = ANY($1::uuid[])`,
      values: [ids, at],
    });
  }

  async remove(id: string, at: Date): Promise<void> {
    await this.database.execute({
      text: `UPDATE products SET deleted_at = $2, updated_at = $2, version = version + 1
             WHERE (id = $1 OR parent_id = $1) AND deleted_at IS NULL`,
      values: [id, at],
    });
  }

  async reassign(categoryId: string, toCategoryId: string, at: Date): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>({
      text: `UPDATE products SET category_id = $2, updated_at = $3, version = version + 1 WHERE category_id = $1 RETURNING id`,
      values: [categoryId, toCategoryId, at],
    });
    return rows.map(({ id }) => id);
  }

  async leaveCategory(categoryId: string): Promise<number> {
    await this.database.execute({
      text: `UPDATE products SET category_id = NULL WHERE category_id = $1 AND deleted_at IS NOT NULL`,
      values: [categoryId],
    });
    const [row] = await this.database.query<{ count: number }>({
      text: `SELECT count(*) AS count FROM products WHERE category_id = $1`,
      values: [categoryId],
    });
    return row?.count ?? 0;
  }

  /** The ids of those that get another barcode. */
  private async freeBarcodes(products: readonly Product[]): Promise<string[]> {
    const barcoded = products.filter(({ barcode }) => barcode !== null).map(({ id, barcode }) => ({ id, barcode }));
    if (barcoded.length === 0) return [];
    await this.database.query({ text: LOCK_BARCODES, values: [] });
    const rows = await this.database.query<{ id: string }>({ text: FREE_BARCODES, values: [JSON.stringify(barcoded)] });
    return rows.map(({ id }) => id);
  }

  private async assertOneEach(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const rows = await this.database.query({ text: SHARED_WITH_AN_OUTLET, values: [ids] });
    if (rows.length > 0) throw barcodeTaken();
  }

  private async write(text: string, products: readonly Product[]): Promise<number> {
    try {
      return await this.database.execute({ text, values: [JSON.stringify(products.map(toRow))] });
    } catch (error) {
      if (violates(error, 'products_sku_once')) throw skuTaken();
      if (violates(error, 'products_barcode_once')) throw barcodeTaken();
      throw error;
    }
  }

  /** Groups and options that a product no longer has go; old orders keep names and prices of their own. */
  private async writeModifiers(written: readonly Product[]): Promise<void> {
    // A variant's choices are its parent's.
    const products = written.filter(({ parentId }) => parentId === undefined);
    if (products.length === 0) return;
    const groups = products.flatMap(({ id, modifierGroups }) =>
      modifierGroups.map((group, position) => ({ ...group, product_id: id, position })),
    );
    const options = groups.flatMap((group) =>
      group.options.map((option, position) => ({ ...toOptionRow(option), group_id: group.id, position })),
    );
    await this.database.execute({
      text: `DELETE FROM modifier_groups WHERE product_id = ANY($1::uuid[]) AND id <> ALL($2::uuid[])`,
      values: [products.map(({ id }) => id), groups.map(({ id }) => id)],
    });
    if (groups.length === 0) return;
    await this.database.execute({
      text: `
        INSERT INTO modifier_groups (id, product_id, name, min, max, position, pre, translations)
        SELECT id, product_id, name, min, max, position, pre, translations
        FROM jsonb_to_recordset($1::jsonb)
          AS given(id uuid, product_id uuid, name text, min integer, max integer, position integer, pre jsonb, translations jsonb)
        ON CONFLICT (id) DO UPDATE
          SET name = excluded.name, min = excluded.min, max = excluded.max, position = excluded.position,
              pre = excluded.pre, translations = excluded.translations
          WHERE modifier_groups.product_id = excluded.product_id`,
      values: [JSON.stringify(groups)],
    });
    await this.database.execute({
      text: `DELETE FROM modifier_options WHERE group_id = ANY($1::uuid[]) AND id <> ALL($2::uuid[])`,
      values: [groups.map(({ id }) => id), options.map(({ id }) => id)],
    });
    await this.database.execute({
      text: `
        INSERT INTO modifier_options (
          id, group_id, name, price_delta, available, position, by_default, allergens, translations, groups, closed)
        SELECT id, group_id, name, price_delta, available, position, by_default, allergens, translations, groups, closed
        FROM jsonb_to_recordset($1::jsonb)
          AS given(id uuid, group_id uuid, name text, price_delta bigint, available boolean, position integer,
                   by_default boolean, allergens text[], translations jsonb, groups jsonb, closed boolean)
        ON CONFLICT (id) DO UPDATE
          SET name = excluded.name, price_delta = excluded.price_delta, available = excluded.available,
              position = excluded.position, by_default = excluded.by_default, allergens = excluded.allergens,
              translations = excluded.translations, groups = excluded.groups, closed = excluded.closed
          WHERE modifier_options.group_id = excluded.group_id`,
      values: [JSON.stringify(options)],
    });
  }
}

const toOptionRow = ({ id, name, priceDelta, available, modifierGroups = [], ...more }: ModifierOption) => ({
  ...{ id, name, price_delta: priceDelta, available },
  by_default: more.byDefault ?? false,
  allergens: more.allergens ?? null,
  translations: more.translations ?? null,
  groups: modifierGroups.length > 0 ? modifierGroups : null,
  closed: lacksChoice(modifierGroups),
});
