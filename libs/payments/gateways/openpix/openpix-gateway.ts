import { createPublicKey } from 'node:crypto';

import { z } from 'zod';

import { assertMinorUnits, type Clock, cutText } from '#libs/kernel';
import { OutboundFailure, type OutboundHttp } from '#libs/platform/outbound';

import type {
  CancelOutcome,
  ChargeKey,
  ChargeOutcome,
  ChargeRequest,
  FetchOutcome,
  GatewayRefundOutcome,
  Payer,
  RawWebhook,
  RefundRequest,
  WebhookReading,
} from '../../core/model/charge.js';
import { PaymentGateway } from '../../core/payments.ports.js';
import { answering, JsonApi, noAnswer, refusalOf } from '../json-api.js';
import { openpixPayable, type OpenPixRefund, openpixRefund, presentationOf, stateOf } from './openpix-charge.js';
import { type OpenPixWebhookKeys, readOpenPixWebhook } from './read-openpix-webhook.js';

export interface OpenPixSettings {
  readonly appId: string;
  readonly url: string;
  /** Base64 of a PEM. */
  readonly webhookPublicKey: string;
  readonly webhookSecret: string | null;
}

const one = z.object({ charge: openpixPayable });
const deleted = z.object({ status: z.string() });
const oneRefund = z.object({ refund: openpixRefund });
const allRefunds = z.object({ refunds: z.array(openpixRefund) });

const SHORTEST_S = 300;
const LONGEST_COMMENT = 140;

/** PIX at OpenPix (Woovi) without anybody between: a charge is named by our payment's id, its reference is the PIX txid. */
export class OpenPixGateway extends PaymentGateway {
  readonly name = 'openpix';
  readonly methods = ['pix'];
  readonly currencies = ['BRL'];
  private readonly api: JsonApi;
  /** The AppID as it is, without a scheme. */
  private readonly headers: Readonly<Record<string, string>>;
  private readonly keys: OpenPixWebhookKeys;

  /** Throws when the public key is none. */
  constructor(
    http: OutboundHttp,
    settings: OpenPixSettings,
    private readonly clock: Clock,
  ) {
    super();
    this.api = new JsonApi(http, { provider: this.name, baseUrl: settings.url });
    this.headers = { Authorization: settings.appId };
    this.keys = {
      publicKey: createPublicKey(Buffer.from(settings.webhookPublicKey, 'base64')),
      hmacSecret: settings.webhookSecret,
    };
  }

  async create(request: ChargeRequest): Promise<ChargeOutcome> {
    const body = this.chargeBody(request);
    if (request.currency !== 'BRL') return { kind: 'refused', reason: 'CURRENCY_NOT_SERVED' };
    return answering(async () => {
      const path = '/api/v1/charge?return_existing=true';
      const said = await this.api.ask({ method: 'POST', path, headers: this.headers, body }, one);
      if (!said.data) return { kind: 'refused', reason: refusalOf(said.status) };
      const { charge } = said.data;
      if (charge.correlationID !== request.paymentId || charge.value !== request.amount) {
        throw new OutboundFailure(this.name, 'unreadable', true);
      }
      const expiresAt = charge.expiresDate ?? null;
      return { kind: 'opened', state: stateOf(charge), presentation: presentationOf(charge), expiresAt };
    });
  }

  async fetch({ paymentId }: ChargeKey): Promise<FetchOutcome> {
    return answering(async () => {
      const said = await this.api.ask({ method: 'GET', path: pathOf(paymentId), headers: this.headers }, one);
      // An id that it does not know is a 400 there, with a sentence about it.
      if (said.status === 400 || said.status === 404) return { kind: 'absent' };
      if (!said.data) return noAnswer(refusalOf(said.status), true);
      const { charge } = said.data;
      const state = stateOf(charge, charge.status === 'COMPLETED' ? await this.refundsOf(paymentId) : []);
      const review = charge.correlationID === paymentId ? null : 'ORDER_MISMATCH';
      const presentation = charge.status === 'ACTIVE' ? presentationOf(charge) : null;
      return { kind: 'found', state: { ...state, review }, presentation };
    });
  }

  async cancel(charge: ChargeKey): Promise<CancelOutcome> {
    return answering(async () => {
      const path = pathOf(charge.paymentId);
      const said = await this.api.ask({ method: 'DELETE', path, headers: this.headers }, deleted);
      if (said.data) return { kind: 'cancelled' };
      if (said.status !== 400 && said.status !== 404) return noAnswer(refusalOf(said.status), true);
      const found = await this.fetch(charge);
      if (found.kind === 'found') return { kind: 'not_open', state: found.state };
      return found.kind === 'absent' ? { kind: 'cancelled' } : found;
    });
  }

  async refund({ refundId, paymentId, amount, reason }: RefundRequest): Promise<GatewayRefundOutcome> {
    return answering(async () => {
      const path = `${pathOf(paymentId)}/refund`;
      const body = {
        correlationID: refundId,
        value: assertMinorUnits(amount),
        comment: cutText(reason, LONGEST_COMMENT),
      };
      const said = await this.api.ask({ method: 'POST', path, headers: this.headers, body }, oneRefund);
      if (said.data) return told(refundId, said.data.refund);
      if (said.status !== 400) return { kind: 'refused', reason: refusalOf(said.status) };
      // Whether a repeated id is answered or refused is not documented: what is there decides.
      const refunds = await answering(() => this.refundsOf(paymentId));
      if ('kind' in refunds) return { ...refunds, mayExist: true };
      const earlier = refunds.find(({ correlationID }) => correlationID === refundId);
      return earlier ? told(refundId, earlier) : { kind: 'refused', reason: 'REFUND_REJECTED' };
    });
  }

  readWebhook(webhook: RawWebhook): WebhookReading {
    return readOpenPixWebhook(webhook, this.keys);
  }

  private async refundsOf(paymentId: string): Promise<OpenPixRefund[]> {
    const path = `${pathOf(paymentId)}/refund`;
    const said = await this.api.ask({ method: 'GET', path, headers: this.headers }, allRefunds);
    if (!said.data) throw new OutboundFailure(this.name, 'unreadable', true, said.status);
    return said.data.refunds;
  }

  private chargeBody({ paymentId, amount, label, expiresAt, payer }: ChargeRequest) {
    const seconds = Math.ceil((expiresAt.getTime() - this.clock.now().getTime()) / 1000);
    return {
      correlationID: paymentId,
      value: assertMinorUnits(amount),
      comment: cutText(`Pedido ${label}`, LONGEST_COMMENT),
      expiresIn: Math.max(seconds, SHORTEST_S),
      customer: customerOf(payer),
      additionalInfo: [{ key: 'order', value: label }],
    };
  }
}

const pathOf = (paymentId: string): string => `/api/v1/charge/${encodeURIComponent(paymentId)}`;

/** A customer has a name and something to be known by, or is left out. */
function customerOf(payer: Payer | null) {
  if (!payer?.name || (!payer.cpf && !payer.email)) return undefined;
  return { name: payer.name, taxID: payer.cpf ?? undefined, email: payer.email ?? undefined };
}

function told(refundId: string, { status, endToEndId }: OpenPixRefund): GatewayRefundOutcome {
  const reference = endToEndId ?? refundId;
  if (status === 'REJECTED') return { kind: 'refused', reason: 'REFUND_FAILED' };
  return { kind: status === 'CONFIRMED' ? 'refunded' : 'pending', reference };
}
