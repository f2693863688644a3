import { randomUUID, timingSafeEqual } from 'node:crypto';

import { type FiscalDocument, FiscalDocuments, nameOf } from '../../fiscal/documents.js';
import { totalOf } from '../../fiscal/sale.js';
import { type Answer, type Call, type Handler, json, jsonObject } from '../../framework/http.js';
import {
  type ActionDetails,
  type Item,
  type Page,
  type Premises,
  type Provider,
  type ProviderKind,
  type Routes,
  type Settings,
} from '../../framework/provider.js';
import { reais } from '../../pix/money.js';
import { SANDBOX_KEYS, SANDBOX_SHOP } from '../../sandbox-keys.js';
import { Cancellations } from './cancellations.js';
import { NoteRoutes } from './note-routes.js';
import { problemOf, refused } from './refused.js';
import { textOf } from './sale-request.js';
import { messageOf, statusOf } from './view.js';

const MINUTE = 60_000;
const RETRIES_AFTER = [MINUTE, 10 * MINUTE, 60 * MINUTE];

/** eNotas Gateway: NF-e and NFC-e by the caller's own id; everything is decided later, also a cancellation. */
export class Enotas implements Provider {
  readonly title = 'eNotas (invoices)';
  readonly role = 'fiscal';
  readonly webhookPath = '/api/v1/webhooks/enotas';
  /** `authorisationTakesPolls` and `…Ms`: see `FiscalDocuments`; cancellations take as long. */
  readonly settings: Settings = {
    webhookUrl: '',
    ...SANDBOX_KEYS.enotas,
    cnpj: SANDBOX_SHOP.cnpj,
    uf: 'SP',
    authorisationTakesPolls: '1',
    authorisationTakesMs: '3000',
  };
  private readonly documents: FiscalDocuments;
  private readonly cancellations: Cancellations;
  private ids = new Map<FiscalDocument, string>();

  constructor(private readonly premises: Premises) {
    const tell = (document: FiscalDocument) => this.tell(document);
    this.documents = new FiscalDocuments(premises, this.settings, tell);
    this.cancellations = new Cancellations(this.documents, premises.clock, this.settings, tell);
  }

  readonly actions = {
    /** Also of a cancellation that waits. */
    authorise: (id: string) => {
      const document = this.documents.get(id);
      if (this.cancellations.isWaiting(document)) this.cancellations.decide(document);
      else this.documents.force(document, 'authorised', '100');
    },
    reject: (id: string, { code = '591' }: ActionDetails) =>
      this.documents.force(this.documents.get(id), 'rejected', code),
    deny: (id: string, { code = '301' }: ActionDetails) => this.documents.force(this.documents.get(id), 'denied', code),
  };

  routes(to: Routes): void {
    const guard = (handler: Handler) => this.guarded(handler);
    to.post(
      '/v2/empresas',
      'company',
      guard((call) => this.company(call)),
    );
    const nfeIdOf = (document: FiscalDocument) => this.nfeIdOf(document);
    new NoteRoutes(this.documents, this.cancellations, this.settings, this.premises, nfeIdOf).addTo(to, guard);
  }

  problem(status: number, message: string): Answer {
    return problemOf(status, { codigo: `GR${status}`, mensagem: message });
  }

  items(): Item[] {
    return this.documents.all().map((document) => ({
      id: nameOf(document.model, document.ref),
      reference: document.ref,
      state: statusOf(document, this.cancellations),
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
    const document = this.documents.all().find((one) => [nameOf(one.model, one.ref), one.ref, one.key].includes(id));
    if (!document) return undefined;
    const { ref, state, verdict, key, number, sale, model, authorisedAt } = document;
    const files = authorisedAt === undefined ? [] : ['xml', 'pdf'];
    const isWaiting = this.cancellations.isWaiting(document);
    return {
      title: `${model === 55 ? 'NF-e' : 'NFC-e'} of ${reais(totalOf(sale))}`,
      state: statusOf(document, this.cancellations),
      facts: [
        ['Id', ref],
        ['Number', number === undefined ? 'none' : `${number} of series ${sale.series}`],
        ['Key', key ?? 'none'],
        ['The authority says', verdict ? `${verdict.code} ${verdict.message}` : 'nothing yet'],
      ],
      links: files.map((type) => ({ href: `../arquivos/${key}.${type}`, label: type.toUpperCase() })),
      buttons: [
        ...(isWaiting ? [{ action: 'authorise', label: 'Let it be cancelled' }] : []),
        ...(state === 'processing'
          ? [
              { action: 'authorise', label: 'Authorise' },
              { action: 'reject', label: 'Reject (591)', details: { code: '591' } },
              { action: 'deny', label: 'Deny (301)', details: { code: '301' } },
            ]
          : []),
      ],
    };
  }

  env() {
    return {
      NFE_PROVIDER: 'enotas',
      NFE_API_KEY: this.settings['apiKey'] ?? '',
      NFE_CNPJ: this.settings['cnpj'] ?? '',
      NFE_AMBIENTE: 'homologacao',
      NFE_BASE_URL: this.premises.url(),
    };
  }

  reset(): void {
    this.documents.reset();
    this.cancellations.reset();
    this.ids = new Map();
  }

  /** Told again, a company that is known has the id that it had. */
  private company({ body }: Call): Answer {
    const given = jsonObject(body) ?? {};
    const cnpj = textOf(given['cnpj']).replace(/\D/g, '');
    if (cnpj !== this.settings['cnpj']) throw refused(400, 'GR001', 'O campo cnpj é obrigatório ou inválido');
    return json(200, { empresaId: this.settings['companyId'] });
  }

  private nfeIdOf(document: FiscalDocument): string {
    const id = this.ids.get(document) ?? randomUUID();
    this.ids.set(document, id);
    return id;
  }

  /** Of final states alone, and without any signature. */
  private tell(document: FiscalDocument): void {
    const ids = { companyId: this.settings['companyId'] ?? '', nfeId: this.nfeIdOf(document) };
    const message = messageOf(document, this.cancellations, this.premises.url(), ids);
    this.premises.webhooks.send({
      event: message.nfeStatus,
      subject: document.ref,
      url: this.settings.webhookUrl,
      body: JSON.stringify(message),
      headers: () => ({ 'content-type': 'application/json' }),
    });
  }

  /** The key is sent exactly as the panel gives it: it is encoded already. */
  private guarded(handler: Handler): Handler {
    return (call) => {
      const wanted = Buffer.from(`Basic ${this.settings['apiKey'] ?? ''}`);
      const given = Buffer.from(call.headers.authorization ?? '');
      const isKnown = given.length === wanted.length && timingSafeEqual(given, wanted);
      return isKnown ? handler(call) : problemOf(401, { codigo: 'GR401', mensagem: 'Chave de API inválida' });
    };
  }
}

export const enotas: ProviderKind<Enotas> = {
  policy: { timeoutMs: 30_000, waitBeforeRetry: (failed) => RETRIES_AFTER[failed - 1] },
  create: (premises) => new Enotas(premises),
};
