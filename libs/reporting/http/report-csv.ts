import { Injectable } from '@nestjs/common';

import { type CsvCell, writeCsv } from '#libs/platform';

import { type ReportTable, type TableDelimiter, TablePrinter } from './report-table.js';

@Injectable()
export class CsvTablePrinter extends TablePrinter {
  csv({ columns, money = [], rows }: ReportTable, delimiter?: TableDelimiter): string {
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
}
