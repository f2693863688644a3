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
} from '#libs/platform';

import { PayOrder } from '../core/use-cases/pay-order.js';
import { PayThroughGateway } from '../core/use-cases/create-payment.js';
import { CreatePaymentRequest, PayRequest, PayResponse, toIntentResponse, toPayResponse } from './pay.dto.js';

const PAYERS = ['ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER', 'GUEST', 'CUSTOMER'] as const;

/** Cash is one transaction with its key; a gateway is called between two. A client secret is no part of a kept answer. */
const gatewaysAreCalled = Idempotent({
  inSteps: ({ method, path }) => method !== 'cash' && (method !== undefined || path.endsWith('/create')),
  secret: 'client_secret',
});

@ApiTags('Payments')
@Controller()
export class PayController {
  constructor(
    private readonly cash: PayOrder,
    private readonly gateway: PayThroughGateway,
  ) {}

  @Post('orders/:id/pay')
  @ApiIfMatch()
  @Allow(...PAYERS)
  @gatewaysAreCalled
  @ApiOperation({ summary: 'Pays a bill or a share of it: in cash at a till, or through a gateway' })
  @ApiProblems(400, 401, 403, 404, 409, 422, 503)
  payOrder(
    @CurrentActor() actor: Actor,
    @Param('id', UuidPipe) orderId: string,
    @Body() body: PayRequest,
    @ExpectedVersion() version: number | undefined,
    @KeptAnswer() kept: PayResponse | undefined,
  ): Promise<PayResponse> {
    return this.pay(actor, orderId, { ...body, version }, kept);
  }

  @Post('payments/:order_id/create')
  @ApiIfMatch()
  @Allow(...PAYERS)
  @gatewaysAreCalled
  @ApiOperation({ summary: 'Older name of paying an order, through Midtrans unless it says otherwise' })
  @ApiProblems(400, 401, 403, 404, 409, 422, 503)
  createPayment(
    @CurrentActor() actor: Actor,
    @Param('order_id', UuidPipe) orderId: string,
    @Body() body: CreatePaymentRequest,
    @ExpectedVersion() version: number | undefined,
    @KeptAnswer() kept: PayResponse | undefined,
  ): Promise<PayResponse> {
    return this.pay(actor, orderId, { ...body, version, method: body.method ?? 'midtrans' }, kept);
  }

  private async pay(
    actor: Actor,
    orderId: string,
    { method, amount, tendered, tendered_confirmed: isTenderedConfirmed, version }: PayRequest,
    kept: PayResponse | undefined,
  ): Promise<PayResponse> {
    if (method === 'cash') {
      const input = { actor, orderId, amount, tendered, isTenderedConfirmed, version };
      return toPayResponse(await this.cash.execute(input));
    }
    if (kept) return toIntentResponse(await this.gateway.showAgain(actor, orderId, kept.payment_id));
    return toIntentResponse(await this.gateway.execute({ actor, orderId, method, amount, version }));
  }
}
