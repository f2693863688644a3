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
  NoAnswer,
  RawWebhook,
  RefundRequest,
  WebhookReading,
} from '../../core/model/charge.js';
import { PaymentGateway } from '../../core/payments.ports.js';
import { answering, JsonApi, noAnswer, refusalOf, type Said } from '../json-api.js';
import { presentationOf, propayPayable, propayRefund, refundStatus, stateOf } from './propay-charge.js';
import { readProPayWebhook } from './read-propay-webhook.js';
import { serviceToken } from './service-token.js';

export interface ProPaySettings {
  readonly url: string;
  readonly outboundSecret: string;
  readonly inboundSecret: string;
  readonly timeoutMs: number;
}

type Payable = z.output<typeof propayPayable>;
const one = z.object({ data: propayPayable });
const several = z.object({ data: z.array(propayPayable) });
const refundAnswer = z.object({ data: propayRefund });

const CHARGES = '/v1/service/charges';
const SHORTEST_S = 300;
const LONGEST_S = 86_400;

/** PIX through ProPay. A charge has its txid as its name there, and our payment's id as its reference and idempotency key. */
export class ProPayGateway extends PaymentGateway {
  readonly name = 'propay';
  readonly methods = ['pix'];
  readonly currencies = ['BRL'];
  private readonly api: JsonApi;

  constructor(
    http: OutboundHttp,
    private readonly settings: ProPaySettings,
    private readonly clock: Clock,
  ) {
    super();
    this.api = new JsonApi(http, { provider: this.name, baseUrl: settings.url, timeoutMs: settings.timeoutMs });
  }

  async create(request: ChargeRequest): Promise<ChargeOutcome> {
    const { paymentId, payer } = request;
    const body = chargeBody(request);
    if (request.currency !== 'BRL') return { kind: 'refused', reason: 'CURRENCY_NOT_SERVED' };
    return answering(async () => {
      const headers = { ...this.headers(payer?.id ?? paymentId), 'Idempotency-Key': paymentId };
      const said = await this.api.ask({ method: 'POST', path: CHARGES, headers, body }, one);
      if (said.data)
        return opened(said.status === 200 ? await this.now(said.data.data, request) : said.data.data, request);
      if (errorOf(said) === 'idempotency_in_progress') return noAnswer('IN_PROGRESS', true, 1);
      if (errorOf(said) === 'idempotency_mismatch') return this.existing(request);
      return { kind: 'refused', reason: refusalOf(said.status) };
    });
  }

  async fetch(charge: ChargeKey): Promise<FetchOutcome> {
    return answering(async () => {
      const found = await this.find(charge);
      if (!found) return { kind: 'absent' };
      if ('kind' in found) return found;
      const state = stateOf(found);
      return { kind: 'found', state, presentation: state.status === 'PENDING' ? presentationOf(found) : null };
    });
  }

  async cancel(charge: ChargeKey): Promise<CancelOutcome> {
    return answering(async () => {
      const reference = charge.reference ?? (await this.referenceOf(charge));
      if (reference === null) return { kind: 'cancelled' };
      if (typeof reference !== 'string') return reference;
      const path = `${CHARGES}/${encodeURIComponent(reference)}`;
      const headers = this.headers(charge.paymentId);
      const body = { reason: 'order_cancelled' };
      const said = await this.api.ask({ method: 'DELETE', path, headers, body }, one);
      if (said.data) return { kind: 'cancelled' };
      if (said.status !== 422) return noAnswer(refusalOf(said.status), true);
      const now = await this.find({ ...charge, reference });
      if (!now) return { kind: 'not_open', state: null };
      if ('kind' in now) return now;
      return now.status === 'cancelled' ? { kind: 'cancelled' } : { kind: 'not_open', state: stateOf(now) };
    });
  }

  async refund(request: RefundRequest): Promise<GatewayRefundOutcome> {
    const { refundId, paymentId, reference, amount, reason } = request;
    return answering(async () => {
      const path = `${CHARGES}/${encodeURIComponent(reference)}/refunds`;
      const headers = { ...this.headers(paymentId), 'Idempotency-Key': refundId };
      const body = { amount_cents: assertMinorUnits(amount), reason };
      const said = await this.api.ask({ method: 'POST', path, headers, body }, refundAnswer);
      if (errorOf(said) === 'idempotency_in_progress') return noAnswer('IN_PROGRESS', true, 1);
      if (!said.data)
        return { kind: 'refused', reason: said.status === 422 ? 'REFUND_REJECTED' : refusalOf(said.status) };
      const { refund_id: id, status } = said.data.data;
      // A repeated answer is as old as the first one; the charge knows what has become of it since.
      return told(id, said.status === 200 ? ((await this.statusOf(request, id)) ?? status) : status);
    });
  }

