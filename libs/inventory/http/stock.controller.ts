import { Body, Controller, Get, HttpCode, Param, Patch, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BusinessCalendar, STAFF_ROLES, type UserActor } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentUser, Idempotent, IfMatch, periodOf, UuidPipe } from '#libs/platform';

import { StockViews } from '../core/services/stock-views.js';
import { ChangeProductStock } from '../core/use-cases/change-product-stock.js';
import {
  ChangedStockResponse,
  ChangeStockRequest,
  StockLevelPageResponse,
  StockLevelResponse,
  StockLevelsQuery,
  StockMovementPageResponse,
  StockMovementResponse,
  StockMovementsQuery,
  toChange,
} from './stock.dto.js';

@ApiTags('Inventory')
@ApiBearerAuth()
@Controller()
export class StockController {
  constructor(
    private readonly change: ChangeProductStock,
    private readonly stock: StockViews,
    private readonly calendar: BusinessCalendar,
  ) {}

  @Patch('products/:id/stock')
  @HttpCode(200)
  @Allow('ADMIN', 'SUPERVISOR')
  @Idempotent()
  @ApiIfMatch()
  @ApiOperation({ summary: 'Sets what an outlet holds of a product, or moves it by what came or went' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async changeProductStock(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) productId: string,
    @Body() request: ChangeStockRequest,
    @IfMatch() version?: number,
  ): Promise<ChangedStockResponse> {
    const change = toChange(request);
    const outletId = request.outlet_id ?? undefined;
    return ChangedStockResponse.from(await this.change.execute({ actor, productId, outletId, change, version }));
  }

  @Get('stock-movements')
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Lists what moved stock, newest first' })
  @ApiProblems(400, 401, 403, 404)
  async listStockMovements(
    @CurrentUser() actor: UserActor,
    @Query() query: StockMovementsQuery,
  ): Promise<StockMovementPageResponse> {
    const { outlet_id: outletId, product_id: productId, type } = query;
    const period = await this.calendar.spansFor(periodOf(query), actor, outletId);
    const page = await this.stock.movements({ actor, outletId, productId, type, period, page: query });
    return {
      ...page,
      data: page.data.map((row) => StockMovementResponse.from(row)),
    };
  }

  @Get('stock-levels')
  @Allow(...STAFF_ROLES)
  @ApiOperation({ summary: 'Lists what outlets hold, by product' })
  @ApiProblems(400, 401, 403, 404)
  async listStockLevels(
    @CurrentUser() actor: UserActor,
    @Query() query: StockLevelsQuery,
  ): Promise<StockLevelPageResponse> {
    const { outlet_id: outletId, product_id: productId } = query;
    const isLow = query.below_threshold;
    const page = await this.stock.levels({ actor, outletId, productId, isLow, page: query });
    return { ...page, data: page.data.map((row) => StockLevelResponse.from(row)) };
  }
}
