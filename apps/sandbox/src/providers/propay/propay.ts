import { type Call, type Handler, json, jsonObject, Refusal } from '../../framework/http.js';
import {
  type ActionDetails,
  type Item,
  NotPossible,
  type Page,
  type Premises,
  type Provider,
  type ProviderKind,
  type Routes,
  type Settings,
} from '../../framework/provider.js';
import { reais, shortOf } from '../../pix/money.js';
import { qrSvgUrl } from '../../pix/qr-image.js';
import { SANDBOX_KEYS } from '../../sandbox-keys.js';
import { type Charge, Charges, type ChargeStatus } from './charges.js';
import { invalid, readChargeRequest } from './charge-request.js';
import { Idempotency } from './idempotency.js';
import { isServiceToken } from './service-token.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const RETRIES_AFTER = [10 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 24 * HOUR];

/** ProPay: PIX charges for the shop's own services, told by JWT who asks. */
export class ProPay implements Provider {
  readonly title = 'ProPay (PIX)';
  readonly webhookPath = '/api/v1/webhooks/payment';
  readonly settings: Settings = { webhookUrl: '', ...SANDBOX_KEYS.propay };
  private readonly charges: Charges;
  private readonly idempotency: Idempotency;

  constructor(private readonly premises: Premises) {
    this.charges = new Charges(premises, this.settings);
    this.idempotency = new Idempotency(premises.clock);
  }

  readonly actions = {
    /** Also late: an expired or cancelled charge takes money, as a PIX that was already under way. */
    pay: (id: string, { amount }: ActionDetails) => {
      const charge = this.charges.get(id);
      const asked = charge.request.amountCents;
      const wrong = this.premises.faults.take(['wrong-amount'], 'pay');
      this.charges.pay(charge, amount ?? (wrong ? (wrong.amount ?? shortOf(asked)) : asked));
    },
    expire: (id: string) => this.end(id, 'expired'),
    /** PIX knows no refusal: the bank's customer gives up, and ProPay's own side calls the charge off. */
    fail: (id: string) => this.end(id, 'cancelled'),
    refund: (id: string, { amount, reason }: ActionDetails) => {
      const charge = this.charges.get(id);
      const left = this.charges.refundable(charge);
      if ((amount ?? left) > left || left < 1) throw new NotPossible('that much is not left');
      this.charges.refund(charge, amount ?? left, reason ?? 'dashboard');
    },
  };

  routes(to: Routes): void {
    const charges = '/v1/service/charges';
    to.post(charges, 'create', this.authorised(this.idempotency.demanding((call) => this.create(call))));
    to.get(
      charges,
      'find',
      this.authorised((call) => this.findByReference(call)),
    );
    to.get(
      `${charges}/:txid`,
      'fetch',
      this.authorised((call) => this.answer(200, this.chargeOf(call))),
    );
    to.delete(
      `${charges}/:txid`,
      'cancel',
      this.authorised((call) => this.cancel(this.chargeOf(call))),
    );
    to.post(
      `${charges}/:txid/refunds`,
      'refund',
      this.authorised(this.idempotency.demanding((call) => this.refund(call))),
    );
    to.get('/v1/health', 'health', () => json(200, { status: 'ok', version: 'sandbox' }));
    to.get('/v1/ready', 'ready', () => json(200, { status: 'ok' }));
  }

  problem(status: number, message: string) {
    return json(status, { error: status === 404 ? 'not_found' : message });
  }

  withAmount(body: unknown, amount: number | undefined): unknown {
    const { data } = body as { data: Record<string, unknown> };
    if (typeof data['amount_cents'] !== 'number') return body;
    return { data: { ...data, amount_cents: amount ?? shortOf(data['amount_cents']) } };
  }

  items(): Item[] {
    return this.charges.all().map((charge) => ({
      id: charge.txid,
      reference: charge.request.referenceId,
      state: charge.status,
      summary: reais(charge.request.amountCents),
      refundable_cents: this.charges.refundable(charge),
    }));
  }

