import { timingSafeEqual } from 'node:crypto';

import { type Answer, type Call, type Handler, json, jsonObject } from '../../framework/http.js';
import type { Item, Page, Premises, Provider, ProviderKind, Routes, Settings } from '../../framework/provider.js';
import { headersOf, RateLimit } from '../../framework/rate-limit.js';
import { shortOf } from '../../pix/money.js';
import { SANDBOX_KEYS, SANDBOX_SHOP } from '../../sandbox-keys.js';
import { addressOf } from './addresses.js';
import { Parcels, type Step, STEPS, trackingOf } from './parcels.js';
import { PriceRoutes } from './price-routes.js';
import { centsOf, decimal, localTime, Prices } from './prices.js';
import { problemOf, refused } from './refused.js';
import { Tokens } from './tokens.js';

const MOST_OBJECTS = 50;
const RESULTS: Readonly<Record<string, string>> = {
  T: 'Todos os Eventos',
  P: 'Primeiro Evento',
  U: 'Último Evento',
};
const APIS = [27, 34, 35, 36, 37, 41];

/** Correios: a day's token, prices and deadlines of the contract's services, and where a parcel is. It calls nobody back. */
export class Correios implements Provider {
  readonly title = 'Correios (shipping)';
  readonly role = 'shipping';
  readonly webhookPath = '/';
  /** `ambiente`: tokens of one are not good in another, so that a change of it takes back all that were given. */
  readonly settings: Settings = {
    webhookUrl: '',
    ...SANDBOX_KEYS.correios,
    ambiente: 'HOMOLOGACAO',
    contract: '9912345678',
    tokensPerSecond: '3',
  };
  private readonly tokens: Tokens;
  private readonly parcels: Parcels;
  private readonly prices: Prices;
  private readonly limit: RateLimit;

  constructor(private readonly premises: Premises) {
    this.tokens = new Tokens(premises.clock);
    this.parcels = new Parcels(premises.clock);
    this.prices = new Prices(premises.faults);
    this.limit = new RateLimit(premises.clock, 1_000);
  }

  /** Each by the number of a parcel; `post` knows a new one by its number alone. */
  readonly actions = {
    post: (code: string) => this.parcels.move(code, 'post'),
    transit: (code: string) => this.parcels.move(code, 'transit'),
    out: (code: string) => this.parcels.move(code, 'out'),
    await: (code: string) => this.parcels.move(code, 'await'),
    absent: (code: string) => this.parcels.move(code, 'absent'),
    return: (code: string) => this.parcels.move(code, 'return'),
    deliver: (code: string) => this.parcels.move(code, 'deliver'),
  } satisfies Record<Step, (code: string) => void>;

  routes(to: Routes): void {
    to.post('/token/v1/autentica', 'token', (call) => this.authenticate(call));
    to.post('/token/v1/autentica/contrato', 'token', (call) => this.authenticate(call, this.settings['contract']));
    to.post('/token/v1/autentica/cartaopostagem', 'token', (call) =>
      this.authenticate(call, this.settings['postingCard']),
    );
    const guard = (handler: Handler) => this.guarded(handler);
    new PriceRoutes(this.prices, this.premises.clock).addTo(to, guard);
    to.get(
      '/srorastro/v1/objetos/:code',
      'track',
      guard((call) => this.track(call, [call.params['code'] ?? ''])),
    );
    to.get(
      '/srorastro/v1/objetos',
      'track-batch',
      guard((call) => this.track(call, codesOf(call))),
    );
    to.get(
      '/cep/v1/enderecos/:cep',
      'address',
      guard((call) => this.address(call)),
    );
    to.get(
      '/cep/v2/enderecos/:cep',
      'address',
      guard((call) => this.address(call)),
    );
  }

  problem(status: number, message: string, path: string): Answer {
    return problemOf(status, `GTW-${String(status).padStart(3, '0')}: ${message}`, { method: 'GET', path });
  }

  /** Of every price in it. */
  withAmount(body: unknown, amount: number | undefined): unknown {
    const wrong = (one: { pcFinal?: string }) =>
      one.pcFinal === undefined ? one : { ...one, pcFinal: decimal(amount ?? shortOf(centsOf(one.pcFinal))) };
    return Array.isArray(body) ? body.map(wrong) : wrong(body as { pcFinal?: string });
  }

  items(): Item[] {
    return this.parcels.all().map(({ code, events: [newest] }) => ({
      id: code,
      reference: code,
      state: newest?.codigo ?? '',
      summary: newest?.descricao ?? '',
    }));
  }

