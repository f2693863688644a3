import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { FLOOR_ROLES, type UserActor } from '#libs/kernel';
import {
  Allow,
  ApiIfMatch,
  ApiProblems,
  CurrentUser,
  ExpectedVersion,
  Idempotent,
  Needs,
  UuidPipe,
} from '#libs/platform';

import { CompOrderItem } from '../core/use-cases/comp-order-item.js';
import { DiscountOrderItem } from '../core/use-cases/discount-order-item.js';
import { PriceOrderItem } from '../core/use-cases/price-order-item.js';
import { UncompOrderItem } from '../core/use-cases/uncomp-order-item.js';
import { DiscountRequest, GroundsRequest } from './change-order.dto.js';
import { CompLineRequest, PriceLineRequest } from './line-terms.dto.js';
import { toDiscount } from './discounts.js';
import { orderResponse, OrderResponse } from './order.dto.js';
import { toApproval } from './order-changes.controller.js';

const groundsOf = ({ reason, reason_id, approval }: GroundsRequest) => ({
  ...(reason !== undefined && { reason }),
  ...(reason_id !== undefined && { reasonId: reason_id }),
  approval: toApproval(approval),
});

/** What somebody agrees to for one line of an open bill. */
@ApiTags('Orders')
@Controller('orders')
export class LineTermsController {
  constructor(
    private readonly discount: DiscountOrderItem,
    private readonly comp: CompOrderItem,
    private readonly uncomp: UncompOrderItem,
    private readonly price: PriceOrderItem,
  ) {}

  @Post(':id/items/:item_id/discount')
  @HttpCode(200)
  @Allow(...FLOOR_ROLES)
  @Needs('line.discount', 'BY_USE_CASE')
  @Idempotent()
  @ApiIfMatch()
  @ApiOperation({
    summary: 'Discounts one line; 0 takes its discount off',
    description: 'On what the line costs, before the bill has anything off. More of the dish is a line without it.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async discountOrderItem(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
    @Param('item_id', UuidPipe) lineId: string,
    @Body() body: DiscountRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<OrderResponse> {
    const input = { actor, orderId, lineId, version, ...groundsOf(body), discount: toDiscount(body) };
    return orderResponse(await this.discount.execute(input));
  }

  @Post(':id/items/:item_id/comp')
  @HttpCode(200)
  @Allow(...FLOOR_ROLES)
  @Needs('line.comp', 'BY_USE_CASE')
  @Idempotent()
  @ApiIfMatch()
  @ApiOperation({
    summary: 'Gives pieces of a line away: they are made, and cost nothing',
    description: 'The kitchen, the stock and what the line cost know nothing of it. A bill that comes to 0 is paid.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async compOrderItem(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
    @Param('item_id', UuidPipe) lineId: string,
    @Body() body: CompLineRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<OrderResponse> {
    const { quantity } = body;
    const input = { actor, orderId, lineId, version, ...groundsOf(body), ...(quantity !== undefined && { quantity }) };
    return orderResponse(await this.comp.execute(input));
  }

  @Delete(':id/items/:item_id/comp')
  @HttpCode(200)
  @Allow(...FLOOR_ROLES)
  @Needs('line.comp', 'BY_USE_CASE')
  @ApiIfMatch()
  @ApiOperation({ summary: 'Has a line paid for after all that was given away' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async uncompOrderItem(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
    @Param('item_id', UuidPipe) lineId: string,
    @Body() body: GroundsRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<OrderResponse> {
    return orderResponse(await this.uncomp.execute({ actor, orderId, lineId, version, ...groundsOf(body) }));
  }

  @Post(':id/items/:item_id/price')
  @HttpCode(200)
  @Allow('ADMIN', 'SUPERVISOR', 'KASIR')
  @Needs('line.price', 'BY_USE_CASE')
  @Idempotent()
  @ApiIfMatch()
  @ApiOperation({ summary: 'Sets another price of a line by hand' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async priceOrderItem(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
    @Param('item_id', UuidPipe) lineId: string,
    @Body() body: PriceLineRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<OrderResponse> {
    const input = { actor, orderId, lineId, version, ...groundsOf(body), unitPrice: body.unit_price };
    return orderResponse(await this.price.execute(input));
  }
}
