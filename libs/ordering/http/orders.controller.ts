import { Body, Controller, Get, HttpCode, Ip, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { type Actor, assertOutlet, isStaff, type UserActor } from '#libs/kernel';
import { Allow, ApiProblems, CurrentActor, CurrentUser, Idempotent, IdOfKey, Public, UuidPipe } from '#libs/platform';

import { OrderQueries, OrderRepository, orderScope } from '../core/ordering.ports.js';
import { PlaceOrder } from '../core/use-cases/place-order.js';
import { QuoteOrder } from '../core/use-cases/quote-order.js';
import { TrackParcel } from '../core/use-cases/track-parcel.js';
import { OrderHistoryResponse, OrderListQuery, toHistoryResponse } from './list-orders.dto.js';
import { toTrackingResponse, TrackingResponse } from './tracking.dto.js';
import {
  OrderPage,
  OrderQuoteResponse,
  orderResponse,
  OrderResponse,
  OrderStatusResponse,
  quoteResponse,
  toOrderResponse,
} from './order.dto.js';
import { PlaceOrderRequest, toOrderInput } from './place-order.dto.js';

/** The price of a parcel is its carrier's to say: an order with shipping calls out before it is placed. */
const asksCarrier = ({ body }: { body: unknown }): boolean =>
  (body as { shipping?: unknown } | undefined)?.shipping !== undefined;

const STAFF = ['ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER', 'KITCHEN'] as const;

@ApiTags('Orders')
@Controller('orders')
export class OrdersController {
  constructor(
    private readonly place: PlaceOrder,
    private readonly quote: QuoteOrder,
    private readonly orders: OrderRepository,
    private readonly queries: OrderQueries,
    private readonly track: TrackParcel,
  ) {}

  @Post()
  @Allow(...STAFF, 'GUEST', 'CUSTOMER')
  @Idempotent({ inSteps: asksCarrier })
  @ApiOperation({
    summary: 'Places an order: prices, stock, coupon, cart, parcel, order and event together or not at all',
    description:
      'A CUSTOMER who sends no `items` orders their cart, which is emptied in the same transaction; its coupon counts unless `coupon_code` names another.',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async placeOrder(
    @CurrentActor() actor: Actor,
    @Body() body: PlaceOrderRequest,
    @Res({ passthrough: true }) response: Response,
    @Ip() address: string,
    @IdOfKey() idOfKey?: string,
  ): Promise<OrderResponse> {
    const input = toOrderInput(actor, body);
    const id = input.id ?? (body.shipping && idOfKey);
    const { order, isReplay } = await this.place.execute({ ...input, id, address });
    if (isReplay) response.setHeader('Idempotent-Replayed', 'true');
    return orderResponse(order);
  }

  @Post('quote')
  @HttpCode(200)
  @Allow(...STAFF, 'GUEST', 'CUSTOMER')
  @ApiOperation({ summary: 'Prices an order without saving it' })
  @ApiProblems(400, 401, 404, 409, 422)
  async quoteOrder(@CurrentActor() actor: Actor, @Body() body: PlaceOrderRequest): Promise<OrderQuoteResponse> {
    return quoteResponse(await this.quote.execute(toOrderInput(actor, body)));
  }

  @Get()
  @Allow(...STAFF, 'GUEST', 'CUSTOMER')
  @ApiOperation({ summary: "Lists orders, newest first: staff their outlets', others their own" })
  @ApiProblems(400, 401, 404)
  async listOrders(@CurrentActor() actor: Actor, @Query() query: OrderListQuery): Promise<OrderPage> {
    if (isStaff(actor) && query.outlet_id !== undefined) assertOutlet(actor, query.outlet_id);
    const page = await this.queries.list(orderScope(actor), query.toFilter(), query);
    return {
      ...page,
      data: page.data.map(({ order, lines }) => toOrderResponse(order, lines)),
      next_cursor: page.next_cursor ?? null,
    };
  }

  @Get('tracking/:number')
  @Public()
  @ApiOperation({ summary: 'Follows a parcel by its tracking number: state, carrier and dates, nothing personal' })
  @ApiProblems(400, 404)
  async trackOrder(@Param('number') number: string): Promise<TrackingResponse> {
    return toTrackingResponse(await this.track.execute(number.slice(0, 60)));
  }

  @Get(':id')
  @Allow(...STAFF, 'GUEST', 'CUSTOMER')
  @ApiOperation({ summary: 'Shows an order with its lines' })
  @ApiProblems(400, 401, 404)
  async getOrder(@CurrentActor() actor: Actor, @Param('id', UuidPipe) id: string): Promise<OrderResponse> {
    return orderResponse(await this.orders.get(id, orderScope(actor)));
  }

  @Get(':id/status')
  @Allow(...STAFF, 'GUEST', 'CUSTOMER')
  @ApiOperation({ summary: 'Shows where an order stands' })
  @ApiProblems(400, 401, 404)
  getOrderStatus(@CurrentActor() actor: Actor, @Param('id', UuidPipe) id: string): Promise<OrderStatusResponse> {
    return this.queries.status(id, orderScope(actor));
  }

  @Get(':id/history')
  @Allow(...STAFF)
  @ApiOperation({ summary: 'Tells every change of an order: who, when, why, and who approved' })
  @ApiProblems(400, 401, 403, 404)
  async getOrderHistory(
    @CurrentUser() actor: UserActor,
    @Param('id', UuidPipe) id: string,
  ): Promise<OrderHistoryResponse> {
    return toHistoryResponse(await this.queries.history(id, orderScope(actor)));
  }
}
