import { timingSafeEqual } from 'node:crypto';

import { type Call, json, jsonObject, png, type SlowHandler } from '../../framework/http.js';
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
import { qrPng, qrPngUrl, qrSvgUrl } from '../../pix/qr-image.js';
import { SANDBOX_KEYS } from '../../sandbox-keys.js';
import type { Charge } from './charge.js';
import { Charges } from './charges.js';
import { refused } from './charge-request.js';
import { ChargeRoutes } from './charge-routes.js';
import { EVENTS, Subscriptions } from './subscriptions.js';

const ATTEMPTS = 8;
const SMALLEST_IMAGE = 600;
const LARGEST_IMAGE = 4096;

/** OpenPix (Woovi): PIX charges and their refunds, and webhooks that anybody may register for. */
export class OpenPix implements Provider {
  readonly title = 'OpenPix (PIX)';
  readonly webhookPath = '/api/v1/webhooks/openpix';
  readonly settings: Settings = { webhookUrl: '', ...SANDBOX_KEYS.openpix };
  private readonly subscriptions: Subscriptions;
  private readonly charges: Charges;

  constructor(private readonly premises: Premises) {
    this.subscriptions = new Subscriptions(premises, this.settings);
    this.charges = new Charges(premises, this.subscriptions);
  }

  readonly actions = {
    /** Also late: an expired or deleted charge takes money. `tax_id` pays as somebody else. */
    pay: (id: string, { amount, tax_id: taxId }: ActionDetails) => {
      const charge = this.charges.get(id);
      const asked = charge.request.value;
      const wrong = this.premises.faults.take(['wrong-amount'], 'pay');
      this.charges.pay(charge, amount ?? (wrong ? (wrong.amount ?? shortOf(asked)) : asked), taxId);
    },
    expire: (id: string) => this.charges.expire(this.charges.get(id)),
    /** PIX knows no refusal: the payer gives up, and the merchant's dashboard deletes the charge. */
    fail: (id: string) => {
      const charge = this.charges.get(id);
      if (charge.status !== 'ACTIVE') throw new NotPossible(`it is ${charge.status}`);
      this.charges.remove(charge);
    },
    refund: (id: string, { amount, reason }: ActionDetails) => {
      const charge = this.charges.get(id);
      const left = this.charges.refundable(charge);
      if ((amount ?? left) > left || left < 1) throw new NotPossible('that much is not left');
      this.charges.refund(
        charge,
        `dashboard-${charge.txid}-${charge.refunds.length + 1}`,
        amount ?? left,
        reason ?? '',
      );
    },
  };

  routes(to: Routes): void {
    const authorised = (handler: SlowHandler) => this.authorised(handler);
    new ChargeRoutes(this.charges, this.premises.clock).addTo(to, authorised);
    to.get(
      '/api/image/qrcode/base64/:id',
      'image',
      authorised((call) => this.imageAsText(call)),
    );
    to.get(
      '/openpix/testing',
      'testing',
      authorised((call) => this.payByTesting(call)),
    );
    to.asset('/openpix/charge/brcode/image/:file', ({ file = '' }, query) =>
      this.image(file.replace(/\.png$/, ''), Number(query.get('size') ?? SMALLEST_IMAGE)),
    );
    to.post(
      '/api/v1/webhook',
      'webhook-create',
      authorised((call) => this.subscribe(call)),
    );
    to.get(
      '/api/v1/webhook',
      'webhook-list',
      authorised(() => json(200, { webhooks: this.subscriptions.all() })),
    );
    to.get(
      '/api/v1/webhook/events',
      'webhook-events',
      authorised(() => json(200, { events: EVENTS })),
    );
    to.delete(
      '/api/v1/webhook/:id',
      'webhook-delete',
      authorised(({ params: { id = '' } }) => {
        if (!this.subscriptions.remove(id)) throw refused('Webhook não encontrado');
        return json(200, { status: 'Success' });
      }),
    );
  }

  problem(status: number, message: string) {
    return json(status, { error: message });
  }

  withAmount(body: unknown, amount: number | undefined): unknown {
    const { charge } = body as { charge?: { value: number } };
    if (!charge) return body;
    const value = amount ?? shortOf(charge.value);
    return { ...(body as object), charge: { ...charge, value, valueWithDiscount: value } };
  }

