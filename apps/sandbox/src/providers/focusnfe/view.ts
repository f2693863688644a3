import type { DocumentState, FiscalDocument } from '../../fiscal/documents.js';
import { consultationUrl, qrCodeUrl } from '../../fiscal/papers.js';

export const STATUS: Readonly<Record<DocumentState, string>> = {
  processing: 'processando_autorizacao',
  authorised: 'autorizado',
  rejected: 'erro_autorizacao',
  denied: 'denegado',
  cancelled: 'cancelado',
};

/** A document as its consultation and its hook tell it. Paths are relative to the host. */
export function viewOf(document: FiscalDocument, isComplete = false) {
  const { ref, model, sale, state, verdict, earlier, key, number, cancellation } = document;
  const previous = earlier.at(-1);
  return {
    cnpj_emitente: sale.cnpj,
    ref,
    status: STATUS[state],
    ...(verdict ? { status_sefaz: verdict.code, mensagem_sefaz: verdict.message } : {}),
    ...(key === undefined
      ? {}
      : {
          chave_nfe: `NFe${key}`,
          numero: String(number),
          serie: String(sale.series),
          caminho_xml_nota_fiscal: pathOf(document, 'xml'),
          caminho_danfe: pathOf(document, 'danfe'),
        }),
    ...(model === 65 && key !== undefined
      ? { qrcode_url: qrCodeUrl(document), url_consulta_nf: consultationUrl, contingencia_offline: false }
      : {}),
    ...(cancellation ? { caminho_xml_cancelamento: pathOf(document, 'cancelamento') } : {}),
    ...(previous ? { tentativa_anterior: { status_sefaz: previous.code, mensagem_sefaz: previous.message } } : {}),
    ...(isComplete ? { requisicao_nota_fiscal: document.request } : {}),
  };
}

/** Where its files are. An NFC-e is printed from HTML, an NF-e from a PDF. */
export function pathOf({ sale, model, key = '' }: FiscalDocument, file: 'xml' | 'danfe' | 'cancelamento'): string {
  const month = new Date(sale.issuedAt).toISOString().slice(0, 7).replace('-', '');
  const folder = `/arquivos/${sale.cnpj}/${month}`;
  if (file === 'danfe') return `${folder}/DANFEs/${key}.${model === 55 ? 'pdf' : 'html'}`;
  return `${folder}/XMLs/${key}-${file === 'xml' ? (model === 55 ? 'nfe' : 'nfce') : 'can'}.xml`;
}
