import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { FLOOR_ROLES, type UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, Idempotent, Needs, UuidPipe } from '#libs/platform';

import { TellBillPrinted } from '../core/use-cases/tell-bill-printed.js';
import { BillPrintedResponse } from './bill-printed.dto.js';

@ApiTags('Orders')
@Controller('orders')
export class BillPrintedController {
  constructor(private readonly tell: TellBillPrinted) {}

  @Post(':id/bill-printed')
  @HttpCode(200)
  @Allow(...FLOOR_ROLES)
  @Needs('payment.take', { thing: 'order', param: 'id' })
  @Idempotent()
  @ApiOperation({
    summary: 'Says that the bill was handed over on paper',
    description:
      'Its table is `BILL_PRINTED` until something is added to the bill, or it is paid. GET /orders/{id}/receipt prints, and says nothing of it.',
  })
  @ApiProblems(400, 401, 403, 404)
  async tellBillPrinted(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) orderId: string,
  ): Promise<BillPrintedResponse> {
    return { order_id: orderId, bill_printed_at: await this.tell.execute({ actor, orderId }) };
  }
}
