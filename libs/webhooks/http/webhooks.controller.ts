import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';

import { ApiProblems, Direct, Logger, Metrics, NoRateLimit, Public, unreadBody } from '#libs/platform';

import type { DeliveredWebhook, Received } from '../core/services/webhook-inbox.js';
import { ReceiveMidtrans } from '../core/use-cases/receive-midtrans.js';
import { ReceiveOpenPix } from '../core/use-cases/receive-open-pix.js';
import { ReceiveProPay } from '../core/use-cases/receive-pro-pay.js';
import { ReceiveStripe } from '../core/use-cases/receive-stripe.js';
import { forgedWebhook, notStored, unreadableWebhook } from '../core/model/webhooks.errors.js';
import {
  MidtransWebhook,
  WebhookBody,
  OpenPixWebhook,
  ProPayWebhook,
  StripeWebhook,
  WebhookReceipt,
} from './webhooks.dto.js';

const RECEIVED: WebhookReceipt = { received: true };
const NOTHING = new Uint8Array();
/** By the status of what stopped us from reading a body. */
const UNREAD: Readonly<Record<number, string>> = { 413: 'TOO_LARGE', 415: 'ENCODED' };

/** Where gateways tell what happened: anybody may call, and the signature decides. */
@ApiTags('Webhooks')
@Public()
@NoRateLimit()
@Direct()
@Controller('webhooks')
export class WebhooksController {
  constructor(
    private readonly midtrans: ReceiveMidtrans,
    private readonly proPay: ReceiveProPay,
    private readonly openPix: ReceiveOpenPix,
    private readonly stripe: ReceiveStripe,
    private readonly metrics: Metrics,
    private readonly logger: Logger,
  ) {}

  @Post('midtrans')
  @HttpCode(200)
  @WebhookBody(MidtransWebhook)
  @ApiOperation({ summary: "Takes Midtrans' notifications, verified by their signature_key" })
  @ApiProblems(400, 401, 413, 415, 503)
  receiveMidtrans(@Req() request: Request): Promise<WebhookReceipt> {
    return this.take('midtrans', request, (webhook) => this.midtrans.execute(webhook));
  }

  @Post('payment')
  @HttpCode(200)
  @WebhookBody(ProPayWebhook)
  @ApiOperation({ summary: "Takes ProPay's webhooks, verified by X-Propay-Signature" })
  @ApiProblems(400, 401, 413, 415, 503)
  receiveProPay(@Req() request: Request): Promise<WebhookReceipt> {
    return this.take('propay', request, (webhook) => this.proPay.execute(webhook));
  }

  @Post('openpix')
  @HttpCode(200)
  @WebhookBody(OpenPixWebhook)
  @ApiOperation({ summary: "Takes OpenPix' webhooks, verified by their signatures" })
  @ApiProblems(400, 401, 413, 415, 503)
  receiveOpenPix(@Req() request: Request): Promise<WebhookReceipt> {
    return this.take('openpix', request, (webhook) => this.openPix.execute(webhook));
  }

  @Post('stripe')
  @HttpCode(200)
  @WebhookBody(StripeWebhook)
  @ApiOperation({ summary: "Takes Stripe's webhooks, verified by Stripe-Signature" })
  @ApiProblems(400, 401, 413, 415, 503)
  receiveStripe(@Req() request: Request): Promise<WebhookReceipt> {
    return this.take('stripe', request, (webhook) => this.stripe.execute(webhook));
  }

  private async take(
    provider: string,
    request: Request,
    receive: (webhook: DeliveredWebhook) => Promise<Received>,
  ): Promise<WebhookReceipt> {
    const body = request.body instanceof Uint8Array ? request.body : NOTHING;
    const fault = unreadBody(request);
    const unread = fault && (UNREAD[fault.status] ?? 'BROKEN_OFF');
    const { verdict, outcome } = await receive({ headers: headersOf(request), body, unread }).catch(
      (error: unknown) => {
        this.logger.warn('A webhook could not be stored', { provider, error });
        throw notStored();
      },
    );
    this.metrics.webhooks.inc({ provider, outcome });
    if (fault) throw fault;
    if (verdict === 'forged') throw forgedWebhook();
    if (verdict === 'unreadable') throw unreadableWebhook();
    return RECEIVED;
  }
}

function headersOf({ headers }: Request): Record<string, string> {
  const single: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) single[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return single;
}
