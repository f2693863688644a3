import { setImmediate as turn } from 'node:timers/promises';

import { Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';

import { DomainError, type FieldFault, UnitOfWork, type UserActor } from '#libs/kernel';
import {
  Allow,
  ApiProblems,
  CSV_MEDIA_TYPES,
  CurrentUser,
  Idempotent,
  RequestValidationPipe,
  TakesBody,
  Needs,
} from '#libs/platform';

import type { ImportLine } from '../core/model/import-plan.js';
import { ProductExport } from '../core/services/product-export.js';
import { ImportProducts } from '../core/use-cases/import-products.js';
import { ImportCurrencies } from '../core/services/import-currencies.js';
import { ExportQuery, OutletQuery } from './catalog.queries.dto.js';
import { type CsvLine, readProducts, writeProducts } from './product-csv.js';
import { toChanges } from './product.mapping.js';
import { ImportLineRequest } from './product.requests.dto.js';
import { ImportResponse, NO_STATION } from './product.responses.dto.js';

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
    private readonly currencies: ImportCurrencies,
    private readonly exported: ProductExport,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Post('import')
  @HttpCode(200)
  @Allow('ADMIN')
  @Needs('catalog.edit', 'EVERYWHERE')
  @Idempotent()
  @TakesBody({ as: 'csv', kilobytes: 1024 })
  @ApiConsumes(...CSV_MEDIA_TYPES)
  @ApiBody({
    schema: { type: 'string' },
    description:
      'A CSV file, at most 1 MB, with columns of an export, or the product file of WooCommerce, Shopify, Square or Loyverse. As a spreadsheet saves it: UTF-8, UTF-16 or Windows-1252; commas, semicolons or tabs. Amounts are decimals of the currency, with a point or a comma: a sign before exactly three last digits groups thousands.',
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
    // Bodies of another type are refused before; a request without a body is an empty file.
    const file = (request.body as string | undefined) ?? '';
    // A long file takes a second: no transaction of an Idempotency-Key waits for it.
    const { ignoredColumns, ...read } = await this.unitOfWork.outside('catalog.file', () =>
      this.read(actor, outletId, file),
    );
    const { withoutStation, ...result } = await this.importing.execute({ actor, outletId, ...read });
    return {
      ...result,
      ...(ignoredColumns.length > 0 && { ignored_columns: [...ignoredColumns] }),
      ...(withoutStation > 0 && { warnings: [{ ...NO_STATION, products: withoutStation }] }),
    };
  }

  @Get('export')
  @Allow('ADMIN')
  @ApiOperation({ summary: 'Gives the catalogue as a CSV file that can be edited and imported again' })
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  @ApiProblems(400, 401, 403, 404)
  async exportProducts(
    @CurrentUser() actor: UserActor,
    @Query() { outlet_id: outletId, delimiter }: ExportQuery,
    @Res() response: Response,
  ): Promise<void> {
    const products = await this.exported.of({ actor, outletId });
    response
      .set({
        'Content-Type': 'text/csv; charset=utf-8; header=present',
        'Content-Disposition': 'attachment; filename="products.csv"',
        'Cache-Control': 'no-store',
      })
      .send(writeProducts(products, delimiter));
  }

  private async read(actor: UserActor, outletId: string | undefined, file: string) {
    const currencyAt = await this.currencies.of({ actor, outletId });
    const { lines, faults, ignoredColumns } = readProducts(file, currencyAt);
    const validated = await this.validated(lines);
    return { lines: validated.lines, faults: [...faults, ...validated.faults], ignoredColumns };
  }

  /** Each line by the same rules as a request's body. */
  private async validated(lines: readonly CsvLine[]): Promise<{ lines: ImportLine[]; faults: FieldFault[] }> {
    const good: ImportLine[] = [];
    const faults: FieldFault[] = [];
    for (const [index, { line, values, offSale }] of lines.entries()) {
      if (index % LINES_A_TURN === LINES_A_TURN - 1) await turn();
      try {
        const metadata = { type: 'body', metatype: ImportLineRequest } as const;
        const request = (await this.validation.transform({ ...values }, metadata)) as ImportLineRequest;
        good.push({ ...toLine(line, request), offSale });
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
  ...(request.parent_sku != null && { parentSku: request.parent_sku }),
});
