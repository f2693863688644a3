import { Controller, Get, Headers, Param, Query, Res, StreamableFile } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Response } from 'express';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, languageOf, UuidPipe } from '#libs/platform';

import { type ShiftReport, type ShiftReportFormat } from '../core/model/shift-report.js';
import { otherReport } from '../core/model/shifts.errors.js';
import { ShiftReportViews } from '../core/services/shift-report-views.js';
import { ShiftReportPrinter } from './documents/shift-report-printer.js';
import { chainResponse } from './shift.responses.js';
import {
  QueuedReportResponse,
  ReportChainResponse,
  ShiftReportQuery,
  ShiftReportResponse,
} from './shift-report.dto.js';
import { VerifyShiftReportsQuery } from './shifts.dto.js';

const RETRY_SECONDS = '1';
const MEDIA_TYPES = { csv: 'text/csv; charset=utf-8', pdf: 'application/pdf' } as const;
const FILE = { schema: { type: 'string', format: 'binary' } } as const;

@ApiTags('Shifts')
@ApiBearerAuth()
@Controller('shifts')
export class ShiftReportsController {
  constructor(
    private readonly reports: ShiftReportViews,
    private readonly printer: ShiftReportPrinter,
  ) {}

  @Get('reports/verify')
  @Allow('ADMIN')
  @ApiOperation({ summary: "Reads an outlet's Z reports again and says whether each is as it was made" })
  @ApiProblems(400, 401, 403, 404)
  async verifyShiftReports(
    @CurrentUser() actor: UserActor,
    @Query() query: VerifyShiftReportsQuery,
  ): Promise<ReportChainResponse> {
    return chainResponse(query.outlet_id, await this.reports.verify(actor, query.outlet_id));
  }

  @Get(':id/report')
  @Allow('KASIR', 'SUPERVISOR', 'ADMIN')
  @ApiOperation({ summary: 'Shows the X report of an open shift, or the final Z report of a closed one' })
  @ApiExtraModels(ShiftReportResponse)
  @ApiOkResponse({
    description: 'X while open, Z after',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(ShiftReportResponse) } },
      'text/csv': FILE,
      'application/pdf': FILE,
    },
  })
  @ApiAcceptedResponse({ description: 'The Z is being made; see Retry-After', type: QueuedReportResponse })
  @ApiProblems(400, 401, 403, 404, 409)
  async getShiftReport(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
    @Query() query: ShiftReportQuery,
    @Headers('accept-language') acceptLanguage: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ShiftReport | QueuedReportResponse | StreamableFile> {
    const report = await this.reports.get(actor, id);
    if (!report) {
      response.status(202).setHeader('Retry-After', RETRY_SECONDS);
      return { status: 'QUEUED' };
    }
    const { type = report.type, format = 'json', delimiter } = query;
    if (type !== report.type) throw otherReport(report.type);
    if (format === 'json') return report;
    const language = languageOf(acceptLanguage, languageOf(report.locale));
    response.setHeader('Vary', 'Accept-Language');
    return new StreamableFile(await this.printer.print(report, { format, delimiter }, language), {
      type: MEDIA_TYPES[format],
      disposition: `attachment; filename="${fileName(report, format)}"`,
    });
  }
}

const fileName = (report: ShiftReport, format: ShiftReportFormat): string =>
  report.type === 'Z'
    ? `z-report-${report.number ?? 0}-${report.business_date}.${format}`
    : `x-report-${report.business_date}.${format}`;
