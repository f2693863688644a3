import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BusinessCalendar, type UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, periodOf } from '#libs/platform';

import { FiscalQueries } from '../core/fiscal.ports.js';
import { documentResponse, FiscalDocumentsPage, ListFiscalDocumentsQuery } from './fiscal.dto.js';

@ApiTags('Fiscal documents')
@ApiBearerAuth()
@Controller('fiscal/documents')
export class FiscalDocumentsController {
  constructor(
    private readonly documents: FiscalQueries,
    private readonly calendar: BusinessCalendar,
  ) {}

  @Get()
  @Allow('ADMIN')
  @ApiOperation({ summary: 'Lists fiscal documents, newest first: what was issued, and by its status what is owed' })
  @ApiProblems(400, 401, 403)
  async listFiscalDocuments(
    @CurrentUser() actor: UserActor,
    @Query() query: ListFiscalDocumentsQuery,
  ): Promise<FiscalDocumentsPage> {
    const { status, model, outlet_id: outletId, order_id: orderId } = query;
    const period = await this.calendar.spansFor(periodOf(query), actor, outletId);
    const page = await this.documents.page({ status, model, outletId, orderId, period }, query);
    return {
      ...page,
      data: page.data.map((document) => documentResponse(document, true)),
    };
  }
}
