import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import type { Actor, UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentActor, CurrentUser, Idempotent, periodOf, UuidPipe, Needs } from '#libs/platform';

import { orderNotFound } from '../core/model/ordering.errors.js';
import { OrderLists } from '../core/services/order-lists.js';
import { SellAtCounter } from '../core/use-cases/sell-at-counter.js';
import { OrderViews } from '../core/services/order-views.js';
import { OrderListQuery } from './list-orders.dto.js';
import { OrderDetailsResponse, orderDetailsResponse } from './order-details.dto.js';
import { OrderPage, toOrderPage } from './order.dto.js';
import { SaleResponse, toSaleResponse } from './pay.dto.js';
import { toOrderInput } from './place-order.dto.js';
import { byTenderOf, SaleRequest } from './sale.dto.js';
import { tipOf } from './tip-fields.dto.js';

const READERS = ['ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER', 'KITCHEN', 'GUEST', 'CUSTOMER'] as const;

/**
 * What the web POS (S2) calls a transaction: an order that is made face to face, paid as it is made. Reading one is reading the order;
 * ONLINE orders are none, as in the view `transactions`.
 */
@ApiTags('Orders')
@Controller('transactions')
export class SalesController {
  constructor(
    private readonly sell: SellAtCounter,
    private readonly list: OrderLists,
    private readonly show: OrderViews,
  ) {}

  @Post()
  @Allow('ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER')
  @Needs(['order.take', 'payment.take'], { body: 'outlet_id' })
  @Idempotent()
  @ApiOperation({
    summary: 'Sells over the counter: places an order and takes the money for it, both or neither',
    description:
      'Needs an open shift, unless it costs nothing: then there is no payment. `/transactions/{id}/receipt` is that of the order.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async sellAtCounter(
    @CurrentUser() actor: UserActor,
    @Body() request: SaleRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SaleResponse> {
    const { tendered, tendered_confirmed: isTenderedConfirmed, ...order } = request;
    const cash = { tendered, isTenderedConfirmed, ...tipOf(request.method ?? 'cash', request) };
    const byTender = byTenderOf(request);
    const sale = await this.sell.execute({ order: toOrderInput(actor, order), ...cash, byTender });
    if (sale.isReplay) response.setHeader('Idempotent-Replayed', 'true');
    return toSaleResponse(sale);
  }

  @Get()
  @Allow(...READERS)
  @ApiOperation({ summary: 'Lists orders that were not made online, newest first: those of the view `transactions`' })
  @ApiProblems(400, 401, 404)
  async listTransactions(@CurrentActor() actor: Actor, @Query() query: OrderListQuery): Promise<OrderPage> {
    const asked = { filter: { ...query.toFilter(), isSale: true }, period: periodOf(query), page: query };
    return toOrderPage(await this.list.page({ actor, ...asked }));
  }

  @Get(':id')
  @Allow(...READERS)
  @ApiOperation({ summary: 'Shows an order that was not made online, with its lines' })
  @ApiProblems(400, 401, 404)
  async getTransaction(@CurrentActor() actor: Actor, @Param('id', UuidPipe) id: string): Promise<OrderDetailsResponse> {
    const details = await this.show.get(actor, id);
    if (details.order.view.type === 'ONLINE') throw orderNotFound();
    return orderDetailsResponse(details);
  }
}
