import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';

import { type ReportTable, TablePrinter } from '../core/report-table.js';

/** A text that a spreadsheet would run as a formula starts with an apostrophe; numbers are left alone. */
@Injectable()
export class CsvTablePrinter extends TablePrinter {
  csv({ columns, rows }: ReportTable): string {
    return stringify([...rows], {
      header: true,
      columns: [...columns],
      escape_formulas: true,
      record_delimiter: 'windows',
    });
  }
}
