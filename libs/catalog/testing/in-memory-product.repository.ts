import { ProductRepository } from '../core/catalog.ports.js';
import { barcodeKey } from '../core/model/barcode.js';
import { barcodeTaken, skuTaken } from '../core/model/catalog.errors.js';
import type { CatalogScope } from '../core/model/catalog-scope.js';
import type { Product } from '../core/model/product.js';

export class InMemoryProductRepository extends ProductRepository {
  private readonly products = new Map<string, Product>();
  private readonly deleted = new Map<string, Product>();

  /** Those that are not deleted, in the order of their ids. */
  get all(): readonly Product[] {
    return [...this.products.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async lock(scope: CatalogScope, id: string): Promise<Product | null> {
    return (await this.lockSome(scope, [id]))[0] ?? null;
  }

  async lockSome(scope: CatalogScope, ids: readonly string[]): Promise<Product[]> {
    return (await this.lockAll(scope)).filter(({ id }) => ids.includes(id));
  }

  async lockFamily(scope: CatalogScope, id: string): Promise<Product[]> {
    const all = await this.lockAll(scope);
    const one = all.find((product) => product.id === id);
    return one
      ? all.filter((product) => product === one || product.parentId === id || product.id === one.parentId)
      : [];
  }

  async lockAll({ outlets, whole }: CatalogScope): Promise<Product[]> {
    return this.all.filter(({ outletId, currency }) =>
      outletId === null
        ? whole || outlets.some((outlet) => outlet.currency === currency)
        : outlets.some(({ id }) => id === outletId),
    );
  }

  async insert(products: readonly Product[]): Promise<void> {
    this.write(products);
  }

  async update(products: readonly Product[]): Promise<void> {
    if (products.some(({ id, version }) => this.products.get(id)?.version !== version - 1)) {
      throw new Error('A product was changed without its lock');
    }
    this.write(products);
  }

  async track(ids: readonly string[], at: Date): Promise<void> {
    for (const product of this.all.filter(({ id }) => ids.includes(id))) {
      const { id, version } = product;
      this.products.set(id, { ...product, trackStock: true, version: version + 1, updatedAt: at });
    }
  }

  async remove(id: string, at: Date): Promise<void> {
    for (const product of this.all.filter((one) => one.id === id || one.parentId === id)) {
      this.deleted.set(product.id, { ...product, updatedAt: at });
      this.products.delete(product.id);
    }
  }

  async reassign(categoryId: string, toCategoryId: string, at: Date): Promise<string[]> {
    return [this.products, this.deleted].flatMap((rows) =>
      [...rows.values()].flatMap((product) => {
        if (product.categoryId !== categoryId) return [];
        rows.set(product.id, {
          ...product,
          categoryId: toCategoryId,
          version: product.version + 1,
          updatedAt: at,
        });
        return [product.id];
      }),
    );
  }

  async leaveCategory(categoryId: string): Promise<number> {
    for (const product of this.deleted.values()) {
      if (product.categoryId === categoryId) this.deleted.set(product.id, { ...product, categoryId: null });
    }
    return this.all.filter((product) => product.categoryId === categoryId).length;
  }

  private write(products: readonly Product[]): void {
    const after = new Map([...this.products, ...products.map((product) => [product.id, product] as const)]);
    for (const product of products) {
      const others = [...after.values()].filter(({ id }) => id !== product.id);
      const { sku, barcode } = product;
      if (sku !== null && others.some((other) => other.sku === sku && other.outletId === product.outletId)) {
        throw skuTaken();
      }
      if (barcode === null || barcode === this.products.get(product.id)?.barcode) continue;
      const hasIt = (other: Product) => other.barcode !== null && barcodeKey(other.barcode) === barcodeKey(barcode);
      if (others.some((other) => hasIt(other) && areSoldTogether(other, product))) throw barcodeTaken();
    }
    for (const [id, product] of after) this.products.set(id, product);
  }
}

const areSoldTogether = (a: Product, b: Product): boolean =>
  a.currency === b.currency && (a.outletId === b.outletId || a.outletId === null || b.outletId === null);
