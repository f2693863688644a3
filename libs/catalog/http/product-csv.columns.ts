import type { ExportedProduct } from '../core/use-cases/export-products.js';

/** How a column's cell becomes a field of `ImportLineRequest`. What is not of its kind is left as text for validation to refuse. */
export type CellKind =
  'text' | 'word' | 'prose' | 'integer' | 'optional integer' | 'flag' | 'optional flag' | 'percent' | 'modifiers';

interface Column {
  readonly name: string;
  readonly kind: CellKind;
  readonly of: (exported: ExportedProduct) => string | number | boolean | null;
}

/** The columns of a file, in the order of an export. */
export const COLUMNS: readonly Column[] = [
  { name: 'outlet_id', kind: 'text', of: ({ product }) => product.outletId },
  { name: 'sku', kind: 'text', of: ({ product }) => product.sku },
  { name: 'barcode', kind: 'text', of: ({ product }) => product.barcode },
  { name: 'name', kind: 'word', of: ({ product }) => product.name },
  { name: 'description', kind: 'prose', of: ({ product }) => product.description },
  { name: 'category', kind: 'text', of: ({ categoryName }) => categoryName },
  { name: 'price', kind: 'integer', of: ({ product }) => product.price },
  { name: 'cost', kind: 'integer', of: ({ product }) => product.cost },
  { name: 'currency', kind: 'word', of: ({ product }) => product.currency },
  { name: 'image_url', kind: 'text', of: ({ product }) => product.imageUrl },
  { name: 'featured', kind: 'flag', of: ({ product }) => product.featured },
  { name: 'track_stock', kind: 'optional flag', of: ({ product }) => product.trackStock },
  { name: 'stock', kind: 'optional integer', of: ({ stock }) => stock },
  { name: 'low_stock_threshold', kind: 'integer', of: ({ product }) => product.lowStockThreshold },
  { name: 'station', kind: 'text', of: ({ product }) => product.station },
  { name: 'weight_grams', kind: 'integer', of: ({ product }) => product.weightGrams },
  { name: 'width_mm', kind: 'integer', of: ({ product }) => product.widthMm },
  { name: 'height_mm', kind: 'integer', of: ({ product }) => product.heightMm },
  { name: 'length_mm', kind: 'integer', of: ({ product }) => product.lengthMm },
  { name: 'ncm', kind: 'text', of: ({ product }) => product.ncm },
  { name: 'cfop', kind: 'text', of: ({ product }) => product.cfop },
  { name: 'tax_rate', kind: 'percent', of: ({ product }) => (product.taxRate === null ? null : product.taxRate / 100) },
  { name: 'modifier_groups', kind: 'modifiers', of: ({ product }) => modifiersJson(product.modifierGroups) },
];

/** Ids stay out: an import finds groups and options by their names, in this outlet as in another. */
const modifiersJson = (groups: ExportedProduct['product']['modifierGroups']): string | null =>
  groups.length === 0
    ? null
    : JSON.stringify(
        groups.map(({ name, min, max, options }) => ({
          name,
          min,
          max,
          options: options.map((option) => ({
            name: option.name,
            price_delta: option.priceDelta,
            available: option.available,
          })),
        })),
      );

const INTEGER = /^-?\d{1,16}$/;
const PERCENT = /^\d{1,3}([.,]\d+)?$/;
const FLAGS: Readonly<Record<string, boolean>> = { true: true, false: false, '1': true, '0': false };

/** Undefined where an empty cell says nothing. Throws SyntaxError for modifiers that are not JSON. */
export function valueOfCell(kind: CellKind, cell: string): unknown {
  const text = kind === 'prose' ? cell : cell.trim();
  if (text === '') return EMPTY[kind];
  switch (kind) {
    case 'text':
    case 'word':
    case 'prose':
      return text;
    case 'integer':
    case 'optional integer':
      return INTEGER.test(text) ? Number(text) : text;
    case 'flag':
    case 'optional flag':
      return FLAGS[text.toLowerCase()] ?? text;
    case 'percent':
      return PERCENT.test(text) ? Number(text.replace(',', '.')) : text;
    case 'modifiers':
      return JSON.parse(text) as unknown;
  }
}

const EMPTY: Readonly<Record<CellKind, unknown>> = {
  text: null,
  word: null,
  prose: null,
  integer: null,
  'optional integer': undefined,
  flag: false,
  'optional flag': undefined,
  percent: null,
  modifiers: [],
};
