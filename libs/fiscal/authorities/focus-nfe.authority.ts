import type { OutboundAnswer, OutboundHttp } from '#libs/platform/outbound';

import {
  type AuthorityState,
  type AuthorityStatus,
  type CancelOutcome,
  type DocumentLinks,
  type DocumentRef,
  type DownloadOutcome,
  type FetchOutcome,
  type FileKind,
  type IssueOutcome,
  NO_LINKS,
} from '../core/model/authority-state.js';
import { FiscalAuthority } from '../core/fiscal.ports.js';
import type { FiscalModel, Invoice } from '../core/model/invoice.js';
import { asFile } from './files.js';
import { focusBody } from './focus-nfe.body.js';
import { ProviderCalls } from './provider-calls.js';
import { accessKey, count, instant, link, plainReason, text } from './reading.js';

/** The authority wants 15 to 255 characters, in its own language. */
const JUSTIFICATION = 'Venda desfeita e valor devolvido ao consumidor';
export const FOCUS_HOSTS = {
  HOMOLOGACAO: 'https://homologacao.focusnfe.com.br',
  PRODUCAO: 'https://api.focusnfe.com.br',
} as const;

const PATHS: Readonly<Record<FiscalModel, string>> = { NFE: 'nfe', NFCE: 'nfce' };

const STATUSES: Readonly<Record<string, AuthorityStatus>> = {
  processando_autorizacao: 'PROCESSING',
  autorizado: 'AUTHORIZED',
  erro_autorizacao: 'REJECTED',
  denegado: 'DENIED',
  cancelado: 'CANCELLED',
  erro_cancelamento: 'CANCEL_REFUSED',
};

/** 422s that say that there is a document of this reference, whatever became of it. */
const EXISTS = ['nfe_autorizada', 'nfe_cancelada', 'em_processamento'];

type Body = Readonly<Record<string, unknown>>;

/** It was cancelled already: by a call whose answer was lost. */
const CANCELLED: AuthorityState = {
  status: 'CANCELLED',
  code: null,
  reason: null,
  number: null,
  series: null,
  accessKey: null,
  protocol: null,
  authorizedAt: null,
  links: NO_LINKS,
};

/** Focus NFe, API v2. NF-e are authorised later, NFC-e at once; `ref` is the document's identity for ever. */
export class FocusNfeAuthority extends FiscalAuthority {
  readonly name = 'focusnfe';
  readonly takesOurNumbers = true;
  readonly needsCompanyId = false;
  private readonly calls: ProviderCalls;

  constructor(
    http: OutboundHttp,
    private readonly baseUrl: string,
    token: string,
  ) {
    super();
    this.calls = new ProviderCalls(http, this.name, `Basic ${Buffer.from(`${token}:`).toString('base64')}`);
  }

  issue(invoice: Invoice): Promise<IssueOutcome> {
    const url = `${this.baseUrl}/v2/${PATHS[invoice.model]}?ref=${encodeURIComponent(invoice.reference)}`;
    return this.calls.ask({ method: 'POST', url, body: JSON.stringify(focusBody(invoice)) }, (answer): IssueOutcome => {
      if (answer.status < 300) return { kind: 'state', state: this.stateOf(answer) };
      const told = this.calls.refusal(answer);
      return EXISTS.includes(String(told['codigo'])) ? { kind: 'exists' } : refusal(answer, told);
    });
  }

  fetch(ref: DocumentRef): Promise<FetchOutcome> {
    return this.calls.ask({ method: 'GET', url: `${this.urlOf(ref)}?completa=0` }, (answer): FetchOutcome => {
      if (answer.status === 404) return { kind: 'absent' };
      if (answer.status < 300) return { kind: 'state', state: this.stateOf(answer) };
      return refusal(answer, this.calls.refusal(answer));
    });
  }

  cancel(ref: DocumentRef): Promise<CancelOutcome> {
    const body = JSON.stringify({ justificativa: JUSTIFICATION });
    return this.calls.ask({ method: 'DELETE', url: this.urlOf(ref), body }, (answer): CancelOutcome => {
      if (answer.status < 300) return { kind: 'state', state: this.stateOf(answer) };
      const told = this.calls.refusal(answer);
      return told['codigo'] === 'nfe_cancelada' ? { kind: 'state', state: CANCELLED } : refusal(answer, told);
    });
  }

  async download(_: DocumentRef, kind: FileKind, links: DocumentLinks): Promise<DownloadOutcome> {
    const url = { XML: links.xml, DANFE: links.danfe, CANCELLATION_XML: links.cancellationXml }[kind];
    // Its files lie on its own host; the token goes nowhere else.
    if (url === null || new URL(url).origin !== new URL(this.baseUrl).origin) return { kind: 'absent' };
    return this.calls.ask({ method: 'GET', url, accept: '*/*' }, (answer): DownloadOutcome => {
      if (answer.status >= 400) return { kind: 'absent' };
      const file = asFile(kind, answer);
      if (!file) throw this.calls.unreadable(answer);
      return { kind: 'file', file };
    });
  }

  private urlOf({ model, reference }: DocumentRef): string {
    return `${this.baseUrl}/v2/${PATHS[model]}/${encodeURIComponent(reference)}`;
  }

  private stateOf(answer: OutboundAnswer): AuthorityState {
    const body = this.calls.body(answer);
    const status = STATUSES[String(body['status'])];
    if (!status) throw this.calls.unreadable(answer);
    const at = (path: unknown) =>
      typeof path === 'string' ? link(path.startsWith('/') ? `${this.baseUrl}${path}` : path) : null;
    return {
      status,
      code: text(body['status_sefaz']),
      reason: plainReason(body['mensagem_sefaz'] ?? body['mensagem']),
      number: count(body['numero']),
      series: count(body['serie']),
      accessKey: accessKey(body['chave_nfe']),
      protocol: text(body['numero_protocolo'] ?? body['protocolo']),
      authorizedAt: instant(body['data_autorizacao']),
      links: {
        xml: at(body['caminho_xml_nota_fiscal']),
        danfe: at(body['caminho_danfe']),
        qrCode: text(body['qrcode_url']),
        lookup: link(body['url_consulta_nf']),
        cancellationXml: at(body['caminho_xml_cancelamento']),
      },
    };
  }
}

function refusal({ status }: OutboundAnswer, body: Body): { kind: 'refused'; code: string; reason: string } {
  const faults = Array.isArray(body['erros']) ? (body['erros'] as (Body | null)[]) : [];
  const told = faults.map((fault) => [fault?.['campo'], fault?.['mensagem']].filter(Boolean).join(': '));
  return {
    kind: 'refused',
    code: text(body['codigo']) ?? `HTTP_${status}`,
    reason: plainReason(body['mensagem'], ...told) ?? `HTTP ${status}`,
  };
}
