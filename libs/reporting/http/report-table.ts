import type { MinorUnits } from '#libs/kernel';

export type Cell = string | number | null | undefined;

/** Which sign stands between the cells of a file; a comma when nobody says. */
export type TableDelimiter = 'comma' | 'semicolon' | 'tab';

/** A report as rows of one shape, for a spreadsheet. */
export interface ReportTable {
  readonly columns: readonly string[];
  /** The columns of amounts: integers in the smallest unit of the row's `currency` here, decimals of it in the file. */
  readonly money?: readonly string[];
  readonly rows: readonly Readonly<Record<string, Cell | MinorUnits>>[];
}

export abstract class TablePrinter {
  abstract csv(table: ReportTable, delimiter?: TableDelimiter): string;
}
