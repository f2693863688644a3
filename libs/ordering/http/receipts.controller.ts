import {
  Controller,
  Get,
  Headers,
  NotAcceptableException,
  Param,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiExtraModels,
  ApiHeader,
  ApiNotAcceptableResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';

import { type Actor, ROLES } from '#libs/kernel';
import { Allow, ApiProblems, CurrentActor, languageOf, UuidPipe } from '#libs/platform';

import { receiptOf } from '../presentation/receipt.js';
import { ReceiptPrinter, type ReceiptFormat } from '../presentation/receipt-printer.js';
import { Receipts } from '../core/services/receipts.js';
import { receiptResponse } from './receipt.responses.js';
import { ReceiptQuery, ReceiptResponse } from './receipts.dto.js';

/** The first of each is what the format is served as when the client does not mind. */
const MEDIA_TYPES: Readonly<Record<ReceiptFormat, readonly [string, ...string[]]>> = {
  json: ['application/json'],
  txt: ['text/plain'],
  pdf: ['application/pdf'],
  escpos: ['application/vnd.escpos', 'application/octet-stream'],
};
const FORMATS = Object.keys(MEDIA_TYPES) as ReceiptFormat[];
const EXTENSIONS = { txt: 'txt', pdf: 'pdf', escpos: 'bin' } as const;
const FILE = { schema: { type: 'string', format: 'binary' } } as const;
const UNSAFE_IN_NAMES = /[^\w.-]+/g;

@ApiTags('Orders')
@Controller('orders')
export class ReceiptsController {
  constructor(
    private readonly show: Receipts,
    private readonly printer: ReceiptPrinter,
  ) {}

  @Get(':id/receipt')
  @Allow(...ROLES)
  @ApiOperation({ summary: 'Prints the receipt of an order, or the bill while something is due' })
  @ApiHeader({ name: 'Accept-Language', required: false, description: '`en`, `id` or `pt-BR`' })
  @ApiExtraModels(ReceiptResponse)
  @ApiOkResponse({
    description: 'By `format`, or by `Accept`: JSON, plain text, a PDF of 80 mm, or ESC/POS bytes for a printer',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(ReceiptResponse) } },
      'text/plain': { schema: { type: 'string' } },
      'application/pdf': FILE,
      'application/vnd.escpos': FILE,
      'application/octet-stream': FILE,
    },
  })
  @ApiNotAcceptableResponse({
    description: 'None of the formats that `Accept` names is offered',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  })
  @ApiProblems(400, 401, 403, 404)
  async getOrderReceipt(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @Query() query: ReceiptQuery,
    @Headers('accept-language') acceptLanguage: string | undefined,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReceiptResponse | StreamableFile> {
    const { format, type } = negotiate(request, query.format);
    const receipt = receiptOf(await this.show.sourcesOf({ actor, orderId: id }));
    const language = query.lang ?? languageOf(acceptLanguage, receipt.language);
    response.set({ 'Cache-Control': 'private, no-store', 'Content-Language': language });
    response.vary('Accept').vary('Accept-Language');
    if (format === 'json') return receiptResponse(receipt, language);
    const bytes = await this.printer.print(receipt, { format, language, columns: query.columns });
    const name = `receipt-${receipt.number.replace(UNSAFE_IN_NAMES, '-')}.${EXTENSIONS[format]}`;
    return new StreamableFile(bytes, {
      type: format === 'txt' ? `${type}; charset=utf-8` : type,
      disposition: `inline; filename="${name}"`,
    });
  }
}

/** Throws 406 when nothing that the client takes is offered; a `format` that is asked for by name is always served. */
function negotiate(request: Request, asked: ReceiptFormat | undefined): { format: ReceiptFormat; type: string } {
  if (asked) return { format: asked, type: request.accepts([...MEDIA_TYPES[asked]]) || MEDIA_TYPES[asked][0] };
  const type = request.accepts(FORMATS.flatMap((format) => MEDIA_TYPES[format]));
  const format = FORMATS.find((candidate) => MEDIA_TYPES[candidate].some((offered) => offered === type));
  if (!type || !format) throw new NotAcceptableException();
  return { format, type };
}
