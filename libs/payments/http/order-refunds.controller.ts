import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, Idempotent, Needs, UuidPipe } from '#libs/platform';

import { RefundOrder } from '../core/use-cases/refund-order.js';
import { REFUND_ELSEWHERE } from './payments.controller.js';
import { OrderRefundsResponse, orderRefundsResponse, RefundRequest } from './refunds.dto.js';

@ApiTags('Payments')
@Controller('orders')
export class OrderRefundsController {
  constructor(private readonly refund: RefundOrder) {}

  @Post(':id/refunds')
  @Allow('KASIR', 'SUPERVISOR', 'ADMIN')
  @Needs('payment.refund', 'BY_USE_CASE', REFUND_ELSEWHERE)
  @Idempotent()
  @ApiOperation({
    summary: 'Refunds an order or a part of it, whichever of its payments took the money',
    description:
      'As `POST /payments/:id/refunds`, spread over the payments of the order: of the newest first, of each as much as is left of it, all or nothing. Answers one refund a payment; the first of them has the `items`.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async refundOrder(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
    @Body() body: RefundRequest,
  ): Promise<OrderRefundsResponse> {
    return orderRefundsResponse(orderId, await this.refund.execute({ actor, orderId, ...body.toWishes() }));
  }
}
