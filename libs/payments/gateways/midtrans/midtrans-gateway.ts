import { z } from 'zod';

import { assertMinorUnits, cutText } from '#libs/kernel';
import type { OutboundHttp } from '#libs/platform/outbound';

import type {
  CancelOutcome,
  ChargeKey,
  ChargeOutcome,
  ChargeRequest,
  ChargeState,
  FetchOutcome,
  GatewayRefundOutcome,
  RawWebhook,
  RefundRequest,
  WebhookReading,
} from '../../core/model/charge.js';
import { PaymentGateway } from '../../core/payments.ports.js';
import { answering, JsonApi, noAnswer, refusalOf, type Said, webUrl } from '../json-api.js';
import { asJakartaTime, midtransTransaction, stateOf } from './midtrans-transaction.js';
import { readMidtransWebhook } from './read-midtrans-webhook.js';

export interface MidtransSettings {
  readonly serverKey: string;
  /** For the payer's browser. */
  readonly publishableKey?: string;
  readonly snapUrl: string;
  readonly coreUrl: string;
}

const snapSession = z.object({ token: z.string().min(1).max(255), redirect_url: webUrl });
const snapCancelled = z.object({ canceled_at: z.string() });
/** Core says what went wrong in the body of an HTTP 200; a code of their own trouble is no answer at all. */
const code = z.string().regex(/^(?!429)[1-4]\d\d$/);
const coreAnswer = z.union([
  midtransTransaction.extend({ status_code: code }),
  z.object({ status_code: code, transaction_status: z.undefined().optional() }),
]);
type CoreAnswer = z.output<typeof coreAnswer>;

const MINUTE_MS = 60_000;
const SHORTEST_MIN = 5;
const LONGEST_MIN = 7 * 24 * 60;
const TAKEN = /order_id.*(already|utilized)/i;
const REFUND_REFUSALS: Readonly<Record<string, string>> = {
  202: 'REFUND_DENIED',
  404: 'CHARGE_UNKNOWN',
  406: 'REFUND_ID_USED',
  412: 'NOT_REFUNDABLE',
  414: 'REFUND_REJECTED',
};

/** Midtrans Snap: a page of theirs where the payer chooses how to pay, in whole rupiah. A charge is named by our payment's id there. */
export class MidtransGateway extends PaymentGateway {
  readonly name = 'midtrans';
  readonly methods = ['midtrans'];
  readonly currencies = ['IDR'];
  override readonly publishableKey: string | null;
  private readonly snap: JsonApi;
  private readonly core: JsonApi;
  private readonly headers: Readonly<Record<string, string>>;

  constructor(
    http: OutboundHttp,
    private readonly settings: MidtransSettings,
  ) {
    super();
    this.publishableKey = settings.publishableKey ?? null;
    this.snap = new JsonApi(http, { provider: this.name, baseUrl: settings.snapUrl });
    this.core = new JsonApi(http, { provider: this.name, baseUrl: settings.coreUrl });
    this.headers = { Authorization: `Basic ${Buffer.from(`${settings.serverKey}:`).toString('base64')}` };
  }

  async create(request: ChargeRequest): Promise<ChargeOutcome> {
    const minutes = lifetime(request);
    if (request.currency !== 'IDR') return { kind: 'refused', reason: 'CURRENCY_NOT_SERVED' };
    return answering(async () => {
      const body = snapBody(request, minutes);
      const said = await this.snap.ask({ ...this.post('/transactions'), body }, snapSession);
      if (!said.data) return TAKEN.test(messagesOf(said.error)) ? this.existing(request) : refused(said.status);
      return {
        kind: 'opened',
        state: waiting(request),
        presentation: { kind: 'snap', snapToken: said.data.token, redirectUrl: said.data.redirect_url },
        expiresAt: new Date(request.openedAt.getTime() + minutes * MINUTE_MS),
      };
    });
  }

  async fetch({ paymentId }: ChargeKey): Promise<FetchOutcome> {
    return answering(async () => {
      const said = await this.core.ask(
        { method: 'GET', path: `/${encodeURIComponent(paymentId)}/status`, headers: this.headers },
        coreAnswer,
      );
      if (codeOf(said) === '404') return { kind: 'absent' };
      const state = said.data?.transaction_status === undefined ? null : stateOf(said.data, paymentId);
      return state ? { kind: 'found', state, presentation: null } : noAnswer(reasonOf(said), true);
    });
  }

  /** By `expire`, which only ever ends what is unpaid: `cancel` would take a captured card's money back. */
  async cancel(charge: ChargeKey): Promise<CancelOutcome> {
    return answering(async () => {
      const said = await this.core.ask(this.post(`/${encodeURIComponent(charge.paymentId)}/expire`), coreAnswer);
      if (['200', '407'].includes(codeOf(said))) return { kind: 'cancelled' };
      if (codeOf(said) === '404') return this.closePage(charge);
      if (codeOf(said) === '412') return this.asItIs(charge);
      return noAnswer(reasonOf(said), true);
    });
  }

