import { pdfOf } from '../paper/pdf.js';
import { reais } from '../pix/money.js';
import type { FiscalDocument } from './documents.js';
import { totalOf } from './sale.js';

const NAMESPACE = 'http://www.portalfiscal.inf.br/nfe';
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
const tag = (name: string, text: string | number): string =>
  `<${name}>${String(text).replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign)}</${name}>`;
const money = (cents: number): string => (cents / 100).toFixed(2);
const environment = ({ sale }: FiscalDocument): string => (sale.isHomologation ? '2' : '1');
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';

/** A small `nfeProc`: well-formed, with what a shop looks for, and without what only tax inspectors do. */
export function invoiceXml(document: FiscalDocument): string {
  const { sale, key = '', number = 0, verdict, protocol = '' } = document;
  const items = sale.items.map(
    ({ code, description, ncm, cfop, quantity, unitPrice, gross }, at) =>
      `<det nItem="${at + 1}"><prod>${tag('cProd', code)}${tag('xProd', description)}${tag('NCM', ncm)}${tag('CFOP', cfop)}` +
      `${tag('qCom', quantity)}${tag('vUnCom', unitPrice)}${tag('vProd', money(gross))}</prod></det>`,
  );
  const { document: id = '', name = '' } = sale.recipient ?? {};
  const recipient =
    id === ''
      ? ''
      : `<dest>${tag(id.length === 14 ? 'CNPJ' : 'CPF', id)}${name === '' ? '' : tag('xNome', name)}</dest>`;
  const payments = sale.payments.map(
    ({ code, cents }) => `<detPag>${tag('tPag', code)}${tag('vPag', money(cents))}</detPag>`,
  );
  const goods = sale.items.reduce((sum, { gross }) => sum + gross, 0);
  return (
    `${HEAD}<nfeProc xmlns="${NAMESPACE}" versao="4.00"><NFe><infNFe Id="NFe${key}" versao="4.00">` +
    `<ide>${tag('mod', sale.model)}${tag('serie', sale.series)}${tag('nNF', number)}${tag('dhEmi', iso(sale.issuedAt))}${tag('tpAmb', environment(document))}</ide>` +
    `<emit>${tag('CNPJ', sale.cnpj)}</emit>${recipient}${items.join('')}` +
    `<total><ICMSTot>${tag('vProd', money(goods))}${tag('vFrete', money(sale.freight))}${tag('vDesc', money(sale.discount))}${tag('vNF', money(totalOf(sale)))}</ICMSTot></total>` +
    `<pag>${payments.join('')}</pag></infNFe></NFe><protNFe versao="4.00"><infProt>${tag('chNFe', key)}${tag('nProt', protocol)}` +
    `${tag('cStat', verdict?.code ?? '')}${tag('xMotivo', verdict?.message ?? '')}</infProt></protNFe></nfeProc>`
  );
}

/** The event that cancelled it. */
export function cancellationXml(document: FiscalDocument): string {
  const { key = '', cancellation } = document;
  return (
    `${HEAD}<procEventoNFe xmlns="${NAMESPACE}" versao="1.00"><evento versao="1.00"><infEvento>${tag('chNFe', key)}` +
    `${tag('tpEvento', '110111')}<detEvento versao="1.00">${tag('descEvento', 'Cancelamento')}${tag('xJust', cancellation?.reason ?? '')}</detEvento></infEvento></evento>` +
    `<retEvento versao="1.00"><infEvento>${tag('cStat', '135')}${tag('nProt', cancellation?.protocol ?? '')}</infEvento></retEvento></procEventoNFe>`
  );
}

/** The printed invoice, a page of it. */
export function danfePdf(document: FiscalDocument): Buffer {
  return pdfOf(danfeLines(document));
}

export function danfeLines(document: FiscalDocument): string[] {
  const { sale, key = '', number, protocol = '', state } = document;
  return [
    sale.model === 55 ? 'DANFE - Documento Auxiliar da NF-e' : 'DANFE NFC-e - Documento Auxiliar da NFC-e',
    ...(sale.isHomologation ? ['SEM VALOR FISCAL'] : []),
    ...(state === 'cancelled' ? ['CANCELADA'] : []),
    `CNPJ ${sale.cnpj}   Serie ${sale.series}   Numero ${number ?? ''}`,
    `Chave ${key}`,
    `Protocolo ${protocol}`,
    '',
    ...sale.items.map(({ description, quantity, gross }) => `${quantity} x ${description}   ${reais(gross)}`),
    '',
    `Frete ${reais(sale.freight)}   Desconto ${reais(sale.discount)}   Total ${reais(totalOf(sale))}`,
  ];
}

/** What the QR code of an NFC-e leads to. */
export const consultationUrl = 'https://www.homologacao.nfce.fazenda.sp.gov.br/consulta';
export const qrCodeUrl = ({ key = '', sale }: FiscalDocument): string =>
  `https://www.homologacao.nfce.fazenda.sp.gov.br/qrcode?p=${key}|2|${sale.isHomologation ? 2 : 1}|1|${'0'.repeat(40)}`;

/** In Brasília: `2026-11-20T09:00:00-03:00`. */
export const iso = (time: number): string => `${new Date(time - 3 * 3_600_000).toISOString().slice(0, 19)}-03:00`;
