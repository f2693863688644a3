import type { MinorUnits } from '#libs/kernel';

export type Cell = string | number | null | undefined;

/** A report as rows of one shape, for a spreadsheet. Amounts are integers in the currency's smallest unit, as everywhere on the wire. */
export interface ReportTable {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, Cell | MinorUnits>>[];
}

export abstract class TablePrinter {
  abstract csv(table: ReportTable): string;
}
