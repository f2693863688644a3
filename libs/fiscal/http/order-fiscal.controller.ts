import { Controller, Get, HttpCode, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, isStaff, ROLES, type UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentActor, CurrentUser, UuidPipe } from '#libs/platform';

import { RetryOrderFiscal } from '../core/use-cases/retry-order-fiscal.js';
import { type NamedFile, OrderDocuments } from '../core/services/order-documents.js';
import { documentResponse, FiscalDocumentResponse } from './fiscal.dto.js';

const FILE = { schema: { type: 'string', format: 'binary' } } as const;
const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/xml': 'xml',
  'text/html': 'html',
};

@ApiTags('Fiscal documents')
@ApiBearerAuth()
@Controller('orders/:id/fiscal')
export class OrderFiscalController {
  constructor(
    private readonly documents: OrderDocuments,
    private readonly retry: RetryOrderFiscal,
  ) {}

  @Get()
  @Allow(...ROLES)
  @ApiOperation({ summary: 'Shows the fiscal document of a Brazilian order: its state, number, key and protocol' })
  @ApiProblems(400, 401, 403, 404)
  async getOrderFiscal(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) orderId: string,
  ): Promise<FiscalDocumentResponse> {
    return documentResponse(await this.documents.get({ actor, orderId }), isStaff(actor));
  }

  @Get('xml')
  @Allow(...ROLES)
  @ApiOperation({ summary: 'Downloads the XML that the tax authority signed' })
  @ApiOkResponse({ description: 'The XML as the authority gave it', content: { 'application/xml': FILE } })
  @ApiProblems(400, 401, 403, 404)
  async getOrderFiscalXml(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) orderId: string,
  ): Promise<StreamableFile> {
    return download(await this.documents.xml({ actor, orderId }));
  }

  @Get('pdf')
  @Allow(...ROLES)
  @ApiOperation({ summary: 'Downloads what people print of the document (DANFE)' })
  @ApiOkResponse({
    description: 'The provider’s PDF, or ours of 80 mm for a consumer document that it shows as a page alone',
    content: { 'application/pdf': FILE },
  })
  @ApiProblems(400, 401, 403, 404)
  async getOrderFiscalPdf(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) orderId: string,
  ): Promise<StreamableFile> {
    return download(await this.documents.pdf({ actor, orderId }));
  }

  @Post('retry')
  @HttpCode(202)
  @Allow('ADMIN')
  @ApiOperation({ summary: 'Tries an order’s document again after what was wrong has been put right' })
  @ApiProblems(400, 401, 403, 404, 409)
  async retryOrderFiscal(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
  ): Promise<FiscalDocumentResponse> {
    return documentResponse(await this.retry.execute({ actor, orderId }), true);
  }
}

/** Always as a download: what a provider made never runs in a page of ours. */
function download({ content, mediaType, name }: NamedFile): StreamableFile {
  const disposition = `attachment; filename="${name}.${EXTENSIONS[mediaType] ?? 'bin'}"`;
  return new StreamableFile(content, { type: mediaType, disposition });
}
