import type { DocumentState, FiscalDocument } from '../../fiscal/documents.js';
import { consultationUrl, iso, qrCodeUrl } from '../../fiscal/papers.js';
import { totalOf } from '../../fiscal/sale.js';
import type { Cancellations } from './cancellations.js';

const STATUS: Readonly<Record<DocumentState, string>> = {
  processing: 'EmProcessoDeAutorizacao',
  authorised: 'Autorizada',
  rejected: 'Negada',
  denied: 'Denegada',
  cancelled: 'Cancelada',
};

export function statusOf(document: FiscalDocument, cancellations: Cancellations): string {
  if (cancellations.isWaiting(document)) return 'EmProcessoDeCancelamento';
  if (document.state === 'authorised' && cancellations.refusalOf(document) !== undefined) return 'CancelamentoNegado';
  return STATUS[document.state];
}

const kindOf = ({ model }: FiscalDocument): string => (model === 55 ? 'NF-e' : 'NFC-e');
const stamp = (time: number | undefined): string | null => (time === undefined ? null : iso(time));
const reasonOf = ({ verdict }: FiscalDocument, refusal: string | undefined): string | null =>
  refusal ?? (verdict ? `${verdict.code} ${verdict.message}` : null);

/** As it is read by its id; `url` is the base of its links. */
export function viewOf(document: FiscalDocument, cancellations: Cancellations, url: string) {
  const { ref, sale, key, number, protocol } = document;
  const hasFiles = document.authorisedAt !== undefined;
  return {
    id: ref,
    tipo: kindOf(document),
    status: statusOf(document, cancellations),
    motivoStatus: reasonOf(document, cancellations.refusalOf(document)),
    ambienteEmissao: sale.isHomologation ? 'Homologacao' : 'Producao',
    enviadaPorEmail: false,
    dataCriacao: iso(document.createdAt),
    dataUltimaAlteracao: iso(document.changedAt),
    numero: number === undefined ? null : String(number),
    serie: number === undefined ? null : String(sale.series),
    dataEmissao: iso(sale.issuedAt),
    chaveAcesso: key ?? null,
    dataAutorizacao: stamp(document.authorisedAt),
    linkDanfe: hasFiles ? `${url}/arquivos/${key}.pdf` : null,
    linkDownloadXml: hasFiles ? `${url}/arquivos/${key}.xml` : null,
    linkConsultaPorChaveAcesso: hasFiles ? consultationUrl : null,
    protocolo: protocol === undefined ? null : { numero: protocol, data: stamp(document.authorisedAt) },
    emitidaEmContingencia: false,
    valorTotal: totalOf(sale) / 100,
  };
}

/** As its webhook tells it. */
export function messageOf(
  document: FiscalDocument,
  cancellations: Cancellations,
  url: string,
  ids: { companyId: string; nfeId: string },
) {
  const view = viewOf(document, cancellations, url);
  const { webhookMetadados } = document.request as { webhookMetadados?: unknown };
  return {
    tipo: view.tipo,
    empresaId: ids.companyId,
    nfeId: ids.nfeId,
    nfeStatus: view.status,
    nfeMotivoStatus: view.motivoStatus,
    nfeLinkDanfe: view.linkDanfe,
    nfeLinkXml: view.linkDownloadXml,
    nfeLinkConsultaPorChaveAcesso: view.linkConsultaPorChaveAcesso,
    ...(document.model === 65 && document.key !== undefined ? { conteudoQRCode: qrCodeUrl(document) } : {}),
    nfeNumero: view.numero,
    nfeSerie: view.serie,
    nfeChaveAcesso: view.chaveAcesso,
    nfeDataEmissao: view.dataEmissao,
    nfeDataAutorizacao: view.dataAutorizacao,
    nfeNumeroProtocolo: document.protocol ?? null,
    nfeDigestValue: null,
    nfeWebHookMetadados: typeof webhookMetadados === 'string' ? webhookMetadados : null,
  };
}
