import { Body, Controller, Param, Patch } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentUser, IfMatch, UuidPipe, Needs } from '#libs/platform';

import { CorrectOrder } from '../core/use-cases/correct-order.js';
import { CorrectOrderRequest } from './correction.dto.js';
import { orderResponse, OrderResponse } from './order.dto.js';
import { toDestination } from './shipping-wish.dto.js';

@ApiTags('Orders')
@Controller('orders')
export class CorrectionController {
  constructor(private readonly correct: CorrectOrder) {}

  @Patch(':id')
  @Allow('ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER', 'CUSTOMER')
  @Needs('order.edit', { thing: 'order', param: 'id' })
  @ApiIfMatch()
  @ApiOperation({
    summary: 'Corrects where an order goes, before its parcel is sent; an invoice that waited for it is tried again',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async correctOrder(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
    @Body() { shipping, version }: CorrectOrderRequest,
    @IfMatch() ifMatch: number | undefined,
  ): Promise<OrderResponse> {
    const destination = toDestination(shipping);
    return orderResponse(await this.correct.execute({ actor, orderId, ...destination, version: version ?? ifMatch }));
  }
}