  async page(id: string): Promise<Page | undefined> {
    const charge = this.charges.find(id);
    if (!charge) return undefined;
    const { request, qrCode, status } = charge;
    const active: Page['buttons'] = [
      { action: 'pay', label: 'Pay' },
      { action: 'fail', label: 'Fail' },
      { action: 'expire', label: 'Expire' },
    ];
    const refundable = this.charges.refundable(charge) > 0;
    return {
      title: `Pay ${reais(request.amountCents)} by PIX`,
      state: status,
      facts: [
        ['For', request.description],
        ['Reference', request.referenceId],
        ['Payer', request.payer],
        ['Copy and paste', qrCode],
      ],
      image: { src: await qrSvgUrl(qrCode), alt: 'The PIX code of this charge' },
      buttons: status === 'active' ? active : refundable ? [{ action: 'refund', label: 'Refund (dashboard)' }] : [],
    };
  }

  env() {
    return {
      PROPAY_URL: this.premises.url(),
      GO_TO_PROPAY_SECRET: this.settings['inboundSecret'] ?? '',
      PROPAY_TO_GO_SECRET: this.settings['outboundSecret'] ?? '',
    };
  }

  reset(): void {
    this.charges.reset();
    this.idempotency.clear();
  }

  private create(call: Call) {
    return this.answer(201, this.charges.open(readChargeRequest(bodyOf(call))));
  }

  /** How a shop that never heard the answer finds its charge: an empty list when there is none. */
  private findByReference({ query }: Call) {
    const [type, id] = [query.get('reference_type'), query.get('reference_id')];
    if (type !== 'order' || !id) throw invalid({ reference_id: ["can't be blank"] });
    const found = this.charges.all().filter(({ request }) => request.referenceId === id);
    return json(200, { data: found.map((charge) => this.charges.view(charge)) });
  }

  private cancel(charge: Charge) {
    if (charge.status !== 'active') throw new Refusal(json(422, { error: 'charge_not_active' }));
    this.charges.move(charge, 'cancelled');
    return this.answer(200, charge);
  }

  private refund(call: Call) {
    const charge = this.chargeOf(call);
    const { amount_cents: cents, reason = '' } = bodyOf(call);
    if (charge.paidAt === undefined) throw new Refusal(json(422, { error: 'charge_not_paid' }));
    if (!Number.isSafeInteger(cents) || Number(cents) < 1) throw invalid({ amount_cents: ['must be greater than 0'] });
    if (Number(cents) > this.charges.refundable(charge)) {
      throw invalid({ amount_cents: ['must not be more than what is left'] });
    }
    const refund = this.charges.refund(charge, Number(cents), String(reason));
    return json(202, { data: { refund_id: refund.id, status: refund.status } });
  }

  private authorised(handler: Handler): Handler {
    return (call) =>
      isServiceToken(call.headers.authorization, this.settings['inboundSecret'] ?? '', Date.now())
        ? handler(call)
        : json(401, { error: 'unauthorized' });
  }

  private chargeOf({ params }: Call): Charge {
    const charge = this.charges.all().find(({ txid }) => txid === params['txid']);
    if (!charge) throw new Refusal(json(404, { error: 'not_found' }));
    return charge;
  }

  private answer(status: number, charge: Charge) {
    return json(status, { data: this.charges.view(charge) });
  }

  private end(id: string, status: ChargeStatus): void {
    const charge = this.charges.get(id);
    if (charge.status !== 'active') throw new NotPossible(`it is ${charge.status}`);
    this.charges.move(charge, status);
  }
}

function bodyOf({ body }: Call): Record<string, unknown> {
  const object = jsonObject(body);
  if (!object) throw new Refusal(json(400, { error: 'malformed JSON' }));
  return object;
}

export const propay: ProviderKind<ProPay> = {
  policy: { timeoutMs: 10_000, waitBeforeRetry: (failed) => RETRIES_AFTER[failed - 1] },
  create: (premises) => new ProPay(premises),
};
