import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import type { UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentUser, Idempotent } from '#libs/platform';

import { SellAtCounter } from '../core/use-cases/sell-at-counter.js';
import { SaleResponse, toSaleResponse } from './pay.dto.js';
import { toOrderInput } from './place-order.dto.js';
import { SaleRequest } from './sale.dto.js';

/** What the web POS (S2) calls a transaction: an order that is paid as it is made. Reading one is reading the order. */
@ApiTags('Orders')
@Controller('transactions')
export class SalesController {
  constructor(private readonly sell: SellAtCounter) {}

  @Post()
  @Allow('ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER')
  @Idempotent()
  @ApiOperation({
    summary: 'Sells over the counter: places an order and takes the cash for it, both or neither',
    description:
      'Needs an open shift, unless it costs nothing: then there is no payment. `GET /transactions/{id}` and `/transactions/{id}/receipt` are those of the order.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async sellAtCounter(
    @CurrentUser() actor: UserActor,
    @Body() { tendered, tendered_confirmed: isTenderedConfirmed, ...order }: SaleRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SaleResponse> {
    const sale = await this.sell.execute({ order: toOrderInput(actor, order), tendered, isTenderedConfirmed });
    if (sale.isReplay) response.setHeader('Idempotent-Replayed', 'true');
    return toSaleResponse(sale);
  }
}