  readWebhook(webhook: RawWebhook): WebhookReading {
    return readProPayWebhook(webhook, this.settings.inboundSecret);
  }

  private async existing(request: ChargeRequest): Promise<ChargeOutcome> {
    const found = await answering(() => this.lookUp(request.paymentId));
    if (!found) return noAnswer('IDEMPOTENCY_MISMATCH', true);
    if ('kind' in found) return { ...found, mayExist: true };
    return opened(found, request);
  }

  /** A repeated answer is as old as the first one. */
  private async now(charge: Payable, request: ChargeRequest): Promise<Payable> {
    const found = await answering(() => this.find({ ...request, reference: charge.txid, presentation: null }));
    return found && !('kind' in found) ? found : charge;
  }

  /** Null when ProPay knows no such charge. */
  private async find({ reference, paymentId }: ChargeKey): Promise<Payable | NoAnswer | null> {
    if (reference === null) return this.lookUp(paymentId);
    const path = `${CHARGES}/${encodeURIComponent(reference)}`;
    const said = await this.api.ask({ method: 'GET', path, headers: this.headers(paymentId) }, one);
    if (said.data) return said.data.data;
    return said.status === 404 ? null : noAnswer(refusalOf(said.status), true);
  }

  /** By our own id, when the answer that had the txid in it never came. */
  private async lookUp(paymentId: string): Promise<Payable | NoAnswer | null> {
    const path = `${CHARGES}?${new URLSearchParams({ reference_type: 'order', reference_id: paymentId }).toString()}`;
    const said = await this.api.ask({ method: 'GET', path, headers: this.headers(paymentId) }, several);
    if (!said.data) return noAnswer(refusalOf(said.status), true);
    const charges = said.data.data;
    return charges.find(({ status }) => status === 'paid') ?? charges.at(-1) ?? null;
  }

  private async referenceOf(charge: ChargeKey): Promise<string | NoAnswer | null> {
    const found = await this.lookUp(charge.paymentId);
    return found && !('kind' in found) ? found.txid : found;
  }

  private async statusOf({ paymentId, reference }: RefundRequest, refundId: string): Promise<string | undefined> {
    const path = `${CHARGES}/${encodeURIComponent(reference)}`;
    const said = await this.api.ask({ method: 'GET', path, headers: this.headers(paymentId) }, one);
    return said.data?.data.refunds?.find(({ refund_id: id }) => id === refundId)?.status;
  }

  private headers(user: string) {
    return { Authorization: `Bearer ${serviceToken(this.settings.outboundSecret, user, this.clock.now())}` };
  }
}

function chargeBody({ paymentId, amount, label, openedAt, expiresAt, payer }: ChargeRequest) {
  const seconds = Math.ceil((expiresAt.getTime() - openedAt.getTime()) / 1000);
  return {
    reference_type: 'order',
    reference_id: paymentId,
    amount_cents: assertMinorUnits(amount),
    description: cutText(`Pedido ${label}`, 140),
    expires_in_seconds: Math.min(Math.max(seconds, SHORTEST_S), LONGEST_S),
    ...(payer?.name && {
      customer: { full_name: payer.name, cpf: payer.cpf ?? undefined, email: payer.email ?? undefined },
    }),
  };
}

/** Another amount than was asked for is no charge of ours: what is there is asked for until a person has looked. */
function opened(charge: Payable, { amount }: ChargeRequest): ChargeOutcome {
  if (charge.amount_cents !== amount) throw new OutboundFailure('propay', 'unreadable', true);
  return {
    kind: 'opened',
    state: stateOf(charge),
    presentation: presentationOf(charge),
    expiresAt: charge.expires_at,
  };
}

function told(reference: string, status: string): GatewayRefundOutcome {
  const outcome = refundStatus(status);
  return outcome === 'failed' ? { kind: 'refused', reason: 'REFUND_FAILED' } : { kind: outcome, reference };
}

function errorOf(said: Said<unknown>): unknown {
  return said.data === null ? (said as { error: { error?: unknown } | null }).error?.error : undefined;
}
