import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';

import { ApiProblems, Direct, Logger, Metrics, NoRateLimit, Public, unreadBody } from '#libs/platform';

import { ReceiveWebhook } from '../core/use-cases/receive-webhook.js';
import { forgedWebhook, notStored, unreadableWebhook } from '../core/webhooks.errors.js';
import { MidtransNews, News, OpenPixNews, ProPayNews, StripeNews, WebhookReceipt } from './webhook-news.dto.js';

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
    private readonly receive: ReceiveWebhook,
    private readonly metrics: Metrics,
    private readonly logger: Logger,
  ) {}

  @Post('midtrans')
  @HttpCode(200)
  @News(MidtransNews)
  @ApiOperation({ summary: "Takes Midtrans' notifications, verified by their signature_key" })
  @ApiProblems(400, 401, 413, 415, 503)
  receiveMidtrans(@Req() request: Request): Promise<WebhookReceipt> {
    return this.take('midtrans', request);
  }

  @Post('payment')
  @HttpCode(200)
  @News(ProPayNews)
  @ApiOperation({ summary: "Takes ProPay's webhooks, verified by X-Propay-Signature" })
  @ApiProblems(400, 401, 413, 415, 503)
  receiveProPay(@Req() request: Request): Promise<WebhookReceipt> {
    return this.take('propay', request);
  }

  @Post('openpix')
  @HttpCode(200)
  @News(OpenPixNews)
  @ApiOperation({ summary: "Takes OpenPix' webhooks, verified by their signatures" })
  @ApiProblems(400, 401, 413, 415, 503)
  receiveOpenPix(@Req() request: Request): Promise<WebhookReceipt> {
    return this.take('openpix', request);
  }

  @Post('stripe')
  @HttpCode(200)
  @News(StripeNews)
  @ApiOperation({ summary: "Takes Stripe's webhooks, verified by Stripe-Signature" })
  @ApiProblems(400, 401, 413, 415, 503)
  receiveStripe(@Req() request: Request): Promise<WebhookReceipt> {
    return this.take('stripe', request);
  }

  private async take(provider: string, request: Request): Promise<WebhookReceipt> {
    const body = request.body instanceof Uint8Array ? request.body : NOTHING;
    const fault = unreadBody(request);
    const unread = fault && (UNREAD[fault.status] ?? 'BROKEN_OFF');
    const { verdict, outcome } = await this.receive
      .execute({ provider, headers: headersOf(request), body, unread })
      .catch((error: unknown) => {
        this.logger.warn('A webhook could not be stored', { provider, error });
        throw notStored();
      });
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
