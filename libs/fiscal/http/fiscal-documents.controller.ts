import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Allow, ApiProblems } from '#libs/platform';

import { ListDocuments } from '../core/use-cases/list-documents.js';
import { documentResponse, FiscalDocumentsPage, ListFiscalDocumentsQuery } from './fiscal.dto.js';

@ApiTags('Fiscal documents')
@ApiBearerAuth()
@Controller('fiscal/documents')
export class FiscalDocumentsController {
  constructor(private readonly list: ListDocuments) {}

  @Get()
  @Allow('ADMIN')
  @ApiOperation({ summary: 'Lists fiscal documents, newest first: what was issued, and by its status what is owed' })
  @ApiProblems(400, 401, 403)
  async listFiscalDocuments(@Query() query: ListFiscalDocumentsQuery): Promise<FiscalDocumentsPage> {
    const { status, model, outlet_id: outletId, order_id: orderId, from, to, limit, offset, after } = query;
    const instants = {
      ...(from !== undefined && { from: new Date(from) }),
      ...(to !== undefined && { to: new Date(to) }),
    };
    const page = await this.list.execute({ status, model, outletId, orderId, ...instants }, { limit, offset, after });
    return {
      ...page,
      data: page.data.map((document) => documentResponse(document, true)),
      next_cursor: page.next_cursor ?? null,
    };
  }
}
