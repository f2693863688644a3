import { amountOfText, exponentOf, type MinorUnits } from '#libs/kernel';
import { type CsvCell, flagOfText } from '#libs/platform/csv';

import type { ExportedProduct } from '../core/services/product-export.js';
import { modifiersJson } from './product-csv.modifiers.js';

/** How a column's cell becomes a field of `ImportLineRequest`. What is not of its kind is left as text for validation to refuse. */
export type CellKind =
  | 'text'
  | 'word'
  | 'prose'
  | 'money'
  | 'optional money'
  | 'integer'
  | 'optional integer'
  | 'flag'
  | 'optional flag'
  | 'percent'
  | 'list'
  | 'modifiers';

/** A record as cells of our own columns. */
export interface OwnCells {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly offSale?: boolean;
}

interface Column {
  readonly name: string;
  readonly kind: CellKind;
  readonly of: (exported: ExportedProduct) => CsvCell;
}

/** Which product a line is a variant of. An export has the column when there are variants. */
export const PARENT_COLUMN = 'parent_sku';

/** The columns of a file, in the order of an export. Amounts are decimals of the product's currency. */
export const COLUMNS: readonly Column[] = [
  { name: 'outlet_id', kind: 'text', of: ({ product }) => product.outletId },
  { name: 'sku', kind: 'text', of: ({ product }) => product.sku },
  { name: 'barcode', kind: 'text', of: ({ product }) => product.barcode },
  { name: 'name', kind: 'word', of: ({ product }) => product.name },
  { name: 'description', kind: 'prose', of: ({ product }) => product.description },
  { name: 'category', kind: 'text', of: ({ categoryName }) => categoryName },
  { name: 'price', kind: 'money', of: ({ product }) => ({ amount: product.price, currency: product.currency }) },
  {
    name: 'cost',
    kind: 'optional money',
    of: ({ product: { cost, currency } }) => (cost === null ? null : { amount: cost, currency }),
  },
  { name: 'currency', kind: 'word', of: ({ product }) => product.currency },
  { name: 'image_url', kind: 'text', of: ({ product }) => product.imageUrl },
  { name: 'featured', kind: 'flag', of: ({ product }) => product.featured },
  { name: 'track_stock', kind: 'optional flag', of: ({ product }) => product.trackStock },
  { name: 'stock', kind: 'optional integer', of: ({ stock }) => stock },
  { name: 'low_stock_threshold', kind: 'integer', of: ({ product }) => product.lowStockThreshold },
  { name: 'station', kind: 'text', of: ({ product }) => product.station },
  { name: 'prep_seconds', kind: 'integer', of: ({ product }) => product.prepSeconds },
  { name: 'components', kind: 'list', of: ({ product }) => componentsJson(product) },
  { name: 'weight_grams', kind: 'integer', of: ({ product }) => product.weightGrams },
  { name: 'width_mm', kind: 'integer', of: ({ product }) => product.widthMm },
  { name: 'height_mm', kind: 'integer', of: ({ product }) => product.heightMm },
  { name: 'length_mm', kind: 'integer', of: ({ product }) => product.lengthMm },
  { name: 'ncm', kind: 'text', of: ({ product }) => product.ncm },
  { name: 'cfop', kind: 'text', of: ({ product }) => product.cfop },
  { name: 'tax_rate', kind: 'percent', of: ({ product }) => (product.taxRate === null ? null : product.taxRate / 100) },
  {
    name: 'modifier_groups',
    kind: 'modifiers',
    of: ({ product }) => modifiersJson(product.modifierGroups, product.currency),
  },
  { name: PARENT_COLUMN, kind: 'text', of: ({ parentSku }) => parentSku ?? null },
];

const MONEY: readonly CellKind[] = ['money', 'optional money'];
/** Columns of which no cell may be empty, and so none can be missing at the end of a line. */
const NEVER_EMPTY: readonly CellKind[] = ['word', 'money'];

export const isMoney = ({ kind }: Column): boolean => MONEY.includes(kind);
export const mayBeEmpty = (name: string): boolean =>
  COLUMNS.every((column) => column.name !== name || !NEVER_EMPTY.includes(column.kind));

const componentsJson = ({ components }: ExportedProduct['product']): string | null =>
  components.length === 0
    ? null
    : JSON.stringify(
        components.map(({ station, name, prepSeconds }) => ({
          station,
          name,
          ...(prepSeconds !== null && { prep_seconds: prepSeconds }),
        })),
      );

const INTEGER = /^-?\d{1,16}$/;
const PERCENT = /^\d{1,3}([.,]\d+)?$/;

/** A cell that cannot be what its column needs: a stable code and why. */
export class CellFault extends Error {
  constructor(
    readonly code: 'AMOUNT_INVALID' | 'MALFORMED_JSON',
    message: string,
  ) {
    super(message);
  }
}

/** Undefined where an empty cell says nothing. Throws CellFault for an amount that is none, and for modifiers that are not JSON. */
export function valueOfCell({ name, kind }: Pick<Column, 'name' | 'kind'>, cell: string, currency: string): unknown {
  const text = kind === 'prose' ? cell : cell.trim();
  if (text === '') return EMPTY[kind];
  switch (kind) {
    case 'text':
    case 'word':
    case 'prose':
      return text;
    case 'money':
    case 'optional money':
      return amount(name, text, currency);
    case 'integer':
    case 'optional integer':
      return INTEGER.test(text) ? Number(text) : text;
    case 'flag':
    case 'optional flag':
      return flagOfText(text) ?? text;
    case 'percent':
      return PERCENT.test(text) ? Number(text.replace(',', '.')) : text;
    case 'list':
      return listOf(name, text);
    case 'modifiers':
      return modifiers(name, text, currency);
  }
}

function amount(name: string, text: string, currency: string): MinorUnits {
  const found = amountOfText(text, currency);
  if (found !== undefined) return found;
  throw new CellFault(
    'AMOUNT_INVALID',
    exponentOf(currency) === 0
      ? `${name} must be an amount in ${currency} such as 25000 or 25.000, without decimals`
      : `${name} must be an amount in ${currency} such as 12,50 or 12.50`,
  );
}

function listOf(name: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new CellFault('MALFORMED_JSON', `${name} must be a JSON list`);
  }
}

/** The groups with their price differences, decimals of the currency in the file, in minor units. */
function modifiers(name: string, text: string, currency: string): unknown {
  try {
    return JSON.parse(text, (key, value: unknown) =>
      key === 'price_delta' || key === 'add' ? difference(value, currency) : value,
    ) as unknown;
  } catch (error) {
    if (error instanceof CellFault) throw error;
    throw new CellFault('MALFORMED_JSON', `${name} must be a JSON list`);
  }
}

function difference(value: unknown, currency: string): unknown {
  if (typeof value === 'string') return amount('price_delta', value, currency);
  if (typeof value !== 'number') return value;
  const minor = Number((value * 10 ** exponentOf(currency)).toPrecision(15));
  if (Number.isInteger(minor)) return minor;
  return amount('price_delta', value.toFixed(6), currency);
}

const EMPTY: Readonly<Record<CellKind, unknown>> = {
  text: null,
  word: null,
  prose: null,
  money: null,
  'optional money': null,
  integer: null,
  'optional integer': undefined,
  flag: false,
  'optional flag': undefined,
  percent: null,
  list: [],
  modifiers: [],
};
