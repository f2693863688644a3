import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { STAFF_ROLES, type UserActor } from '#libs/kernel';
import { Allow, ApiIfMatch, ApiProblems, CurrentUser, ExpectedVersion, Idempotent, UuidPipe } from '#libs/platform';

import { FireOrder } from '../core/use-cases/fire-order.js';
import { FireRequest } from './change-order.dto.js';
import { orderResponse, OrderResponse } from './order.dto.js';

/** Held orders, as the kitchen lets them go. */
@ApiTags('Orders')
@Controller('orders')
export class FireOrderController {
  constructor(private readonly firing: FireOrder) {}

  @Post(':id/fire')
  @ApiIfMatch()
  @HttpCode(200)
  @Allow(...STAFF_ROLES)
  @Idempotent()
  @ApiOperation({
    summary: 'Has the kitchen make what the order holds back, paid or not: all of it, a course, or some lines',
    description: 'Firing what the kitchen has already changes nothing. The kitchen may do it, too.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async fireOrder(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
    @Body() { course, item_ids: itemIds }: FireRequest,
    @ExpectedVersion() version: number | undefined,
  ): Promise<OrderResponse> {
    return orderResponse(
      await this.firing.execute({
        ...{ actor, orderId, version },
        ...(course !== undefined && { course }),
        ...(itemIds && { itemIds: itemIds.map((id) => id.toLowerCase()) }),
      }),
    );
  }
}
