import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

import { type FieldFault, invalid } from '#libs/kernel';

import type { ExportedProduct } from '../core/use-cases/export-products.js';
import { COLUMNS, valueOfCell } from './product-csv.columns.js';

/** A line of a file as its cells say it, before validation. */
export interface CsvLine {
  /** Counted from 1, the header included. */
  readonly line: number;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface CsvReading {
  readonly lines: readonly CsvLine[];
  readonly faults: readonly FieldFault[];
}

export type Delimiter = ',' | ';';

export const MOST_LINES = 5_000;

/** What spreadsheets run as a formula when a cell starts with it; leading apostrophes are what disarms it. */
const ARMED = /^'*[=+\-@\t\r]/;
const DISARMED = /^'+[=+\-@\t\r]/;

/** RFC 4180. Texts that a spreadsheet would run as formulas get an apostrophe before them, which `readCsv` takes away again. */
export function writeCsv(products: readonly ExportedProduct[], delimiter: Delimiter = ','): string {
  const rows = products.map((product) => COLUMNS.map((column) => disarmed(column.of(product))));
  return stringify([COLUMNS.map(({ name }) => name), ...rows], {
    delimiter,
    record_delimiter: '\r\n',
    cast: { boolean: String },
  });
}

/** Throws for a file that cannot be read as lines at all; faults of single lines are collected. */
export function readCsv(text: string): CsvReading {
  if (text.includes('\uFFFD') || text.includes('\0')) {
    throw invalid('CSV_NOT_UTF8', 'The file is not UTF-8 text. Save it as "CSV UTF-8".');
  }
  const records = recordsOf(text);
  const [header, ...rest] = records;
  if (!header) throw invalid('CSV_EMPTY', 'The file is empty. Its first line should name the columns.');
  const names = header.cells.map((cell) => cell.trim().toLowerCase());
  const faults = headerFaults(names, header.line);
  if (faults.length > 0) throw unreadable(faults);
  if (rest.length > MOST_LINES) {
    throw invalid('CSV_TOO_LONG', `The file has ${rest.length} lines; ${MOST_LINES} go at once.`);
  }
  const lines: CsvLine[] = [];
  for (const { line, cells } of rest) {
    const read = lineOf(line, names, cells);
    if (Array.isArray(read)) faults.push(...read);
    else lines.push(read);
  }
  return { lines, faults };
}

function lineOf(line: number, names: readonly string[], cells: readonly string[]): CsvLine | FieldFault[] {
  if (cells.length !== names.length) {
    const message = `the line has ${cells.length} cells, and the header ${names.length}`;
    return [{ pointer: `/lines/${line}`, code: 'CELL_COUNT', message }];
  }
  const values: Record<string, unknown> = {};
  for (const { name, kind } of COLUMNS) {
    const index = names.indexOf(name);
    if (index < 0) continue;
    try {
      const value = valueOfCell(kind, armed(cells[index] ?? ''));
      if (value !== undefined) values[name] = value;
    } catch {
      return [{ pointer: `/lines/${line}/${name}`, code: 'MALFORMED_JSON', message: `${name} must be a JSON list` }];
    }
  }
  return { line, values };
}

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

function recordsOf(text: string): CsvRecord[] {
  try {
    const parsed = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as { record: string[]; info: { bytes: number } }[];
    return numbered(text, parsed).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  } catch (error) {
    const { lines = 1, message } = error as { lines?: number; message: string };
    throw unreadable([{ pointer: `/lines/${lines}`, code: 'CSV_MALFORMED', message }]);
  }
}

/** Each record with the line on which it begins. The parser's own count takes a CRLF within quotes for two lines. */
function numbered(text: string, records: readonly { record: string[]; info: { bytes: number } }[]): CsvRecord[] {
  const bytes = Buffer.from(text);
  let end = 0;
  let line = 1;
  return records.map(({ record, info }) => {
    const passed = bytes
      .subarray(end, info.bytes)
      .toString()
      .replace(/[\r\n]+$/, '');
    line += breaksIn(passed);
    end += Buffer.byteLength(passed);
    return { cells: record, line: line - breaksIn(record.join()) };
  });
}

const breaksIn = (text: string): number => text.match(/\r\n|\n|\r/g)?.length ?? 0;

/** Whichever of the two the header has more of. */
function delimiterOf(text: string): Delimiter {
  const [header = ''] = text.split(/\r|\n/, 1);
  return header.split(';').length > header.split(',').length ? ';' : ',';
}

function headerFaults(names: readonly string[], line: number): FieldFault[] {
  return names.flatMap((name, index) => {
    const pointer = `/lines/${line}/${name || index + 1}`;
    if (!COLUMNS.some((column) => column.name === name)) {
      const known = COLUMNS.map((column) => column.name).join(', ');
      return [{ pointer, code: 'UNKNOWN_COLUMN', message: `columns are ${known}` }];
    }
    if (names.indexOf(name) < index) {
      return [{ pointer, code: 'DUPLICATE_COLUMN', message: `${name} is there twice` }];
    }
    return [];
  });
}

const unreadable = (faults: readonly FieldFault[]) =>
  invalid('IMPORT_REFUSED', 'Nothing was imported: the file cannot be read.', faults);

const disarmed = (value: string | number | boolean | null) =>
  typeof value === 'string' && ARMED.test(value) ? `'${value}` : value;

const armed = (cell: string): string => (DISARMED.test(cell) ? cell.slice(1) : cell);