  page(code: string): Page | undefined {
    const parcel = this.parcels.find(code);
    if (!parcel) return undefined;
    const [newest] = parcel.events;
    const isDone = newest?.descricao === STEPS.deliver.descricao;
    const labels: Partial<Record<Step, string>> = {
      transit: 'Send it on',
      out: 'Take it out for delivery',
      absent: 'Nobody was there',
      return: 'Send it back',
      deliver: 'Deliver',
    };
    return {
      title: `Parcel ${code}`,
      state: newest?.descricao ?? '',
      facts: parcel.events.map(({ at, descricao }) => [localTime(at), descricao] as const),
      buttons: isDone ? [] : Object.entries(labels).map(([action, label]) => ({ action, label })),
    };
  }

  env() {
    return {
      SHIPPING_PROVIDER: 'correios',
      SHIPPING_API_KEY: this.settings['accessCode'] ?? '',
      SHIPPING_BASE_URL: this.premises.url(),
      SHIPPING_SENDER_CEP: SANDBOX_SHOP.cep,
      CORREIOS_USER: this.settings['user'] ?? '',
      CORREIOS_CARTAO_POSTAGEM: this.settings['postingCard'] ?? '',
    };
  }

  reset(): void {
    this.tokens.reset();
    this.parcels.reset();
    this.limit.clear();
  }

  /** `wanted`: the number that the body has to name. */
  private authenticate(call: Call, wanted?: string): Answer {
    const allowance = this.limit.take(Number(this.settings['tokensPerSecond']));
    if (allowance?.isSpent) {
      const answer = problemOf(429, 'GTW-029: Limite de requisições excedido.', call);
      return { ...answer, headers: { ...answer.headers, ...headersOf('x-ratelimit', allowance) } };
    }
    const { user = '', accessCode = '', contract, postingCard, ambiente = '' } = this.settings;
    const good = Buffer.from(`Basic ${Buffer.from(`${user}:${accessCode}`).toString('base64')}`);
    const given = Buffer.from(call.headers.authorization ?? '');
    if (given.length !== good.length || !timingSafeEqual(given, good)) {
      throw refused(401, 'GTW-011: Usuário ou código de acesso inválido.', call);
    }
    if (wanted !== undefined && jsonObject(call.body)?.['numero'] !== wanted) {
      throw refused(400, 'TOK-012: O número não pertence a este usuário.', call);
    }
    const { text, issuedAt, expiresAt } = this.tokens.take(ambiente);
    return json(201, {
      ambiente,
      id: user,
      ip: '127.0.0.1',
      perfil: 'PJ',
      cnpj: SANDBOX_SHOP.cnpj,
      emissao: localTime(issuedAt),
      expiraEm: localTime(expiresAt),
      zoneOffset: '-03:00',
      token: text,
      ...(wanted === postingCard
        ? { cartaoPostagem: { numero: postingCard, contrato: contract, dr: 20, api: APIS } }
        : wanted === contract
          ? { contrato: { numero: contract, dr: 20, api: APIS } }
          : {}),
    });
  }

  private track(call: Call, codes: readonly string[]): Answer {
    const which = call.query.get('resultado') ?? 'T';
    const result = RESULTS[which];
    if (result === undefined) throw refused(400, 'SRO-003: resultado deve ser T, P ou U', call);
    if (codes.length < 1 || codes.length > MOST_OBJECTS) {
      throw refused(400, `SRO-004: de 1 a ${MOST_OBJECTS} objetos`, call);
    }
    const objetos = codes.map((code) => {
      const parcel = this.parcels.find(code);
      const mensagem = `SRO-020: Objeto não encontrado na base de dados dos Correios.`;
      return parcel ? trackingOf(parcel, which) : { codObjeto: code, mensagem };
    });
    return json(200, { versao: '1.8.7', quantidade: objetos.length, resultado: result, objetos });
  }

  private address(call: Call): Answer {
    const found = addressOf(call.params['cep'] ?? '');
    if (!found) throw refused(400, 'CEP-001: CEP inválido ou inexistente.', call);
    return json(200, found);
  }

  private guarded(handler: Handler): Handler {
    return (call) => {
      const [, text = ''] = /^Bearer (.+)$/.exec(call.headers.authorization ?? '') ?? [];
      if (text === '') throw refused(401, 'GTW-006: Token não informado.', call);
      if (!this.tokens.isGood(text, this.settings['ambiente'] ?? ''))
        throw refused(403, 'GTW-008: Token não válido para este ambiente.', call);
      return handler(call);
    };
  }
}

/** Repeated or by commas: clients do both. */
const codesOf = ({ query }: Call): string[] =>
  query
    .getAll('codigosObjetos')
    .flatMap((one) => one.split(','))
    .filter(Boolean);

export const correios: ProviderKind<Correios> = {
  policy: { timeoutMs: 1_000, waitBeforeRetry: () => undefined },
  create: (premises) => new Correios(premises),
};
