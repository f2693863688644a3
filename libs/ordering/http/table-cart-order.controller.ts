import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import type { Actor, GuestActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentActor, Idempotent } from '#libs/platform';

import { OrderViews } from '../core/services/order-views.js';
import { OrderTableCart } from '../core/use-cases/order-table-cart.js';
import { OrderDetailsResponse, orderDetailsResponse } from './order-details.dto.js';
import { OrderTableCartRequest } from './table-cart-order.dto.js';

@ApiTags('Guests')
@Controller('table-cart')
export class TableCartOrderController {
  constructor(
    private readonly order: OrderTableCart,
    private readonly show: OrderViews,
  ) {}

  @Post('order')
  @Allow('GUEST')
  @Idempotent()
  @ApiOperation({
    summary: 'Orders what the phones at the table have put together, on the table’s open bill',
    description:
      'In one transaction with the emptying of the cart: whoever presses second is answered 422 `CART_EMPTY`. The answer is the bill; ' +
      '`placed_item_ids` are the ids that the lines had in the cart.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async orderTableCart(
    @CurrentActor() actor: Actor,
    @Body() { version, expected_total: expectedTotal }: OrderTableCartRequest,
  ): Promise<OrderDetailsResponse> {
    const round = await this.order.execute({ actor: actor as GuestActor, version, expectedTotal });
    const details = orderDetailsResponse(await this.show.placed(actor, round));
    return { ...details, placed_item_ids: [...round.lineIds] };
  }
}
