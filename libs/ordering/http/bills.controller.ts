import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { FLOOR_ROLES, invalid, ruleBroken, type UserActor } from '#libs/kernel';
import {
  Allow,
  ApiIfMatch,
  ApiProblems,
  CurrentUser,
  ExpectedVersion,
  Idempotent,
  UuidPipe,
  Needs,
} from '#libs/platform';

import { evenShares } from '../core/model/order-pricing.js';
import { OrderRepository, orderScope } from '../core/ordering.ports.js';
import { DiscountOrder } from '../core/use-cases/discount-order.js';
import { MergeOrders } from '../core/use-cases/merge-orders.js';
import { SplitOrder } from '../core/use-cases/split-order.js';
import { TransferOrder } from '../core/use-cases/transfer-order.js';
import { DiscountRequest, MergeRequest, SplitRequest, SplitResponse, TransferRequest } from './change-order.dto.js';
import { toDiscount } from './discounts.js';
import { orderResponse, OrderResponse } from './order.dto.js';
import { toApproval } from './order-changes.controller.js';

/** The bill: who pays what. */
@ApiTags('Orders')
@Controller('orders')
export class BillsController {
  constructor(
    private readonly orders: OrderRepository,
    private readonly discount: DiscountOrder,
    private readonly transfer: TransferOrder,
    private readonly split: SplitOrder,
    private readonly merge: MergeOrders,
  ) {}

  @Post(':id/discount')
  @HttpCode(200)
  @Allow(...FLOOR_ROLES)
  @Needs('bill.discount', 'BY_USE_CASE')
  @Idempotent()
  @ApiIfMatch()
  @ApiOperation({ summary: "Discounts a bill, by a supervisor or with a supervisor's approval" })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async discountOrder(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
    @Body() body: DiscountRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<OrderResponse> {
    const { reason, reason_id: reasonId } = body;
    const grounds = { reason, ...(reasonId !== undefined && { reasonId }), approval: toApproval(body.approval) };
    const input = { actor, orderId, version, discount: toDiscount(body), ...grounds };
    return orderResponse(await this.discount.execute(input));
  }

  @Post(':id/transfer')
  @HttpCode(200)
  @Allow(...FLOOR_ROLES)
  @Needs('order.edit', { thing: 'order', param: 'id' })
  @Idempotent()
  @ApiIfMatch()
  @ApiOperation({ summary: 'Moves a bill to another table; the kitchen is not asked again' })
  @ApiProblems(400, 401, 403, 404, 409)
  async transferOrder(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
    @Body() { table_id, reason }: TransferRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<OrderResponse> {
    const tableId = table_id.toLowerCase();
    return orderResponse(await this.transfer.execute({ actor, orderId, tableId, reason, version }));
  }

  @Post(':id/split')
  @HttpCode(200)
  @Allow(...FLOOR_ROLES)
  @Needs('order.edit', { thing: 'order', param: 'id' })
  @Idempotent()
  @ApiIfMatch()
  @ApiOperation({ summary: 'Splits a bill by lines or seats into two, or evenly into shares to be paid one by one' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async splitOrder(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
    @Body() { items, seats, ways }: SplitRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<SplitResponse> {
    if ([items, seats, ways].filter((one) => one !== undefined).length !== 1) {
      throw invalid('SPLIT_HOW', 'Send items or seats (lines for a bill of their own), or ways (equal shares).');
    }
    if (ways !== undefined) return this.shareEvenly(actor, orderId, ways, version);
    const wanted = items?.map(({ item_id, quantity }) => ({ lineId: item_id.toLowerCase(), quantity }));
    const lines = { ...(wanted && { items: wanted }), ...(seats && { seats }) };
    const [order, other] = (await this.split.execute({ actor, orderId, ...lines, version })).map(orderResponse);
    if (!order || !other) throw new Error('A split makes two bills');
    return { order, new_order: other, orders: [order, other], shares: [] };
  }

  @Post(':id/merge')
  @HttpCode(200)
  @Allow(...FLOOR_ROLES)
  @Needs('order.edit', { thing: 'order', param: 'id' })
  @Idempotent()
  @ApiIfMatch()
  @ApiOperation({ summary: 'Takes the lines of other bills onto this one; the kitchen is not asked again' })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async mergeOrders(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
    @Body() { order_ids }: MergeRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<OrderResponse> {
    const fromOrderIds = order_ids.map((id) => id.toLowerCase());
    return orderResponse(await this.merge.execute({ actor, orderId, fromOrderIds, version }));
  }

  private async shareEvenly(actor: UserActor, orderId: string, ways: number, version?: number): Promise<SplitResponse> {
    const found = await this.orders.get(orderId, orderScope(actor));
    found.assertVersion(version);
    const due = found.payable(undefined);
    if (due < ways) throw ruleBroken('SPLIT_TOO_SMALL', 'There is less due than there are shares.');
    const order = orderResponse(found);
    return { order, new_order: null, orders: [order], shares: evenShares(due, ways).map((amount) => ({ amount })) };
  }
}
