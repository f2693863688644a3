import { Injectable } from '@nestjs/common';

import { PdfRenderer } from '#libs/platform';

import type { SealedReport, ShiftReportFormat } from '../../core/model/shift-report.js';
import { reportCsv } from './report-csv.js';
import { reportPages } from './report-pdf.js';

export interface ReportForm {
  readonly format: Exclude<ShiftReportFormat, 'json'>;
  /** Between the cells of a CSV; a comma when absent. */
  readonly delimiter?: 'comma' | 'semicolon' | 'tab';
}

/** Makes a report into a document: UTF-8 CSV, or an A4 PDF in `language`. */
@Injectable()
export class ShiftReportPrinter {
  constructor(private readonly renderer: PdfRenderer) {}

  async print(report: SealedReport, { format, delimiter }: ReportForm, language: string): Promise<Uint8Array> {
    return format === 'csv'
      ? Buffer.from(reportCsv(report, delimiter))
      : this.renderer.render(reportPages(report, language));
  }
}
