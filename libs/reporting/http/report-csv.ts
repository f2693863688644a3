import { type CsvCell, type CsvDelimiter, writeCsv } from '#libs/platform/csv';

/** A report as rows of one shape, for a spreadsheet. */
export interface ReportTable {
  readonly columns: readonly string[];
  /** The columns of amounts: integers in the smallest unit of the row's `currency` here, decimals of it in the file. */
  readonly money?: readonly string[];
  readonly rows: readonly Readonly<Record<string, string | number | null | undefined>>[];
}

export function reportCsv({ columns, money = [], rows }: ReportTable, delimiter?: CsvDelimiter): string {
  const cellOf = (row: ReportTable['rows'][number], name: string): CsvCell => {
    const [cell, currency] = [row[name], row['currency']];
    const isAmount = typeof cell === 'number' && typeof currency === 'string' && money.includes(name);
    return isAmount ? { amount: cell, currency } : cell;
  };
  return writeCsv(
    columns,
    rows.map((row) => columns.map((name) => cellOf(row, name))),
    delimiter,
  );
}
