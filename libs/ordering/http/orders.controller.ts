import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import type { Actor, UserActor } from '#libs/kernel';
import {
  Allow,
  ApiCredential,
  ApiProblems,
  type Authenticated,
  CurrentActor,
  currentRequest,
  CurrentUser,
  Idempotent,
  IdOfKey,
  periodOf,
  Public,
  UuidPipe,
  Needs,
} from '#libs/platform';

import { OrderQueries, orderScope } from '../core/ordering.ports.js';
import { OrderLists } from '../core/services/order-lists.js';
import { JoinOpenBill } from '../core/use-cases/join-open-bill.js';
import { PlaceOrder } from '../core/use-cases/place-order.js';
import { QuoteOrder } from '../core/use-cases/quote-order.js';
import { OrderViews } from '../core/services/order-views.js';
import { ParcelLookup } from '../core/services/parcel-lookup.js';
import { OrderHistoryResponse, OrderListQuery, toHistoryResponse } from './list-orders.dto.js';
import { toTrackingResponse, TrackingResponse } from './tracking.dto.js';
import { OrderPage, OrderQuoteResponse, OrderStatusResponse, quoteResponse, toOrderPage } from './order.dto.js';
import { OrderDetailsResponse, orderDetailsResponse } from './order-details.dto.js';
import { PlaceOrderRequest, toOrderInput, toWish } from './place-order.dto.js';

/** The price of a parcel is its carrier's to say: an order with shipping calls out before it is placed. */
const asksCarrier = ({ body }: { body: unknown }): boolean =>
  (body as { shipping?: unknown } | undefined)?.shipping !== undefined;

const LONGEST_CART_TOKEN = 200;
const STAFF = ['ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER', 'KITCHEN'] as const;

@ApiTags('Orders')
@Controller('orders')
export class OrdersController {
  constructor(
    private readonly place: PlaceOrder,
    private readonly joinBill: JoinOpenBill,
    private readonly quote: QuoteOrder,
    private readonly show: OrderViews,
    private readonly queries: OrderQueries,
    private readonly track: ParcelLookup,
    private readonly list: OrderLists,
  ) {}

  @Post()
  @Allow(...STAFF, 'GUEST', 'CUSTOMER')
  @Needs('order.take', { body: 'outlet_id' })
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
    @IdOfKey() idOfKey?: string,
  ): Promise<OrderDetailsResponse> {
    const input = toOrderInput(actor, body);
    const id = input.id ?? (body.shipping && idOfKey);
    const wanted = { ...input, id, network: currentRequest()?.network };
    const round = input.join && (await this.joinBill.execute(wanted));
    const placed = round ?? (await this.place.execute(wanted));
    if (placed.isReplay) response.setHeader('Idempotent-Replayed', 'true');
    const details = orderDetailsResponse(await this.show.placed(actor, placed));
    return round ? { ...details, placed_item_ids: [...round.lineIds] } : details;
  }

  @Post('quote')
  @HttpCode(200)
  @Public()
  @ApiCredential('cart', true)
  @ApiHeader({
    name: 'X-Cart-Token',
    required: false,
    description: 'Names the cart to price, of whoever has no login.',
    schema: { type: 'string', maxLength: LONGEST_CART_TOKEN },
  })
  @ApiOperation({
    summary: 'Prices an order without saving it, for anybody',
    description:
      'Without a login it is priced as a new customer would order it, ONLINE unless `type` says otherwise; without `items` the cart that ' +
      '`X-Cart-Token` names. A CPF is not needed: the order asks for it.',
  })
  @ApiProblems(400, 401, 404, 409, 422)
  async quoteOrder(
    @Req() { actor, authFault }: Authenticated,
    @Headers('x-cart-token') cartToken: string | undefined,
    @Body() body: PlaceOrderRequest,
  ): Promise<OrderQuoteResponse> {
    if (authFault) throw authFault;
    const input = {
      ...toWish(body),
      actor: actor ?? null,
      cartToken: cartToken?.slice(0, LONGEST_CART_TOKEN) || undefined,
    };
    return quoteResponse(await this.quote.execute(input));
  }

  @Get()
  @Allow(...STAFF, 'GUEST', 'CUSTOMER')
  @ApiOperation({ summary: "Lists orders, newest first: staff their outlets', others their own" })
  @ApiProblems(400, 401, 404)
  async listOrders(@CurrentActor() actor: Actor, @Query() query: OrderListQuery): Promise<OrderPage> {
    const asked = { filter: query.toFilter(), period: periodOf(query), page: query };
    return toOrderPage(await this.list.page({ actor, ...asked }));
  }

  @Get('tracking/:number')
  @Public()
  @ApiOperation({ summary: 'Follows a parcel by its tracking number: state, carrier and dates, nothing personal' })
  @ApiProblems(400, 404)
  async trackOrder(@Param('number') number: string): Promise<TrackingResponse> {
    return toTrackingResponse(await this.track.find(number.slice(0, 60)));
  }

  @Get(':id')
  @Allow(...STAFF, 'GUEST', 'CUSTOMER')
  @ApiOperation({ summary: 'Shows an order with its lines, parcel and payments' })
  @ApiProblems(400, 401, 404)
  async getOrder(@CurrentActor() actor: Actor, @Param('id', UuidPipe) id: string): Promise<OrderDetailsResponse> {
    return orderDetailsResponse(await this.show.get(actor, id));
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
