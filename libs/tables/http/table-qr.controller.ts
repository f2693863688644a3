import { Controller, Get, Header, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import QRCode from 'qrcode';

import { type Actor, STAFF_ROLES } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentActor, IfMatch, UuidPipe, Needs } from '#libs/platform';

import { TableViews } from '../core/services/table-views.js';
import { RotateTableQr } from '../core/use-cases/rotate-table-qr.js';
import { GuestPages } from './guest-pages.js';
import { QrImageQuery, TableResponse } from './tables.dto.js';

/** Survives a scratch or a drop of coffee on a quarter of the code, and a margin that scanners need. */
const PRINTED = { errorCorrectionLevel: 'Q', margin: 4 } as const;
const IMAGE = { schema: { type: 'string', format: 'binary' } } as const;

@ApiTags('Tables')
@ApiBearerAuth()
@Controller('tables/:id')
export class TableQrController {
  constructor(
    private readonly tables: TableViews,
    private readonly rotate: RotateTableQr,
    private readonly pages: GuestPages,
  ) {}

  @Get('qr.png')
  @Allow(...STAFF_ROLES)
  @Header('Cache-Control', 'private, no-store')
  @ApiOperation({ summary: 'Draws the code that opens the guest page for this table, as PNG' })
  @ApiProduces('image/png')
  @ApiOkResponse({ content: { 'image/png': IMAGE } })
  @ApiProblems(400, 401, 403, 404)
  async getTableQrPng(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @Query() { size }: QrImageQuery,
  ): Promise<StreamableFile> {
    const image = await QRCode.toBuffer(await this.contentOf(actor, id), { ...PRINTED, type: 'png', width: size });
    return new StreamableFile(image, { type: 'image/png', disposition: `inline; filename="table-${id}.png"` });
  }

  @Get('qr.svg')
  @Allow(...STAFF_ROLES)
  @Header('Cache-Control', 'private, no-store')
  @ApiOperation({ summary: 'Draws the code that opens the guest page for this table, as SVG' })
  @ApiProduces('image/svg+xml')
  @ApiOkResponse({ content: { 'image/svg+xml': IMAGE } })
  @ApiProblems(400, 401, 403, 404)
  async getTableQrSvg(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @Query() { size }: QrImageQuery,
  ): Promise<StreamableFile> {
    const image = await QRCode.toString(await this.contentOf(actor, id), { ...PRINTED, type: 'svg', width: size });
    return new StreamableFile(Buffer.from(image), {
      type: 'image/svg+xml',
      disposition: `inline; filename="table-${id}.svg"`,
    });
  }

  @Post('rotate-qr')
  @HttpCode(200)
  @Allow('ADMIN', 'SUPERVISOR')
  @Needs('tables.layout', { thing: 'table', param: 'id' })
  @ApiIfMatch()
  @ApiOperation({ summary: 'Gives the table a new code; prints and photos of the old one open nothing any more' })
  @ApiProblems(400, 401, 403, 404, 409)
  async rotateTableQr(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) id: string,
    @IfMatch() version?: number,
  ): Promise<TableResponse> {
    await this.rotate.execute({ actor, id, version });
    const found = await this.tables.get(actor, id);
    return TableResponse.from(found, this.pages.qrUrlFor(actor, found.table));
  }

  private async contentOf(actor: Actor, id: string): Promise<string> {
    return this.pages.qrUrl((await this.tables.get(actor, id)).table);
  }
}
