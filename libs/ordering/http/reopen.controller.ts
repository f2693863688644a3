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

import { ReopenOrder } from '../core/use-cases/reopen-order.js';
import { SettleOrder } from '../core/use-cases/settle-order.js';
import { toApproval } from './order-changes.controller.js';
import { orderResponse, OrderResponse } from './order.dto.js';
import { ReopenRequest, SettleRequest } from './reopen.dto.js';

/** A bill that was settled, open to change again. */
@ApiTags('Orders')
@Controller('orders')
export class ReopenController {
  constructor(
    private readonly reopen: ReopenOrder,
    private readonly settle: SettleOrder,
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
}
