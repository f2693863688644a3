import { stringify } from 'csv-stringify/sync';

import { type DecimalSign, decimalText, type MinorUnits } from '#libs/kernel';

/** Words of a query for what stands between the cells of a CSV file. */
export const CSV_DELIMITERS = { comma: ',', semicolon: ';', tab: '\t' } as const;
export type CsvDelimiter = keyof typeof CSV_DELIMITERS;

/** What every file has between its cells unless somebody says otherwise. */
export const USUAL_DELIMITER: CsvDelimiter = 'comma';

/** An amount of minor units, written as a decimal of its currency. */
export interface CsvAmount {
  readonly amount: MinorUnits;
  readonly currency: string;
}

/** Texts are disarmed; numbers and amounts are not, for they are no texts. Null and undefined are an empty cell. */
export type CsvCell = string | number | boolean | CsvAmount | null | undefined;

/** Spreadsheets look for the mark to take a file for UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';
/** With the spaces and invisible characters that may stand before its sign: some readers take them away. */
const FORMULA = String.raw`[\p{Z}\p{Cf}"']*[=+\-@\t\r＝＋－＠]`;
/** Where a cell may begin: a file is sometimes split at another sign than the one that it was written with. */
const CELL_BEGIN = String.raw`(?<=^|[,;|\t\r\n])`;
const ARMED = new RegExp(`${CELL_BEGIN}(?=${FORMULA})`, 'gu');
const DISARMED = new RegExp(`${CELL_BEGIN}'(?=${FORMULA})`, 'gu');
/** The stringifier knows its own delimiter alone. */
const QUOTED = /[\r\n\t;]/;

/**
 * A CSV file by RFC 4180, as spreadsheets read it: a byte order mark, CRLF, and an apostrophe before everything that one would run as a
 * formula, which {@link armedText} takes away again. Decimals have a comma between semicolons (as Excel expects it in Brazil and
 * Indonesia), otherwise a point.
 */
export function writeCsv(
  columns: readonly string[],
  rows: readonly (readonly CsvCell[])[],
  delimiter: CsvDelimiter = USUAL_DELIMITER,
): string {
  const sign: DecimalSign = delimiter === 'semicolon' ? ',' : '.';
  const text = stringify(
    [columns, ...rows].map((row) => row.map((cell) => textOf(cell, sign))),
    {
      delimiter: CSV_DELIMITERS[delimiter],
      record_delimiter: '\r\n',
      quoted_match: QUOTED,
    },
  );
  return BYTE_ORDER_MARK + text;
}

/** The text as it was before {@link writeCsv} disarmed it. */
export const armedText = (cell: string): string => cell.replace(DISARMED, '');

function textOf(cell: CsvCell, sign: DecimalSign): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string') return cell.replace(ARMED, "'");
  if (typeof cell === 'number') return String(cell).replace('.', sign);
  return typeof cell === 'boolean' ? String(cell) : decimalText(cell.amount, cell.currency, sign);
}
