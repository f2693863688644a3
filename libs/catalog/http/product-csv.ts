import { CURRENCIES, cutText, type FieldFault, invalid } from '#libs/kernel';
import { type CsvDelimiter, type CsvRecord, readCsv, writeCsv } from '#libs/platform/csv';

import type { ExportedProduct } from '../core/services/product-export.js';
import { adopted, formatOf } from './foreign-products.js';
import {
  CellFault,
  COLUMNS,
  isMoney,
  mayBeEmpty,
  type OwnCells,
  PARENT_COLUMN,
  valueOfCell,
} from './product-csv.columns.js';

/** A line of a file as its cells say it, before validation; amounts are in minor units. */
export interface CsvLine {
  /** Counted from 1, the header included. */
  readonly line: number;
  readonly values: Readonly<Record<string, unknown>>;
  /** The system that it comes from does not sell it. */
  readonly offSale?: boolean;
}

export interface CsvReading {
  readonly lines: readonly CsvLine[];
  readonly faults: readonly FieldFault[];
  /** Columns of another system's file that have no place here, as the file names them. */
  readonly ignoredColumns: readonly string[];
}

/** The currency of what is sold at an outlet (null: at all of them); undefined when the caller has no such outlet. */
export type CurrencyAt = (outletId: string | null) => string | undefined;

interface Rows {
  readonly rows: readonly OwnCells[];
  readonly faults: readonly FieldFault[];
  readonly ignoredColumns: readonly string[];
  /** Of every amount, where the header says so. */
  readonly currency?: string;
}

export const MOST_LINES = 5_000;
/** Of a column that nobody knows. */
const LONGEST_NAME = 100;
/** `price (BRL)`. */
const NAMED_CURRENCY = /^(\w+)\s*[([]\s*([a-z]{3})\s*[)\]]$/;
/** Decimals of a line whose outlet nobody knows; it is refused for that. */
const ANY_CURRENCY = 'USD';

/** The catalogue as a file: amounts as decimals, with the currency in the header where it is one for all lines. */
export function writeProducts(products: readonly ExportedProduct[], delimiter?: CsvDelimiter): string {
  const [currency, ...others] = new Set(products.map(({ product }) => product.currency));
  const headerOf = (column: (typeof COLUMNS)[number]) =>
    isMoney(column) && currency !== undefined && others.length === 0 ? `${column.name} (${currency})` : column.name;
  const hasVariants = products.some(({ parentSku }) => parentSku !== undefined);
  const columns = COLUMNS.filter(({ name }) => hasVariants || name !== PARENT_COLUMN);
  const rows = products.map((product) => columns.map((column) => column.of(product)));
  return writeCsv(columns.map(headerOf), rows, delimiter);
}

/**
 * Our own export, or the product file of WooCommerce, Shopify, Square or Loyverse. Throws for a file that cannot be read as lines at all;
 * faults of single lines are collected.
 */
export function readProducts(text: string, currencyAt: CurrencyAt): CsvReading {
  const { header, records } = readCsv(text, MOST_LINES);
  const { rows, faults, ignoredColumns, currency } = rowsOf(header, records);
  const collected = [...faults];
  const lines: CsvLine[] = [];
  for (const row of rows) {
    const read = lineOf(row, currency, currencyAt);
    if (Array.isArray(read)) collected.push(...read);
    else lines.push(read);
  }
  return { lines, faults: collected, ignoredColumns };
}

function rowsOf(header: CsvRecord, records: readonly CsvRecord[]): Rows {
  const format = formatOf(header.cells);
  if (format) return { ...adopted(format, header.cells, records), faults: [] };
  const columns = header.cells.map((cell) => {
    const name = cell.trim().toLowerCase();
    const [, money = name, currency] = NAMED_CURRENCY.exec(name) ?? [];
    return { name: money, currency: currency?.toUpperCase() };
  });
  const names = columns.map(({ name }) => name);
  const currencies = columns.flatMap(({ currency }) => currency ?? []);
  const wrong = [...headerFaults(names, header.line), ...currencyFaults(currencies, header.line)];
  if (wrong.length > 0) {
    const known = COLUMNS.map(({ name }) => name).join(', ');
    throw invalid('IMPORT_REFUSED', `Nothing was imported: some columns are not right. Known are ${known}.`, wrong);
  }
  const faults: FieldFault[] = [];
  const rows: OwnCells[] = [];
  for (const { line, cells } of records) {
    if (!fits(cells, names)) {
      const message = `the line has ${cells.length} cells, and the header ${names.length}`;
      faults.push({ pointer: `/lines/${line}`, code: 'CELL_COUNT', message });
    } else {
      rows.push({ line, cells: Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])) });
    }
  }
  return { rows, faults, ignoredColumns: [], currency: currencies[0] };
}

/** Excel leaves empty cells at the end of a line out, and adds some that nobody named. */
const fits = (cells: readonly string[], names: readonly string[]): boolean =>
  cells.slice(names.length).every((cell) => cell.trim() === '') && names.slice(cells.length).every(mayBeEmpty);

function lineOf(
  { line, cells, offSale }: OwnCells,
  named: string | undefined,
  currencyAt: CurrencyAt,
): CsvLine | FieldFault[] {
  const outletId = cells['outlet_id']?.trim().toLowerCase();
  const said = cells['currency']?.trim() ?? named;
  if (named !== undefined && said !== named && said !== '') {
    const message = `currency must be ${named}, as the header says`;
    return [{ pointer: `/lines/${line}/currency`, code: 'CURRENCY_MISMATCH', message }];
  }
  const currency = [said, currencyAt(outletId === undefined || outletId === '' ? null : outletId)].find(
    (one) => one !== undefined && CURRENCIES.includes(one),
  );
  const values: Record<string, unknown> = named === undefined ? {} : { currency: named };
  const faults: FieldFault[] = [];
  for (const column of COLUMNS) {
    const cell = cells[column.name];
    if (cell === undefined) continue;
    try {
      const value = valueOfCell(column, cell, currency ?? ANY_CURRENCY);
      if (value !== undefined) values[column.name] = value;
    } catch (error) {
      if (!(error instanceof CellFault)) throw error;
      faults.push({ pointer: `/lines/${line}/${column.name}`, code: error.code, message: error.message });
    }
  }
  return faults.length > 0 ? faults : { line, values, ...(offSale === true && { offSale }) };
}

function headerFaults(names: readonly string[], line: number): FieldFault[] {
  return names.flatMap((name, index) => {
    const pointer = `/lines/${line}/${cutText(name, LONGEST_NAME).replaceAll('~', '~0').replaceAll('/', '~1') || index + 1}`;
    if (!COLUMNS.some((column) => column.name === name)) {
      return [{ pointer, code: 'UNKNOWN_COLUMN', message: 'this column is not known' }];
    }
    if (names.indexOf(name) < index) {
      return [{ pointer, code: 'DUPLICATE_COLUMN', message: `${name} is there twice` }];
    }
    return [];
  });
}

function currencyFaults(currencies: readonly string[], line: number): FieldFault[] {
  const [first] = currencies;
  if (first === undefined || (CURRENCIES.includes(first) && currencies.every((currency) => currency === first)))
    return [];
  const message = `the header must name one of ${CURRENCIES.join(', ')}, the same for price and cost`;
  return [{ pointer: `/lines/${line}/price`, code: 'CURRENCY_MISMATCH', message }];
}
