import type { OutletSettings } from '#libs/outlets';

import type { FiscalDocument } from './fiscal-document.js';
import type { Invoice } from './invoice.js';

/** What a consumer's document says on paper: the sale, its key and protocol, and the QR code that anybody may check it by. */
export interface ConsumerDanfe {
  readonly seller: { readonly name: string; readonly cnpj: string; readonly address: string | null };
  readonly invoice: Invoice;
  readonly series: number | null;
  readonly number: number | null;
  readonly accessKey: string;
  readonly protocol: string | null;
  readonly qrCode: string;
  readonly lookup: string | null;
  readonly isCancelled: boolean;
}

/** Null for a document that is no consumer's, or was not authorised. */
export function danfeOf(document: FiscalDocument, outlet: OutletSettings): ConsumerDanfe | null {
  const { invoice, accessKey, links, model, series, number, protocol } = document;
  if (model !== 'NFCE' || !invoice || accessKey === null || links.qrCode === null) return null;
  return {
    seller: { name: outlet.name, cnpj: invoice.issuer.cnpj, address: outlet.address },
    invoice,
    series,
    number,
    accessKey,
    protocol,
    qrCode: links.qrCode,
    lookup: links.lookup,
    isCancelled: document.status === 'CANCELLED',
  };
}
