import { Injectable } from '@nestjs/common';

import { PdfRenderer } from '#libs/platform';

import type { SealedReport } from '../core/shift-report.js';
import { type ReportForm, ShiftReportPrinter } from '../core/shifts.ports.js';
import { reportCsv } from './report-csv.js';
import { reportPages } from './report-pdf.js';

@Injectable()
export class DocumentShiftReportPrinter extends ShiftReportPrinter {
  constructor(private readonly renderer: PdfRenderer) {
    super();
  }

  async print(report: SealedReport, { format, delimiter }: ReportForm, language: string): Promise<Uint8Array> {
    return format === 'csv'
      ? Buffer.from(reportCsv(report, delimiter))
      : this.renderer.render(reportPages(report, language));
  }
}
