import { timingSafeEqual } from 'node:crypto';

import { type FiscalDocument, FiscalDocuments, nameOf } from '../../fiscal/documents.js';
import { totalOf } from '../../fiscal/sale.js';
import { type Answer, answerOf, type Call, type Handler, json } from '../../framework/http.js';
import {
  type ActionDetails,
  type Item,
  NoSuchItem,
  type Page,
  type Premises,
  type Provider,
  type ProviderKind,
  type Routes,
  type Settings,
} from '../../framework/provider.js';
import { headersOf, RateLimit } from '../../framework/rate-limit.js';
import { reais } from '../../pix/money.js';
import { SANDBOX_KEYS, SANDBOX_SHOP } from '../../sandbox-keys.js';
import { bodyOf, DocumentRoutes } from './document-routes.js';
import { EVENTS, Hooks, MOST_HOOKS } from './hooks.js';
import { problemOf, refused } from './refused.js';
import { pathOf, STATUS } from './view.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const RETRIES_AFTER = [MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 24 * HOUR];
const CODES: Readonly<Record<number, string>> = {
  400: 'requisicao_invalida',
  401: 'nao_autorizado',
  403: 'permissao_negada',
  404: 'nao_encontrado',
  429: 'limite_excedido',
};

/** Focus NFe: NF-e and NFC-e by one reference per sale, decided by a tax authority that takes its time. */
export class FocusNfe implements Provider {
  readonly title = 'Focus NFe (invoices)';
  readonly role = 'fiscal';
  readonly webhookPath = '/api/v1/webhooks/focusnfe';
  /** Paths of files are said to be on the host itself. */
  readonly rootPaths = ['/arquivos'];
  /**
   * `mode`: `async`, or `sync` for an NF-e that is decided in the answer to its POST. `authorisationTakesPolls` and `…Ms`: see
   * `FiscalDocuments`. `hookHeader`: where the secret of a hook is.
   */
  readonly settings: Settings = {
    webhookUrl: '',
    ...SANDBOX_KEYS.focusnfe,
    hookHeader: 'Authorization',
    cnpj: SANDBOX_SHOP.cnpj,
    uf: 'SP',
    ambiente: 'homologacao',
    mode: 'async',
    authorisationTakesPolls: '1',
    authorisationTakesMs: '3000',
    creditsPerMinute: '100',
  };
  private readonly documents: FiscalDocuments;
  private readonly hooks: Hooks;
  private readonly limit: RateLimit;

  constructor(private readonly premises: Premises) {
    this.hooks = new Hooks(premises, this.settings);
    this.documents = new FiscalDocuments(premises, this.settings, (document) => void this.hooks.tell(document));
    this.limit = new RateLimit(premises.clock, MINUTE);
  }

  readonly actions = {
    authorise: (id: string) => this.documents.force(this.documents.get(id), 'authorised', '100'),
    reject: (id: string, { code = '591' }: ActionDetails) =>
      this.documents.force(this.documents.get(id), 'rejected', code),
    deny: (id: string, { code = '301' }: ActionDetails) => this.documents.force(this.documents.get(id), 'denied', code),
  };

  routes(to: Routes): void {
    const guard = (handler: Handler) => this.guarded(handler);
    to.post(
      '/v2/hooks',
      'hook-create',
      guard((call) => this.subscribe(call)),
    );
    to.get(
      '/v2/hooks',
      'hook-list',
      guard(() => json(200, this.hooks.all())),
    );
    to.get(
      '/v2/hooks/:id',
      'hook-fetch',
      guard((call) => json(200, this.hookOf(call))),
    );
    to.delete(
      '/v2/hooks/:id',
      'hook-delete',
      guard((call) => this.unsubscribe(call)),
    );
    new DocumentRoutes(this.documents, this.hooks, this.settings).addTo(to, guard);
  }

  problem(status: number, message: string): Answer {
    return problemOf(status, CODES[status] ?? (status < 500 ? 'requisicao_invalida' : 'erro_interno'), message);
  }

  items(): Item[] {
    return this.documents.all().map((document) => ({
      id: nameOf(document.model, document.ref),
      reference: document.ref,
      state: STATUS[document.state],
      summary: `${document.model === 55 ? 'NF-e' : 'NFC-e'} ${reais(totalOf(document.sale))}`,
      model: document.model,
      number: document.number,
      series: document.sale.series,
      key: document.key,
      code: document.verdict?.code,
      total_cents: totalOf(document.sale),
      tries: document.earlier.length + 1,
      request: document.request,
    }));
  }