  items(): Item[] {
    return this.charges.all().map((charge) => ({
      id: charge.txid,
      reference: charge.request.correlationID,
      state: this.stateOf(charge),
      summary: reais(charge.request.value),
      payment_link_id: charge.linkId,
      end_to_end_id: charge.pix?.endToEndId,
      refundable_cents: this.charges.refundable(charge),
    }));
  }

  async page(id: string): Promise<Page | undefined> {
    const charge = this.charges.find(id);
    if (!charge) return undefined;
    const { request, brCode, status, isDeleted } = charge;
    const active: Page['buttons'] = [
      { action: 'pay', label: 'Pay' },
      { action: 'fail', label: 'Fail' },
      { action: 'expire', label: 'Expire' },
    ];
    const paid: Page['buttons'] =
      this.charges.refundable(charge) > 0 ? [{ action: 'refund', label: 'Refund (dashboard)' }] : [];
    return {
      title: `Pay ${reais(request.value)} by PIX`,
      state: this.stateOf(charge),
      facts: [
        ['For', request.comment],
        ['Reference', request.correlationID],
        ['Copy and paste', brCode],
      ],
      image: { src: await qrSvgUrl(brCode), alt: 'The PIX code of this charge' },
      buttons: status === 'ACTIVE' && !isDeleted ? active : paid,
    };
  }

  env() {
    return {
      OPENPIX_BASE_URL: this.premises.url(),
      OPENPIX_APP_ID: this.settings['appId'] ?? '',
      OPENPIX_WEBHOOK_SECRET: this.settings['webhookSecret'] ?? '',
      OPENPIX_WEBHOOK_PUBLIC_KEY: this.subscriptions.publicKey,
    };
  }

  reset(): void {
    this.charges.reset();
    this.subscriptions.reset();
  }

  /** The AppID itself, without any scheme before it. */
  private authorised(handler: SlowHandler): SlowHandler {
    return (call) => {
      const wanted = Buffer.from(this.settings['appId'] ?? '');
      const given = Buffer.from(call.headers.authorization ?? '');
      return given.length === wanted.length && timingSafeEqual(given, wanted)
        ? handler(call)
        : json(401, { data: null, errors: [{ message: 'appID inválido' }] });
    };
  }

  /** What the documents offer for paying in their sandbox. */
  private payByTesting({ query }: Call) {
    const charge = this.charges.find(query.get('transactionID') ?? query.get('identifier') ?? '');
    if (!charge || charge.pix) throw refused('Cobrança não encontrada');
    this.actions.pay(charge.txid, {});
    return json(200, { status: 'OK' });
  }

  private async subscribe(call: Call) {
    const { webhook } = jsonObject(call.body) ?? {};
    const { name, event, url, authorization = '', isActive = true } = (webhook ?? {}) as Record<string, unknown>;
    if (typeof url !== 'string' || !URL.canParse(url)) throw refused('url inválida');
    if (!EVENTS.some((one) => one === event)) throw refused('event inválido');
    const wanted = {
      name: String(name),
      event: String(event),
      url,
      authorization: String(authorization),
      isActive: isActive === true,
    };
    const made = await this.subscriptions.add(wanted);
    if (!made) throw refused('O webhook deve responder 200 ao teste');
    return json(200, { webhook: made });
  }

  private async imageAsText({ params }: Call) {
    const charge = this.charges.find(params['id'] ?? '');
    if (!charge) throw refused('Cobrança não encontrada');
    return json(200, { success: true, imageBase64: await qrPngUrl(charge.brCode, SMALLEST_IMAGE) });
  }

  private async image(linkId: string, size: number) {
    const charge = this.charges.find(linkId);
    if (!charge) return this.problem(404, 'QR code não encontrado');
    const fits = Number.isSafeInteger(size) && size >= SMALLEST_IMAGE && size <= LARGEST_IMAGE;
    return fits ? png(await qrPng(charge.brCode, size)) : this.problem(400, 'size deve estar entre 600 e 4096');
  }

  private stateOf({ status, isDeleted }: Charge): string {
    return isDeleted ? 'DELETED' : status;
  }
}

export const openpix: ProviderKind<OpenPix> = {
  /** Eight attempts with 10, 20, 40, … 640 s between them. */
  policy: {
    timeoutMs: 100_000,
    waitBeforeRetry: (failed, status = 599) =>
      failed < ATTEMPTS && status >= 400 ? 10_000 * 2 ** (failed - 1) : undefined,
  },
  create: (premises) => new OpenPix(premises),
};
