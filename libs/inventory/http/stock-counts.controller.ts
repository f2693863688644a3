import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { outletScope, STAFF_ROLES, type UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, Idempotent, TakesBody, UuidPipe } from '#libs/platform';

import { StockQueries } from '../core/inventory.ports.js';
import { StockViews } from '../core/services/stock-views.js';
import { RecordStockCount } from '../core/use-cases/record-stock-count.js';
import {
  RecordStockCountRequest,
  StockCountPageResponse,
  StockCountResponse,
  StockCountsQuery,
  StockCountSummaryResponse,
} from './stock-counts.dto.js';

@ApiTags('Inventory')
@ApiBearerAuth()
@Controller('stock-counts')
export class StockCountsController {
  constructor(
    private readonly record: RecordStockCount,
    private readonly stock: StockViews,
    private readonly queries: StockQueries,
  ) {}

  @Post()
  @TakesBody({ kilobytes: 256, keys: 5_000 })
  @Allow('ADMIN', 'SUPERVISOR')
  @Idempotent()
  @ApiOperation({ summary: 'Records a stock count: what is on the shelves becomes the stock' })
  @ApiProblems(400, 401, 403, 404)
  async recordStockCount(
    @CurrentUser() actor: UserActor,
    @Body() request: RecordStockCountRequest,
  ): Promise<StockCountResponse> {
    const items = request.items.map(({ product_id: productId, quantity }) => ({ productId, quantity }));
    const note = request.note ?? null;
    return StockCountResponse.from(await this.record.execute({ actor, outletId: request.outlet_id, items, note }));
  }

  @Get()
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Lists stock counts, newest first' })
  @ApiProblems(400, 401, 403, 404)
  async listStockCounts(
    @CurrentUser() actor: UserActor,
    @Query() query: StockCountsQuery,
  ): Promise<StockCountPageResponse> {
    const page = await this.stock.counts({ actor, outletId: query.outlet_id, page: query });
    return { ...page, data: page.data.map((row) => StockCountSummaryResponse.from(row)) };
  }

  @Get(':id')
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Shows a stock count with what was there before and after' })
  @ApiProblems(400, 401, 403, 404)
  async getStockCount(@CurrentUser() actor: UserActor, @Param('id', UuidPipe) id: string): Promise<StockCountResponse> {
    return StockCountResponse.from(await this.queries.count(outletScope(actor), id));
  }
}
