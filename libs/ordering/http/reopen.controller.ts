import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
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

import { ExchangeOrder } from '../core/use-cases/exchange-order.js';
import { ReopenOrder } from '../core/use-cases/reopen-order.js';
import { SettleOrder } from '../core/use-cases/settle-order.js';
import { ExchangeRequest, exchangeResponse, ExchangeResponse } from './exchange.dto.js';
import { toApproval } from './order-changes.controller.js';
import { orderResponse, OrderResponse } from './order.dto.js';
import { ReopenRequest, SettleRequest } from './reopen.dto.js';

/** What `refund_to` takes in the place of `return.exchange`. */
const EXCHANGE_ELSEWHERE = { field: 'refund_to', key: 'payment.refund_other' } as const;

/** A bill that was settled: open to change again, or goods of it exchanged. */
@ApiTags('Orders')
@Controller('orders')
export class ReopenController {
  constructor(
    private readonly reopen: ReopenOrder,
    private readonly settle: SettleOrder,
    private readonly exchange: ExchangeOrder,
  ) {}

  @Post(':id/reopen')
  @HttpCode(200)
  @Allow('KASIR', 'SUPERVISOR', 'ADMIN')
  @Needs('bill.reopen', 'BY_USE_CASE')
  @Idempotent()
  @ApiIfMatch()
  @ApiOperation({
    summary: 'Opens a settled bill to change again, on its own business date',
    description:
      'Its payments stay, and `settlement` counts up. Lines may be added, and are cooked, or changed and taken off, but never below what is paid (409 `ORDER_HAS_PAYMENTS`): refund first. It is settled again when nothing is due after a change or a payment, or by `POST /orders/:id/settle`. Reports take the sale off, and count the one that it becomes. While an invoice stands for it it is 409 `FISCAL_DOCUMENT_ISSUED`.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async reopenOrder(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
    @Body() { reason, reason_id: reasonId, approval }: ReopenRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<OrderResponse> {
    const why = { ...(reason !== undefined && { reason }), ...(reasonId !== undefined && { reasonId }) };
    return orderResponse(
      await this.reopen.execute({ actor, orderId, ...why, approval: toApproval(approval), version }),
    );
  }

  @Post(':id/settle')
  @HttpCode(200)
  @Allow(...FLOOR_ROLES)
  @Needs('payment.take', { thing: 'order', param: 'id' })
  @Idempotent()
  @ApiIfMatch()
  @ApiOperation({ summary: 'Settles a bill again that was reopened and on which nothing is due' })
  @ApiProblems(400, 401, 403, 404, 409)
  async settleOrder(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
    @Body() _: SettleRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<OrderResponse> {
    return orderResponse(await this.settle.execute({ actor, orderId, version }));
  }

  @Post(':id/exchange')
  @Allow('KASIR', 'SUPERVISOR', 'ADMIN')
  @Needs('return.exchange', 'BY_USE_CASE', EXCHANGE_ELSEWHERE)
  @Idempotent()
  @ApiIfMatch()
  @ApiOperation({
    summary: 'Takes goods of an order back in exchange for others: a return and a sale in one, or neither',
    description:
      'What comes back (`return`) is worth its share of its bill, and pays for the new order (`items`, at today’s prices): a refund of the one and a payment of the other by `exchange`, of the same amount. Only the difference is money. Where the new order costs more, `pay` takes it at once, and without it stays `due`; where it costs less, what is left over goes back as it came, or by `refund_to`.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async exchangeOrder(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
    @Body() body: ExchangeRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<ExchangeResponse> {
    const approval = toApproval(body.approval);
    return exchangeResponse(await this.exchange.execute({ actor, orderId, version, approval, ...body.toWish() }));
  }
}
