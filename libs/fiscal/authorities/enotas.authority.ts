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
import { enotasBody } from './enotas.body.js';
import { asFile } from './files.js';
import { ProviderCalls } from './provider-calls.js';
import { accessKey, count, instant, link, plainReason, text } from './reading.js';

export const ENOTAS_HOST = 'https://api.enotasgw.com.br';

const PATHS: Readonly<Record<FiscalModel, string>> = { NFE: 'nf-e', NFCE: 'nfc-e' };
const FILES: Readonly<Record<FileKind, string>> = { XML: 'xml', DANFE: 'pdf', CANCELLATION_XML: 'xmlCancelamento' };

/** By lower-case spelling; what is not here is taken for PROCESSING and asked for again. */
const STATUSES: Readonly<Record<string, AuthorityStatus>> = {
  autorizada: 'AUTHORIZED',
  negada: 'REJECTED',
  denegada: 'DENIED',
  inutilizada: 'DENIED',
  emprocessodecancelamento: 'CANCELLING',
  solicitandocancelamento: 'CANCELLING',
  cancelamentosolicitado: 'CANCELLING',
  cancelada: 'CANCELLED',
  cancelamentonegado: 'CANCEL_REFUSED',
};

const PROCESSING: AuthorityState = {
  status: 'PROCESSING',
  code: null,
  reason: null,
  number: null,
  series: null,
  accessKey: null,
  protocol: null,
  authorizedAt: null,
  links: NO_LINKS,
};
const BEING_THERE = /j[aá] (existe|foi|est[aá])|duplicad|already/i;

type Body = Readonly<Record<string, unknown>>;

/** eNotas Gateway, API v2: everything is done later there; our reference is the document's identity, and it counts the numbers. */
export class ENotasAuthority extends FiscalAuthority {
  readonly name = 'enotas';
  readonly takesOurNumbers = false;
  readonly needsCompanyId = true;
  private readonly calls: ProviderCalls;

  constructor(
    http: OutboundHttp,
    private readonly baseUrl: string,
    apiKey: string,
  ) {
    super();
    this.calls = new ProviderCalls(http, this.name, `Basic ${apiKey}`);
  }

  issue(invoice: Invoice): Promise<IssueOutcome> {
    const url = this.folderOf(invoice.model, invoice.issuer.companyId);
    return this.calls.ask(
      { method: 'POST', url, body: JSON.stringify(enotasBody(invoice)) },
      (answer): IssueOutcome => {
        // The body of a good answer is not documented: the document's own page is.
        if (answer.status < 300) return { kind: 'state', state: PROCESSING };
        const told = refusal(answer, this.calls.refusal(answer));
        return answer.status === 409 || BEING_THERE.test(told.reason) ? { kind: 'exists' } : told;
      },
    );
  }

  fetch(ref: DocumentRef): Promise<FetchOutcome> {
    return this.calls.ask({ method: 'GET', url: this.urlOf(ref) }, (answer): FetchOutcome => {
      if (answer.status === 404) return { kind: 'absent' };
      if (answer.status < 300) return { kind: 'state', state: this.stateOf(answer) };
      return refusal(answer, this.calls.refusal(answer));
    });
  }

  cancel(ref: DocumentRef): Promise<CancelOutcome> {
    return this.calls.ask({ method: 'DELETE', url: this.urlOf(ref) }, (answer): CancelOutcome => {
      if (answer.status < 300) return { kind: 'state', state: { ...PROCESSING, status: 'CANCELLING' } };
      return refusal(answer, this.calls.refusal(answer));
    });
  }

  download(ref: DocumentRef, kind: FileKind): Promise<DownloadOutcome> {
    const url = `${this.urlOf(ref)}/${FILES[kind]}`;
    return this.calls.ask({ method: 'GET', url, accept: '*/*' }, (answer): DownloadOutcome => {
      if (answer.status >= 400) return { kind: 'absent' };
      const file = asFile(kind, answer);
      if (!file) throw this.calls.unreadable(answer);
      return { kind: 'file', file };
    });
  }

  private folderOf(model: FiscalModel, companyId: string | null): string {
    return `${this.baseUrl}/v2/empresas/${encodeURIComponent(companyId ?? '')}/${PATHS[model]}`;
  }

  private urlOf({ model, reference, companyId }: DocumentRef): string {
    return `${this.folderOf(model, companyId)}/${encodeURIComponent(reference)}`;
  }

  private stateOf(answer: OutboundAnswer): AuthorityState {
    const body = this.calls.body(answer);
    const status = text(body['status']);
    if (status === null) throw this.calls.unreadable(answer);
    const { protocolo: protocol } = body;
    return {
      status: STATUSES[status.toLowerCase()] ?? 'PROCESSING',
      code: status,
      reason: plainReason(body['motivoStatus']),
      number: count(body['numero']),
      series: count(body['serie']),
      accessKey: accessKey(body['chaveAcesso']),
      protocol: text(protocol) ?? text((protocol as Body | null | undefined)?.['numero']),
      authorizedAt: instant(body['dataAutorizacao']),
      links: linksOf(body),
    };
  }
}

const linksOf = (body: Body): DocumentLinks => ({
  xml: link(body['linkDownloadXml']),
  danfe: link(body['linkDanfe']),
  qrCode: text(body['conteudoQRCode']),
  lookup: link(body['linkConsultaPorChaveAcesso']),
  cancellationXml: null,
});

function refusal({ status }: OutboundAnswer, body: Body): { kind: 'refused'; code: string; reason: string } {
  const faults = Array.isArray(body['faults']) ? (body['faults'] as (Body | null)[]) : [body];
  return {
    kind: 'refused',
    code: text(faults[0]?.['codigo']) ?? `HTTP_${status}`,
    reason: plainReason(...faults.map((fault) => fault?.['mensagem'])) ?? `HTTP ${status}`,
  };
}
