import { timingSafeEqual } from 'node:crypto';

import { type Answer, answerOf, type Call, type Handler, json, jsonObject } from '../../framework/http.js';
import {
  type Item,
  NotPossible,
  type Page,
  type Premises,
  type Provider,
  type ProviderKind,
  type Routes,
  type Settings,
} from '../../framework/provider.js';
import { headersOf, RateLimit } from '../../framework/rate-limit.js';
import { pdfOf } from '../../paper/pdf.js';
import { reais, shortOf } from '../../pix/money.js';
import { SANDBOX_KEYS, SANDBOX_SHOP } from '../../sandbox-keys.js';
import { decimal, type Given, invalid } from './invalid.js';
import { buyLabel } from './panel.js';
import { readQuoteRequest } from './quote-request.js';
import { Quotes } from './quotes.js';
import { SERVICES } from './services.js';
import { ShipmentRoutes } from './shipment-routes.js';
import { type Shipment, Shipments, type ShipmentStatus } from './shipments.js';

const MINUTE = 60_000;
const RETRY_AFTER = 15 * MINUTE;
const ATTEMPTS = 5;
/** `Comanda (contact@shop.example)` */
const NAMED_WITH_CONTACT = /^.+ \([^()@\s]+@[^()@\s]+\)$/;
const SCOPES =
  'shipping-calculate,cart-read,cart-write,shipping-checkout,shipping-generate,shipping-preview,shipping-print,' +
  'shipping-tracking,shipping-cancel,shipping-companies,orders-read,users-read';

const MOVES = {
  post: ['generated'],
  deliver: ['posted', 'undelivered', 'paused'],
  fail: ['posted'],
  pause: ['posted'],
  suspend: ['generated', 'posted'],
  cancel: ['pending', 'released', 'generated'],
} as const satisfies Record<string, readonly ShipmentStatus[]>;

/** Melhor Envio: quotes of several carriers, labels out of a wallet, and where the parcel is. */
export class MelhorEnvio implements Provider {
  readonly title = 'Melhor Envio (shipping)';
  readonly role = 'shipping';
  readonly webhookPath = '/api/v1/webhooks/melhorenvio';
  /**
   * `marginCents` and `handlingDays`: what the merchant set in the panel, the difference between `price` and `custom_price`.
   * `singleAs`: `array` or `object`, the answer about one service alone. `signatureEncoding`: `hex` or `base64`.
   */
  readonly settings: Settings = {
    webhookUrl: '',
    ...SANDBOX_KEYS.melhorenvio,
    scopes: SCOPES,
    userId: '1',
    walletCents: '100000000',
    marginCents: '0',
    handlingDays: '1',
    singleAs: 'array',
    signatureEncoding: 'hex',
    requestsPerMinute: '250',
  };
  private readonly quotes: Quotes;
  private readonly shipments: Shipments;
  private readonly limit: RateLimit;

  constructor(private readonly premises: Premises) {
    this.quotes = new Quotes(premises.faults, this.settings);
    this.shipments = new Shipments(premises, this.settings);
    this.limit = new RateLimit(premises.clock, MINUTE);
  }

  readonly actions = {
    /** By hand in the panel, by the number that the carrier gives the label. */
    buy: (tracking: string) => buyLabel(this.shipments, tracking),
    /** The shop brings the parcel. */
    post: (id: string) => this.move(id, 'post', 'posted'),
    deliver: (id: string) => this.move(id, 'deliver', 'delivered'),
    fail: (id: string) => this.move(id, 'fail', 'undelivered'),
    pause: (id: string) => this.move(id, 'pause', 'paused'),
    suspend: (id: string) => this.move(id, 'suspend', 'suspended'),
    /** In the panel. */
    cancel: (id: string) => this.move(id, 'cancel', 'canceled'),
  };

  routes(to: Routes): void {
    const guard = (scope: string, handler: (call: Call, body: Given) => Answer) => this.guarded(scope, handler);
    to.post(
      '/api/v2/me/shipment/calculate',
      'calculate',
      guard('shipping-calculate', (_, body) => this.calculate(body)),
    );
    to.get(
      '/api/v2/me/shipment/services',
      'services',
      guard('shipping-calculate', () =>
        json(
          200,
          SERVICES.map(({ id, name, company }) => ({ id, name, company })),
        ),
      ),
    );
    new ShipmentRoutes(this.shipments, this.quotes, this.settings, this.premises.url).addTo(to, guard);
    to.asset('/imprimir/:ids', ({ ids = '' }) => this.label(ids.split(',')));
  }

  problem(status: number, message: string): Answer {
    return json(status, { message });
  }

  /** Of every service that has a price. */
  withAmount(body: unknown, amount: number | undefined): unknown {
    if (!Array.isArray(body)) return body;
    return body.map((one: { custom_price?: string }) => {
      if (one.custom_price === undefined) return one;
      const price = decimal(amount ?? shortOf(Math.round(Number(one.custom_price) * 100)));
      return { ...one, price, custom_price: price };
    });
  }