  async refund(request: RefundRequest): Promise<GatewayRefundOutcome> {
    assertMinorUnits(request.amount);
    const { paymentId, refundId, amount, reason } = request;
    return answering(async () => {
      const body = { refund_key: refundId, amount, reason: cutText(reason, 255) };
      const said = await this.core.ask({ ...this.post(`/${encodeURIComponent(paymentId)}/refund`), body }, coreAnswer);
      const isGivenBack = said.data?.transaction_status?.endsWith('refund') === true;
      if (codeOf(said) === '200' && isGivenBack) return { kind: 'refunded', reference: refundId };
      if (codeOf(said) === '412' && amount === request.paidAmount) return this.voidCapture(request);
      if (['200', '201'].includes(codeOf(said))) return noAnswer('UNREADABLE', true);
      return { kind: 'refused', reason: REFUND_REFUSALS[codeOf(said)] ?? reasonOf(said) };
    });
  }

  readWebhook(webhook: RawWebhook): WebhookReading {
    return readMidtransWebhook(webhook, this.settings.serverKey);
  }

  /** Snap gives a token once. What became of the order is all that can be told. */
  private async existing(request: ChargeRequest): Promise<ChargeOutcome> {
    const found = await this.fetch({ ...request, reference: null, presentation: null });
    if (found.kind === 'no_answer') return { ...found, mayExist: true };
    return { kind: 'exists', state: found.kind === 'found' ? found.state : waiting(request) };
  }

  /** Before the payer has chosen a method there is no transaction to end, only a page to close, and its token alone does that. */
  private async closePage(charge: ChargeKey): Promise<CancelOutcome> {
    if (charge.presentation?.kind !== 'snap') return { kind: 'cancelled' };
    const token = encodeURIComponent(charge.presentation.snapToken);
    const said = await this.snap.ask(this.post(`/transactions/${token}/cancel`), snapCancelled);
    if (said.data || /already cancel|not found/i.test(messagesOf(said.error))) return { kind: 'cancelled' };
    // The payer has chosen a method at this very moment: the caller asks again.
    return /progress/i.test(messagesOf(said.error)) ? noAnswer('IN_PROGRESS', true, 1) : noAnswer(reasonOf(said), true);
  }

  private async asItIs(charge: ChargeKey): Promise<CancelOutcome> {
    const found = await this.fetch(charge);
    if (found.kind === 'no_answer') return found;
    if (found.kind === 'absent') return { kind: 'not_open', state: null };
    if (found.state.status === 'AUTHORIZED') return this.letGo(charge);
    return found.state.status === 'CANCELLED' ? { kind: 'cancelled' } : { kind: 'not_open', state: found.state };
  }

  /** A card that is held can only be cancelled. It is captured by hand alone, so that nobody's money goes back with it. */
  private async letGo({ paymentId }: ChargeKey): Promise<CancelOutcome> {
    const said = await this.core.ask(this.post(`/${encodeURIComponent(paymentId)}/cancel`), coreAnswer);
    return codeOf(said) === '200' ? { kind: 'cancelled' } : noAnswer(reasonOf(said), true, 1);
  }

  /** A captured card is not refundable until the bank settles it, a day later; until then all of it can be let go. */
  private async voidCapture({ paymentId, refundId }: RefundRequest): Promise<GatewayRefundOutcome> {
    const path = `/${encodeURIComponent(paymentId)}`;
    const now = await this.core.ask({ method: 'GET', path: `${path}/status`, headers: this.headers }, coreAnswer);
    const word = now.data?.transaction_status;
    if (word === 'cancel') return { kind: 'refunded', reference: refundId };
    if (word !== 'capture') return { kind: 'refused', reason: 'NOT_REFUNDABLE' };
    const said = await this.core.ask(this.post(`${path}/cancel`), coreAnswer);
    return codeOf(said) === '200'
      ? { kind: 'refunded', reference: refundId }
      : { kind: 'refused', reason: 'NOT_REFUNDABLE' };
  }

  private post(path: string) {
    return { method: 'POST', path, headers: this.headers } as const;
  }
}

function snapBody({ paymentId, amount, label, payer, openedAt }: ChargeRequest, minutes: number) {
  const customer = { first_name: payer?.name && cutText(payer.name, 255), email: payer?.email ?? undefined };
  return {
    transaction_details: { order_id: paymentId, gross_amount: assertMinorUnits(amount) },
    item_details: [{ id: paymentId, price: amount, quantity: 1, name: cutText(`Order ${label}`, 50) }],
    ...(payer && { customer_details: customer }),
    expiry: { start_time: asJakartaTime(openedAt), unit: 'minute', duration: minutes },
    page_expiry: { unit: 'minute', duration: minutes },
    custom_field1: paymentId,
  };
}

function lifetime({ openedAt, expiresAt }: ChargeRequest): number {
  const minutes = Math.ceil((expiresAt.getTime() - openedAt.getTime()) / MINUTE_MS);
  return Math.min(Math.max(minutes, SHORTEST_MIN), LONGEST_MIN);
}

const waiting = ({ paymentId, amount, currency }: ChargeRequest): ChargeState => ({
  reference: paymentId,
  status: 'PENDING',
  amount,
  currency,
  refundedAmount: 0,
  paidAt: null,
  review: null,
});

const refused = (status: number): ChargeOutcome => ({ kind: 'refused', reason: refusalOf(status) });

/** The code in the body, or HTTP's own where the body has none. */
const codeOf = (said: Said<CoreAnswer>): string => said.data?.status_code ?? String(said.status);
const reasonOf = (said: Said<CoreAnswer> | Said<unknown>): string =>
  refusalOf(Number((said.data as CoreAnswer | null)?.status_code ?? said.status));

function messagesOf(error: unknown): string {
  const messages = (error as { error_messages?: unknown } | null)?.error_messages;
  return Array.isArray(messages) ? messages.join(' ') : '';
}
