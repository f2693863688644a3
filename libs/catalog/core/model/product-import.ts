import { DomainError, type FieldFault } from '#libs/kernel';

import { barcodeKey } from './barcode.js';
import { type Category, newCategory } from './category.js';
import { stationIn } from './category-tree.js';
import type { ImportedProduct, ImportGround, ImportLine, ImportPlan } from './import-plan.js';
import { withVariants } from './product-import-variants.js';
import {
  counting,
  newProduct,
  type Product,
  type ProductChanges,
  productDifference,
  type ProductHome,
  reviseProduct,
} from './product.js';

/**
 * A line updates the product with its sku or, without one, the product of its name that has no sku; otherwise it makes a product. An
 * outlet's own product goes before a shared one.
 */
export function planImport(lines: readonly ImportLine[], ground: ImportGround): ImportPlan {
  const known = new Map<string, Product>();
  for (const product of ground.products) {
    const key = keyOf(product.outletId, product.sku, product.name, product.currency);
    if (!known.has(key)) known.set(key, product);
  }
  const categories = new CategoryNames(ground);
  const seen = new Map<string, number>();
  const faults: FieldFault[] = [];
  const products: ImportedProduct[] = [];
  for (const line of lines.filter(({ parentSku }) => parentSku === undefined)) {
    const found = importLine(line, ground, known, categories, seen);
    if (Array.isArray(found)) faults.push(...found);
    else products.push(found);
  }
  const family = withVariants(
    products,
    lines.filter(({ parentSku }) => parentSku !== undefined),
    ground,
  );
  return {
    faults: [...faults, ...family.faults],
    taken: takenBarcodes(family.products, ground.products),
    newCategories: categories.made,
    products: family.products,
  };
}

function importLine(
  line: ImportLine,
  ground: ImportGround,
  known: ReadonlyMap<string, Product>,
  categories: CategoryNames,
  seen: Map<string, number>,
): ImportedProduct | FieldFault[] {
  const { fields, stock } = line;
  const column = (name: string, code: string, message: string): FieldFault[] => [
    { pointer: `/lines/${line.line}/${name}`, code, message },
  ];
  const home = ground.homes.get(line.outletId);
  if (!home) return column('outlet_id', 'OUTLET_NOT_FOUND', 'outlet_id must be one of your outlets');
  const sku = fields.sku ?? null;
  const name = fields.name ?? '';
  const currency = line.outletId === null ? (line.currency ?? home.currency) : home.currency;
  if (line.currency !== undefined && line.currency !== currency) {
    return column('currency', 'CURRENCY_MISMATCH', `currency must be ${currency}, the outlet's`);
  }
  if (sku === null && name === '') return column('name', 'REQUIRED', 'name must say what it is, or sku which one');
  const key = keyOf(line.outletId, sku, name, currency);
  const earlier = seen.get(key);
  if (earlier !== undefined) {
    return column(sku === null ? 'name' : 'sku', 'DUPLICATE_LINE', `the same product is on line ${earlier} already`);
  }
  seen.set(key, line.line);
  const before = known.get(key) ?? known.get(keyOf(null, sku, name, currency)) ?? null;
  if (before?.parentId !== undefined) {
    return column('parent_sku', 'REQUIRED', 'this is a variant: parent_sku must say of which product');
  }
  const outletId = before ? before.outletId : line.outletId;
  const category = categories.find(line.category, outletId);
  try {
    const changes = category === undefined ? fields : { ...fields, categoryId: category?.id ?? null };
    const after = before
      ? revised(before, changes, stock, ground.now)
      : made(
          { outletId, currency },
          changes,
          category ? stationIn(category, ground.categories.get(outletId) ?? []) : null,
          stock,
          ground.now,
        );
    return { before, after, stock, offSale: line.offSale === true, line: line.line };
  } catch (error) {
    if (!(error instanceof DomainError) || error.faults.length === 0) throw error;
    return error.faults.map((fault) => ({ ...fault, pointer: `/lines/${line.line}${fault.pointer}` }));
  }
}

/** Those that two products sold at one outlet would share, of the products that get another barcode. */
function takenBarcodes(imported: readonly ImportedProduct[], known: readonly Product[]): FieldFault[] {
  const final = new Map(known.map((product) => [product.id, product]));
  for (const { after } of imported) final.set(after.id, after);
  const holders = new Map<string, Product[]>();
  for (const product of final.values()) {
    if (product.barcode === null) continue;
    const key = barcodeKey(product.barcode);
    holders.set(key, [...(holders.get(key) ?? []), product]);
  }
  return imported.flatMap(({ before, after, line }): FieldFault[] => {
    if (after.barcode === null || after.barcode === before?.barcode) return [];
    const other = holders
      .get(barcodeKey(after.barcode))
      ?.find((one) => one.id !== after.id && areSoldTogether(one, after));
    if (!other) return [];
    const message = `barcode is that of another product already: ${other.name}`;
    return [{ pointer: `/lines/${line}/barcode`, code: 'BARCODE_TAKEN', message }];
  });
}

const areSoldTogether = (a: Product, b: Product): boolean =>
  a.currency === b.currency && (a.outletId === b.outletId || a.outletId === null || b.outletId === null);

function revised(before: Product, changes: ProductChanges, stock: number | undefined, now: Date): Product {
  const after = reviseProduct(before, counting(changes, stock), now);
  return Object.keys(productDifference(before, after)).length > 0 ? after : before;
}

function made(
  home: ProductHome,
  changes: ProductChanges,
  stationOfCategory: string | null,
  stock: number | undefined,
  now: Date,
): Product {
  const { name, price } = changes;
  const missing = [...(name === undefined ? ['name'] : []), ...(price === undefined ? ['price'] : [])].map((field) => ({
    pointer: `/${field}`,
    code: 'REQUIRED',
    message: `a new product must have a ${field}`,
  }));
  if (name === undefined || price === undefined) {
    throw new DomainError('invalid', 'VALIDATION_FAILED', 'Some fields are not as they should be.', {}, missing);
  }
  const station = changes.station === undefined ? stationOfCategory : changes.station;
  return newProduct(home, { ...counting(changes, stock), name, price, station }, now);
}

const keyOf = (outletId: string | null, sku: string | null, name: string, currency: string): string =>
  JSON.stringify([outletId, outletId === null ? currency : null, sku === null ? 'name' : 'sku', sku ?? name]);

/** Categories by name, whatever the case; made when there is none. */
class CategoryNames {
  readonly made: Category[] = [];

  constructor(private readonly ground: ImportGround) {}

  /** Undefined when the file does not say. */
  find(name: string | null | undefined, outletId: string | null): Category | null | undefined {
    if (name === undefined || name === null) return name;
    const folded = name.toLowerCase();
    const usable = [
      ...(this.ground.categories.get(outletId) ?? []),
      ...this.made.filter((category) => category.outletId === null || category.outletId === outletId),
    ];
    const found = usable.find((category) => category.name.toLowerCase() === folded);
    if (found) return found;
    const category = newCategory(outletId, { name }, this.ground.now);
    this.made.push(category);
    return category;
  }
}
