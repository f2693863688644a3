import { Controller, Get, Query, Req, type StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser } from '#libs/platform';

import { TipReports } from '../core/services/tip-reports.js';
import { ApiReport, reportAnswer } from './report-answer.js';
import { TipReportQuery, TipReportResponse, tipTable } from './tip-report.dto.js';

@ApiTags('Reports')
@ApiBearerAuth()
@Controller('reports')
export class TipReportsController {
  constructor(private readonly reports: TipReports) {}

  @Get('tips')
  @Allow('ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER')
  @ApiReport(TipReportResponse)
  @ApiOperation({
    summary: 'Tips by person, table, tender or day: earned, given back, pooled, shared, paid out and owed',
    description:
      'Whoever has `reports.view` at the outlet (SUPERVISOR and ADMIN, where no rule says otherwise) sees all of them, and everybody else their own.',
  })
  @ApiProblems(400, 401, 403, 404)
  async getTipReport(
    @CurrentUser() actor: UserActor,
    @Req() request: Request,
    @Query() { outlet_id: outletId, from, to, group_by: grouping, ...file }: TipReportQuery,
  ): Promise<TipReportResponse | StreamableFile> {
    const report = await this.reports.of({ actor, outletId, from, to, grouping });
    const body = TipReportResponse.from(report, grouping);
    return reportAnswer(`tips-${body.from}-${body.to}`, request, file, body, tipTable);
  }
}