  items(): Item[] {
    return this.shipments.all().map((one) => ({
      id: one.id,
      reference: one.request.tags[0]?.tag ?? one.protocol,
      state: one.status,
      summary: `${one.request.service.name} ${reais(one.freight.cents)} to ${one.request.parcel.to}`,
      tracking: one.tracking,
      protocol: one.protocol,
    }));
  }

  page(id: string): Page | undefined {
    const shipment = this.shipments.find(id);
    if (!shipment) return undefined;
    const { request, freight, tracking, status, protocol } = shipment;
    const labels = { post: 'Post it', deliver: 'Deliver', fail: 'Nobody was there', cancel: 'Cancel' } as const;
    const possible = (Object.keys(labels) as (keyof typeof labels)[]).filter((action) => can(action, status));
    return {
      title: `A parcel by ${request.service.company.name} ${request.service.name}`,
      state: status,
      facts: [
        ['Protocol', protocol],
        ['Tracking', tracking ?? 'not yet'],
        ['Price', reais(freight.cents)],
        ['To', request.parcel.to],
      ],
      links: [{ href: `../imprimir/${shipment.id}`, label: 'The label' }],
      buttons: possible.map((action) => ({ action, label: labels[action] })),
    };
  }

  env() {
    return {
      SHIPPING_PROVIDER: 'melhorenvio',
      SHIPPING_API_KEY: this.settings['token'] ?? '',
      SHIPPING_BASE_URL: this.premises.url(),
      SHIPPING_SENDER_CEP: SANDBOX_SHOP.cep,
      SHIPPING_CONTACT_EMAIL: SANDBOX_SHOP.contact,
    };
  }

  reset(): void {
    this.shipments.reset();
    this.limit.clear();
  }

  private calculate(body: Given): Answer {
    const quotes = this.quotes.of(readQuoteRequest(body));
    return json(200, quotes.length === 1 && this.settings['singleAs'] === 'object' ? quotes[0] : quotes);
  }

  private label(ids: readonly string[]): Answer {
    const found = ids.flatMap((id) => this.shipments.find(id) ?? []);
    if (found.length === 0) return this.problem(404, 'Not Found');
    const lines = found.flatMap(({ request, tracking, protocol }) => [
      `${request.service.company.name} ${request.service.name}  ${protocol}`,
      `${tracking ?? 'ETIQUETA SEM VALOR'}`,
      `Para: ${String(request.to['name'])}, ${String(request.to['address'])}, ${String(request.to['city'])}`,
      '',
    ]);
    return { status: 200, headers: { 'content-type': 'application/pdf' }, body: pdfOf(lines) };
  }

  /** Key, name, allowance, scope, body: in this order. */
  private guarded(scope: string, handler: (call: Call, body: Given) => Answer): Handler {
    return (call) => {
      if (!this.knows(call)) return this.problem(401, 'Unauthenticated.');
      if (!NAMED_WITH_CONTACT.test(call.headers['user-agent'] ?? '')) {
        return this.problem(403, 'O header User-Agent deve ter o nome da aplicação e um e-mail de contato.');
      }
      const allowance = this.limit.take(Number(this.settings['requestsPerMinute']));
      const headers = allowance ? headersOf('x-ratelimit', allowance) : {};
      if (allowance?.isSpent) return { ...this.problem(429, 'Too Many Attempts.'), headers };
      if (!this.settings['scopes']?.split(',').includes(scope)) {
        return this.problem(403, 'This action is unauthorized.');
      }
      const body = call.method === 'POST' ? jsonObject(call.body) : {};
      if (!body) throw invalid({ body: ['O corpo não é um JSON.'] });
      const answer = answerOf(() => handler(call, body));
      return { ...answer, headers: { ...answer.headers, ...headers } };
    };
  }

  private knows({ headers }: Call): boolean {
    const wanted = Buffer.from(`Bearer ${this.settings['token'] ?? ''}`);
    const given = Buffer.from(headers.authorization ?? '');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }

  private move(id: string, action: keyof typeof MOVES, status: ShipmentStatus): void {
    const shipment: Shipment = this.shipments.get(id);
    if (!can(action, shipment.status)) throw new NotPossible(`it is ${shipment.status}`);
    this.shipments.move(shipment, status);
  }
}

const can = (action: keyof typeof MOVES, status: ShipmentStatus): boolean =>
  (MOVES[action] as readonly ShipmentStatus[]).includes(status);

export const melhorenvio: ProviderKind<MelhorEnvio> = {
  policy: { timeoutMs: 6_000, waitBeforeRetry: (failed) => (failed < ATTEMPTS ? RETRY_AFTER : undefined) },
  create: (premises) => new MelhorEnvio(premises),
};
