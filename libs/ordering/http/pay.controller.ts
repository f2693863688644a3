import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import type { Actor } from '#libs/kernel';
import {
  Allow,
  ApiIfMatch,
  ApiProblems,
  CurrentActor,
  ExpectedVersion,
  Idempotent,
  KeptAnswer,
  UuidPipe,
  Needs,
} from '#libs/platform';

import { isTenderMethod } from '../core/model/order-payable.js';
import { CreatePayment } from '../core/use-cases/create-payment.js';
import { PayOrder, type PayOrderResult } from '../core/use-cases/pay-order.js';
import { CreatePaymentRequest, PayRequest, PayResponse, toOpenedResponse, toPart, toPayResponse } from './pay.dto.js';
import { assertTenderFields } from './tender-fields.dto.js';
import { tipOf } from './tip-fields.dto.js';

const PAYERS = ['ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER', 'GUEST', 'CUSTOMER'] as const;

const isTakenAtOnce = (method: unknown): boolean =>
  method === 'cash' || (typeof method === 'string' && isTenderMethod(method));

/** What a till takes is one transaction with its key; a gateway is called between two. A client secret is no part of a kept answer. */
const gatewaysAreCalled = Idempotent({
  inSteps: ({ method, path }) => !isTakenAtOnce(method) && (method !== undefined || path.endsWith('/create')),
  secret: 'client_secret',
});

@ApiTags('Payments')
@Controller()
export class PayController {
  constructor(
    private readonly pay: PayOrder,
    private readonly create: CreatePayment,
  ) {}

  @Post('orders/:id/pay')
  @ApiIfMatch()
  @Allow(...PAYERS)
  @Needs('payment.take', { thing: 'order', param: 'id' })
  @gatewaysAreCalled
  @ApiOperation({
    summary: 'Pays a bill or a share of it: at a till in cash or by one of its tenders, or through a gateway',
  })
  @ApiProblems(400, 401, 403, 404, 409, 422, 503)
  async payOrder(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) orderId: string,
    @Body() body: PayRequest,
    @ExpectedVersion() version: number | undefined,
    @KeptAnswer() kept: PayResponse | undefined,
  ): Promise<PayResponse> {
    return responseOf(await this.pay.execute(inputOf(actor, orderId, { ...body, version }, kept)));
  }

  @Post('payments/:order_id/create')
  @ApiIfMatch()
  @Allow(...PAYERS)
  @Needs('payment.take', { thing: 'order', param: 'order_id' })
  @gatewaysAreCalled
  @ApiOperation({ summary: 'Older name of paying an order, through Midtrans unless it says otherwise' })
  @ApiProblems(400, 401, 403, 404, 409, 422, 503)
  async createPayment(
    @CurrentActor() actor: Actor,
    @Param('order_id', UuidPipe) orderId: string,
    @Body() body: CreatePaymentRequest,
    @ExpectedVersion() version: number | undefined,
    @KeptAnswer() kept: PayResponse | undefined,
  ): Promise<PayResponse> {
    return responseOf(await this.create.execute(inputOf(actor, orderId, { ...body, version }, kept)));
  }
}

const inputOf = <B extends Partial<PayRequest>>(
  actor: Actor,
  orderId: string,
  body: B,
  kept: PayResponse | undefined,
) => {
  assertTenderFields(body.method, body);
  const { tip, keepsChange } = tipOf(body.method ?? '', body);
  return {
    actor,
    orderId,
    method: body.method as B['method'],
    amount: body.amount,
    part: toPart(body),
    replaces: body.replaces?.toLowerCase(),
    tendered: body.tendered,
    isTenderedConfirmed: body.tendered_confirmed,
    ...tip,
    keepsChange,
    tenderId: body.tender_id?.toLowerCase(),
    reference: body.reference,
    last4: body.last4,
    cardType: body.card_type,
    version: body.version,
    openedBefore: kept?.payment_id,
  };
};

async function responseOf(result: PayOrderResult): Promise<PayResponse> {
  if ('cash' in result) return toPayResponse(result.cash);
  return 'byTender' in result
    ? toPayResponse(result.byTender, result.byTender.opensDrawer)
    : toOpenedResponse(result.opened);
}
