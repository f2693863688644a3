import { CsvError, parse } from 'csv-parse/sync';

import { type FieldFault, invalid } from '#libs/kernel';

import { armedText, CSV_DELIMITERS } from './csv-writer.js';

export interface CsvRecord {
  /** The line on which it begins, counted from 1 as an editor counts. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A file's first line, and the lines after it that have something in them. */
export interface CsvTable {
  readonly header: CsvRecord;
  readonly records: readonly CsvRecord[];
}

/** What Excel reads before the first line: the sign between cells. */
const SEPARATOR = /^"?sep=([,;|\t])"?[,;|\t]*(\r\n|\n|\r|$)/i;
const SEPARATORS = [...Object.values(CSV_DELIMITERS), '|'];

/** Wider than any system's product file; every column costs time on every line. */
const MOST_COLUMNS = 1_000;

/**
 * A CSV text as spreadsheets save it: with or without a byte order mark or `sep=;`, commas, semicolons, tabs or bars between its cells,
 * any line ends, line breaks within quotes, empty columns at its right edge. What {@link writeCsv} disarmed is armed again. Throws
 * `CSV_EMPTY`, `CSV_NOT_UTF8`, `CSV_TOO_LONG` for more than `mostLines` below the header, and `IMPORT_REFUSED` with the line for quotes
 * that do not match and for too many columns (all 400). Nothing is read beyond what may be there.
 */
export function readCsv(file: string, mostLines: number): CsvTable {
  const text = file.replace(/^\uFEFF/, '');
  if (text.includes('\uFFFD') || text.includes('\0')) {
    throw invalid('CSV_NOT_UTF8', 'Some characters of the file are lost. Save it as "CSV UTF-8" and send it again.');
  }
  const told = SEPARATOR.exec(text);
  const skipped = told?.[0].length ?? 0;
  const rest = text.slice(skipped);
  const [first, ...records] = recordsOf(rest, told?.[1] ?? separatorOf(rest), skipped > 0 ? 1 : 0, mostLines + 2);
  if (!first) throw invalid('CSV_EMPTY', 'The file is empty. Its first line should name the columns.');
  if (records.length > mostLines) {
    throw invalid('CSV_TOO_LONG', `The file has more than ${mostLines} lines. Send it in several files.`);
  }
  const header = { ...first, cells: withoutEmptyEnd(first.cells) };
  if (header.cells.length > MOST_COLUMNS) {
    const message = `the header has ${header.cells.length} columns, and ${MOST_COLUMNS} are the most`;
    throw unreadable({ pointer: `/lines/${header.line}`, code: 'TOO_MANY_COLUMNS', message });
  }
  return { header, records };
}

const unreadable = (fault: FieldFault) =>
  invalid('IMPORT_REFUSED', 'Nothing was imported: the file cannot be read.', [fault]);

/** Records with something in them, `most` of them at most. */
function recordsOf(text: string, delimiter: string, linesBefore: number, most: number): CsvRecord[] {
  try {
    const parsed = parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      to: most,
      info: true,
    }) as unknown as { record: string[]; info: { bytes: number } }[];
    return numbered(text, parsed, linesBefore);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const pointer = `/lines/${Number(error['lines'] ?? 1) + linesBefore}`;
    throw unreadable({ pointer, code: 'CSV_MALFORMED', message: 'its quotation marks do not match' });
  }
}

/** Each record with the line on which it begins. The parser's own count takes a CRLF within quotes for two lines. */
function numbered(text: string, parsed: readonly { record: string[]; info: { bytes: number } }[], linesBefore: number) {
  const bytes = Buffer.from(text);
  let end = 0;
  let line = 1 + linesBefore;
  return parsed.map(({ record, info }): CsvRecord => {
    const passed = bytes
      .subarray(end, info.bytes)
      .toString()
      .replace(/[\r\n]+$/, '');
    line += breaksIn(passed);
    end += Buffer.byteLength(passed);
    return { cells: record.map(armedText), line: line - breaksIn(record.join()) };
  });
}

const breaksIn = (text: string): number => text.match(/\r\n|\n|\r/g)?.length ?? 0;

/** Whichever the header has most of, outside of quotes. */
function separatorOf(text: string): string {
  const [header = ''] = text
    .replace(/"[^"]*"/g, '')
    .replace(/^[\r\n]+/, '')
    .split(/\r|\n/, 1);
  const counted = SEPARATORS.map((sign) => ({ sign, count: header.split(sign).length }));
  return counted.reduce((most, next) => (next.count > most.count ? next : most)).sign;
}

const withoutEmptyEnd = (cells: readonly string[]): readonly string[] =>
  cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== '') + 1);

const FLAGS = new Map(
  Object.entries({
    true: 'true 1 yes y verdadeiro sim s benar ya',
    false: 'false 0 no n falso não nao salah tidak',
  }).flatMap(([flag, words]) => words.split(' ').map((word) => [word, flag === 'true'] as const)),
);

/** Yes or no as spreadsheets and people write it in English, Portuguese and Indonesian; undefined for anything else. */
export const flagOfText = (text: string): boolean | undefined => FLAGS.get(text.trim().normalize('NFC').toLowerCase());
