import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BusinessCalendar, type UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, periodOf } from '#libs/platform';

import { AuditChainVerifier } from '../core/services/audit-chain-verifier.js';
import { AuditLogViews } from '../core/services/audit-log-views.js';
import {
  AuditLogPageResponse,
  AuditLogQuery,
  AuditRecordResponse,
  AuditVerdictResponse,
  VerifyAuditLogQuery,
} from './audit-log.dto.js';

@ApiTags('Audit')
@ApiBearerAuth()
@Controller('audit-log')
export class AuditLogController {
  constructor(
    private readonly views: AuditLogViews,
    private readonly chain: AuditChainVerifier,
    private readonly calendar: BusinessCalendar,
  ) {}

  @Get()
  @Allow('ADMIN')
  @ApiOperation({ summary: 'Lists who did what, and who approved it, newest first' })
  @ApiProblems(400, 401, 403)
  async listAuditLog(@CurrentUser() actor: UserActor, @Query() query: AuditLogQuery): Promise<AuditLogPageResponse> {
    const page = await this.views.page({
      actor,
      outletId: query.outlet_id,
      subjectType: query.subject_type,
      subjectId: query.subject_id,
      action: query.action,
      actorId: query.actor_id,
      period: await this.calendar.spansFor(periodOf(query), actor, query.outlet_id),
      page: query,
    });
    const data = page.data.map((record) => AuditRecordResponse.from(record));
    return { ...page, data };
  }

  @Get('verify')
  @Allow('ADMIN')
  @ApiOperation({ summary: "Reads an outlet's audit log again and says whether each entry is as it was written" })
  @ApiProblems(400, 401, 403)
  async verifyAuditLog(
    @CurrentUser() actor: UserActor,
    @Query() query: VerifyAuditLogQuery,
  ): Promise<AuditVerdictResponse> {
    const { from, to, outlet_id: outletId } = query;
    const isWhole = from === undefined && to === undefined;
    const period = isWhole ? undefined : await this.calendar.spansFor(periodOf(query), actor, outletId);
    return AuditVerdictResponse.from(await this.chain.verify({ outletId, period }));
  }
}
