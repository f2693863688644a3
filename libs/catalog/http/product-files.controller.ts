import { setImmediate as turn } from 'node:timers/promises';

import { Controller, Get, HttpCode, Post, Query, Req, Res, UnsupportedMediaTypeException } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';

import { DomainError, type FieldFault, type UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, Idempotent, RequestValidationPipe, TakesBody } from '#libs/platform';

import type { ImportLine } from '../core/product-import.js';
import { ExportProducts } from '../core/use-cases/export-products.js';
import { ImportProducts } from '../core/use-cases/import-products.js';
import { DELIMITERS, ExportQuery, OutletQuery } from './catalog.queries.dto.js';
import { type CsvLine, readCsv, writeCsv } from './product-csv.js';
import { toChanges } from './product.mapping.js';
import { ImportLineRequest } from './product.requests.dto.js';
import { ImportResponse } from './product.responses.dto.js';

/** Lines validated between two turns of the event loop, so that a long file does not hold up orders. */
const LINES_A_TURN = 100;

/** The catalogue as a spreadsheet. Registered before the reads: `export` must not be taken for an id. */
@ApiTags('Catalogue')
@ApiBearerAuth()
@Controller('products')
export class ProductFilesController {
  private readonly validation = new RequestValidationPipe();

  constructor(
    private readonly importing: ImportProducts,
    private readonly exporting: ExportProducts,
  ) {}

  @Post('import')
  @HttpCode(200)
  @Allow('ADMIN')
  @Idempotent()
  @TakesBody({ as: 'csv', kilobytes: 1024 })
  @ApiConsumes('text/csv')
  @ApiBody({
    schema: { type: 'string' },
    description: 'A CSV file in UTF-8, at most 1 MB, with the columns of an export',
  })
  @ApiOperation({
    summary: 'Takes products from a CSV file: by sku, old ones are updated and new ones made, all or none',
  })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415, 422)
  async importProducts(
    @CurrentUser() actor: UserActor,
    @Query() { outlet_id: outletId }: OutletQuery,
    @Req() request: Request,
  ): Promise<ImportResponse> {
    const body: unknown = request.body;
    if (typeof body !== 'string') throw new UnsupportedMediaTypeException();
    const { lines: read, faults } = readCsv(body);
    const validated = await this.validated(read);
    return this.importing.execute({
      actor,
      outletId,
      lines: validated.lines,
      faults: [...faults, ...validated.faults],
    });
  }

  @Get('export')
  @Allow('ADMIN')
  @ApiOperation({ summary: 'Gives the catalogue as a CSV file that can be edited and imported again' })
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  @ApiProblems(400, 401, 403, 404)
  async exportProducts(
    @CurrentUser() actor: UserActor,
    @Query() { outlet_id: outletId, delimiter = 'comma' }: ExportQuery,
    @Res() response: Response,
  ): Promise<void> {
    const products = await this.exporting.execute({ actor, outletId });
    response
      .set({
        'Content-Type': 'text/csv; charset=utf-8; header=present',
        'Content-Disposition': 'attachment; filename="products.csv"',
        'Cache-Control': 'no-store',
      })
      .send(writeCsv(products, DELIMITERS[delimiter]));
  }

  /** Each line by the same rules as a request's body. */
  private async validated(lines: readonly CsvLine[]): Promise<{ lines: ImportLine[]; faults: FieldFault[] }> {
    const good: ImportLine[] = [];
    const faults: FieldFault[] = [];
    for (const [index, { line, values }] of lines.entries()) {
      if (index % LINES_A_TURN === LINES_A_TURN - 1) await turn();
      try {
        const metadata = { type: 'body', metatype: ImportLineRequest } as const;
        const request = (await this.validation.transform({ ...values }, metadata)) as ImportLineRequest;
        good.push(toLine(line, request));
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        faults.push(...error.faults.map((fault) => ({ ...fault, pointer: `/lines/${line}${fault.pointer}` })));
      }
    }
    return { lines: good, faults };
  }
}

const toLine = (line: number, request: ImportLineRequest): ImportLine => ({
  line,
  outletId: request.outlet_id ?? null,
  currency: request.currency,
  fields: toChanges(request),
  category: request.category,
  stock: request.stock,
});
