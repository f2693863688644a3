import { flagOfText } from '#libs/platform/csv';

import { inGrams, inMillimetres, leafOf, onHand, pictureOf, plainText, variantName } from './foreign-cells.js';

/** A record of another system's file. It remembers which columns were asked for: the others are ignored, and said to be. */
export class ForeignRow {
  constructor(
    private readonly names: readonly string[],
    private readonly cells: readonly string[],
    private readonly used: Set<number>,
  ) {}

  /** The first of these columns that has something in it. `Price *` is the first column whose name begins so (of a store). */
  get(...columns: readonly string[]): string {
    const values = columns.map((column) => this.at(indexOf(this.names, column)));
    return values.find((value) => value !== '') ?? '';
  }

  /** `option 1 value` to `option 3 value`. */
  numbered(column: (number: number) => string): string[] {
    return [1, 2, 3].map((number) => this.get(column(number)));
  }

  private at(index: number): string {
    if (index < 0) return '';
    this.used.add(index);
    return (this.cells[index] ?? '').trim();
  }
}

const indexOf = (names: readonly string[], column: string): number =>
  column.endsWith('*') ? names.findIndex((name) => name.startsWith(column.slice(0, -1))) : names.indexOf(column);

export interface ForeignFormat {
  /** A header is this system's when it has one of each list. */
  readonly marks: readonly (readonly string[])[];
  /** The row that says what a variant's own row leaves out. */
  readonly family: (rows: readonly ForeignRow[]) => (row: ForeignRow) => ForeignRow | undefined;
  /** As cells of our own columns; null for a row that is no product. */
  readonly product: (
    row: ForeignRow,
    head: ForeignRow | undefined,
  ) => { readonly cells: Record<string, string>; readonly offSale: boolean } | null;
}

const isNo = (text: string): boolean => text !== '' && flagOfText(text) === false;
const isYes = (text: string): boolean => flagOfText(text) === true;

/** The first row of each handle. */
const byHandle =
  (...columns: readonly string[]): ForeignFormat['family'] =>
  (rows) => {
    const first = new Map<string, ForeignRow>();
    for (const row of rows) {
      const handle = row.get(...columns);
      if (handle !== '' && !first.has(handle)) first.set(handle, row);
    }
    return (row) => first.get(row.get(...columns));
  };

const woocommerce: ForeignFormat = {
  marks: [['type'], ['name'], ['regular price']],
  family: (rows) => {
    const named = new Map<string, ForeignRow>();
    for (const row of rows) {
      named.set(`id:${row.get('id')}`, row);
      if (row.get('sku') !== '') named.set(row.get('sku'), row);
    }
    return (row) => (row.get('parent') === '' ? undefined : named.get(row.get('parent')));
  },
  product: (row, head) => {
    const [type, published, stocked] = [row.get('type'), row.get('published'), row.get('in stock?')];
    if (/\b(variable|grouped)\b/i.test(type)) return null;
    const inherited = (...columns: string[]) => row.get(...columns) || (head?.get(...columns) ?? '');
    const stock = onHand(row.get('stock'));
    return {
      offSale: (published !== '' && published !== '1' && !isYes(published)) || isNo(stocked),
      cells: {
        sku: row.get('sku'),
        barcode: row.get('gtin, upc, ean, or isbn', 'gtin', 'ean'),
        name: row.get('name'),
        description: plainText(inherited('short description') || inherited('description')),
        price: row.get('regular price'),
        category: leafOf(inherited('categories')),
        image_url: pictureOf(inherited('images')),
        featured: isYes(row.get('is featured?')) ? '1' : '0',
        stock,
        low_stock_threshold: row.get('low stock amount'),
        weight_grams: inGrams(
          [row.get('weight (kg)'), 1_000],
          [row.get('weight (g)'), 1],
          [row.get('weight (lbs)'), 453.59237],
        ),
        width_mm: inMillimetres(row.get('width (cm)')),
        height_mm: inMillimetres(row.get('height (cm)')),
        length_mm: inMillimetres(row.get('length (cm)')),
      },
    };
  },
};