  page(id: string): Page | undefined {
    const document = this.found(id);
    if (!document) return undefined;
    const { ref, state, verdict, key, number, sale, model } = document;
    const files = key === undefined ? [] : (['xml', 'danfe'] as const);
    return {
      title: `${model === 55 ? 'NF-e' : 'NFC-e'} of ${reais(totalOf(sale))}`,
      state: STATUS[state],
      facts: [
        ['Reference', ref],
        ['Number', number === undefined ? 'none' : `${number} of series ${sale.series}`],
        ['Key', key ?? 'none'],
        ['The authority says', verdict ? `${verdict.code} ${verdict.message}` : 'nothing yet'],
      ],
      links: files.map((file) => ({ href: `..${pathOf(document, file)}`, label: file.toUpperCase() })),
      buttons:
        state === 'processing'
          ? [
              { action: 'authorise', label: 'Authorise' },
              { action: 'reject', label: 'Reject (591)', details: { code: '591' } },
              { action: 'deny', label: 'Deny (301)', details: { code: '301' } },
            ]
          : [],
    };
  }

  env() {
    return {
      NFE_PROVIDER: 'focusnfe',
      NFE_API_KEY: this.settings['token'] ?? '',
      NFE_CNPJ: this.settings['cnpj'] ?? '',
      NFE_AMBIENTE: this.settings['ambiente'] ?? '',
      NFE_BASE_URL: this.premises.url(),
    };
  }

  reset(): void {
    this.documents.reset();
    this.hooks.reset();
    this.limit.clear();
  }

  private subscribe(call: Call): Answer {
    const { cnpj, event, url, authorization, authorization_header: header } = bodyOf(call);
    if (!EVENTS.some((one) => one === event)) throw refused(400, 'requisicao_invalida', 'event inválido');
    if (typeof url !== 'string' || !URL.canParse(url)) throw refused(400, 'requisicao_invalida', 'url inválida');
    const same = this.hooks.all().filter((one) => one.event === event && one.cnpj === cnpj);
    if (same.length >= MOST_HOOKS) throw refused(422, 'limite_de_gatilhos', `No máximo ${MOST_HOOKS} gatilhos`);
    const hook = this.hooks.add({
      url,
      event: String(event),
      cnpj: typeof cnpj === 'string' ? cnpj : (this.settings['cnpj'] ?? ''),
      authorization: typeof authorization === 'string' ? authorization : '',
      authorization_header: typeof header === 'string' ? header : 'Authorization',
    });
    return json(201, hook);
  }

  private unsubscribe(call: Call): Answer {
    const hook = this.hooks.remove(this.hookOf(call).id);
    return json(200, { ...hook, deleted: true });
  }

  private hookOf({ params }: Call) {
    const hook = this.hooks.all().find(({ id }) => id === params['id']);
    if (!hook) throw refused(404, 'nao_encontrado', 'Gatilho não encontrado');
    return hook;
  }

  private found(id: string): FiscalDocument | undefined {
    try {
      return this.documents.get(id);
    } catch (error) {
      if (error instanceof NoSuchItem) return undefined;
      throw error;
    }
  }

  /** The token is the user of HTTP Basic, and there is no password. */
  private guarded(handler: Handler): Handler {
    return (call) => {
      const wanted = Buffer.from(`Basic ${Buffer.from(`${this.settings['token'] ?? ''}:`).toString('base64')}`);
      const given = Buffer.from(call.headers.authorization ?? '');
      const isKnown = given.length === wanted.length && timingSafeEqual(given, wanted);
      if (!isKnown) return this.problem(401, 'HTTP Basic: Access denied.');
      const allowance = this.limit.take(Number(this.settings['creditsPerMinute']));
      const headers = allowance ? headersOf('rate-limit', allowance) : {};
      if (allowance?.isSpent) return { ...this.problem(429, 'Limite de requisições excedido'), headers };
      const answer = answerOf(() => handler(call));
      return { ...answer, headers: { ...answer.headers, ...headers } };
    };
  }
}

export const focusnfe: ProviderKind<FocusNfe> = {
  policy: { timeoutMs: 30_000, waitBeforeRetry: (failed) => RETRIES_AFTER[failed - 1] },
  create: (premises) => new FocusNfe(premises),
};
