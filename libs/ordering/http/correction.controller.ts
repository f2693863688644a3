import { Body, Controller, Param, Patch } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { forbidden, invalid, isStaff, type UserActor } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentUser, IfMatch, UuidPipe, Needs } from '#libs/platform';

import { ChangeOrderDetails } from '../core/use-cases/change-order-details.js';
import { CorrectOrder } from '../core/use-cases/correct-order.js';
import { CorrectOrderRequest, saysDetails, shippingOf, toDetails } from './correction.dto.js';
import { orderResponse, OrderResponse } from './order.dto.js';
import { toDestination } from './shipping-wish.dto.js';

@ApiTags('Orders')
@Controller('orders')
export class CorrectionController {
  constructor(
    private readonly correct: CorrectOrder,
    private readonly details: ChangeOrderDetails,
  ) {}

  @Patch(':id')
  @Allow('ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER', 'CUSTOMER')
  @Needs('order.edit', { thing: 'order', param: 'id' })
  @ApiIfMatch()
  @ApiOperation({
    summary: 'Changes a bill as a whole (type, guests, server, customer, note), or corrects where its parcel goes',
    description:
      'Another type prices the bill anew, and with the number of guests stays as it is once something was paid. `shipping` is sent by itself, before the ' +
      'parcel is sent; an invoice that waited for it is tried again. A customer may send `shipping` alone.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async correctOrder(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
    @Body() { version: seen, ...body }: CorrectOrderRequest,
    @IfMatch() ifMatch: number | undefined,
  ): Promise<OrderResponse> {
    const version = seen ?? ifMatch;
    const { shipping, ...details } = body;
    if (!saysDetails(details)) {
      const destination = toDestination(shippingOf(shipping));
      return orderResponse(await this.correct.execute({ actor, orderId, ...destination, version }));
    }
    if (shipping) throw invalid('SHIPPING_APART', 'Send shipping by itself.');
    if (!isStaff(actor)) throw forbidden('FORBIDDEN', 'Only staff change this: ask them.');
    return orderResponse(await this.details.execute({ actor, orderId, ...toDetails(details), version }));
  }
}