const shopify: ForeignFormat = {
  marks: [['handle', 'url handle'], ['title'], ['variant price', 'price']],
  family: byHandle('handle', 'url handle'),
  product: (row, head) => {
    const price = row.get('variant price', 'price');
    // A further picture of the product is a line of its own.
    if (price === '' && row.get('title') === '') return null;
    const inherited = (...columns: string[]) => row.get(...columns) || (head?.get(...columns) ?? '');
    const values = row.numbered((number) => `option${number} value`).filter((value) => value !== 'Default Title');
    const [status, published] = [inherited('status'), inherited('published', 'published on online store')];
    return {
      offSale: /^(draft|archived)$/i.test(status) || isNo(published),
      cells: {
        sku: unquoted(row.get('variant sku', 'sku')),
        barcode: unquoted(row.get('variant barcode', 'barcode')),
        name: variantName(inherited('title'), values),
        description: plainText(inherited('body (html)', 'description')),
        price,
        cost: row.get('cost per item'),
        category: leafOf(inherited('type') || inherited('product category')),
        image_url: pictureOf(
          row.get('variant image', 'variant image url') || inherited('image src', 'product image url'),
        ),
        stock:
          row.get('variant inventory tracker', 'inventory tracker') === ''
            ? ''
            : onHand(row.get('variant inventory qty', 'inventory quantity')),
        weight_grams: inGrams([row.get('variant grams', 'weight value (grams)'), 1]),
      },
    };
  },
};

const square: ForeignFormat = {
  marks: [['token', 'reference handle'], ['item name'], ['variation name']],
  family: () => () => undefined,
  product: (row) => {
    const variation = row.get('variation name');
    const [archived, enabled] = [row.get('archived'), row.get('enabled *')];
    return {
      offSale: isYes(archived) || isNo(enabled),
      cells: {
        sku: row.get('sku'),
        barcode: row.get('gtin'),
        name: variantName(row.get('item name'), [/^regular$/i.test(variation) ? '' : variation]),
        description: plainText(row.get('description')),
        price: row.get('price', 'price *'),
        cost: row.get('default unit cost'),
        category: leafOf(row.get('category', 'categories', 'reporting category')),
        stock: onHand(row.get('current quantity *')),
        low_stock_threshold: row.get('stock alert count *'),
        weight_grams: inGrams([row.get('weight (kg)'), 1_000], [row.get('weight (lb)'), 453.59237]),
      },
    };
  },
};

const loyverse: ForeignFormat = {
  marks: [['handle'], ['name'], ['sold by weight', 'option 1 name'], ['track stock', 'sku of included item']],
  family: byHandle('handle'),
  product: (row, head) => {
    const inherited = (...columns: string[]) => row.get(...columns) || (head?.get(...columns) ?? '');
    const values = row.numbered((number) => `option ${number} value`);
    const isTracked = isYes(inherited('track stock'));
    const [stock, threshold] = [onHand(row.get('in stock *')), row.get('low stock *')];
    return {
      offSale: isNo(row.get('available for sale *')),
      cells: {
        sku: row.get('sku'),
        barcode: row.get('barcode'),
        name: variantName(inherited('name'), values),
        description: plainText(inherited('description')),
        price: row.get('price *', 'default price', 'price'),
        cost: row.get('cost'),
        category: inherited('category'),
        track_stock: isTracked ? '1' : '0',
        ...(isTracked && { stock, low_stock_threshold: threshold }),
      },
    };
  },
};

/** Spreadsheets are kept from taking a code for a number with an apostrophe. */
const unquoted = (code: string): string => code.replace(/^'/, '');

/** Loyverse before Shopify: both have handles. */
export const FORMATS: readonly ForeignFormat[] = [loyverse, woocommerce, shopify, square];
