import type { Content } from 'pdfmake';

import { formatMoney, type MinorUnits } from '#libs/kernel';
import type { PdfDefinition } from '#libs/platform';

import type { ConsumerDanfe } from '../core/model/danfe.js';

const POINTS_PER_MM = 72 / 25.4;
const PAPER_WIDTH = 80 * POINTS_PER_MM;
const MARGIN = 4 * POINTS_PER_MM;
const QR_SIZE = 130;

/** The means of payment as the law's layout names them. */
const MEANS: Readonly<Record<string, string>> = {
  '01': 'Dinheiro',
  '03': 'Cartão de Crédito',
  '04': 'Cartão de Débito',
  '17': 'PIX',
  '90': 'Sem Pagamento',
};

/** A DANFE NFC-e: always in Portuguese, whatever the outlet's language, for that is what the law asks for. */
export function danfePdf({ seller, invoice, ...danfe }: ConsumerDanfe): PdfDefinition {
  const { totals, buyer } = invoice;
  const isTest = invoice.environment === 'HOMOLOGACAO';
  return {
    pageSize: { width: PAPER_WIDTH, height: 'auto' },
    pageMargins: [MARGIN, MARGIN, MARGIN, MARGIN],
    info: { title: `NFC-e ${danfe.accessKey}`, creator: 'Comanda', producer: 'Comanda' },
    defaultStyle: { font: 'Roboto', fontSize: 8, lineHeight: 1.1 },
    content: [
      centred(seller.name, true),
      centred(`CNPJ ${seller.cnpj}`),
      ...(seller.address === null ? [] : [centred(seller.address)]),
      rule(),
      centred('Documento Auxiliar da Nota Fiscal de Consumidor Eletrônica', true),
      ...(isTest ? [centred('EMITIDA EM AMBIENTE DE HOMOLOGAÇÃO - SEM VALOR FISCAL', true)] : []),
      ...(danfe.isCancelled ? [centred('NOTA CANCELADA', true)] : []),
      rule(),
      ...invoice.lines.flatMap(({ code, description, quantity, unit, unitPrice, gross }): Content[] => [
        { text: `${code} ${description}` },
        pair(`${quantity} ${unit} × ${reais(unitPrice)}`, reais(gross)),
      ]),
      rule(),
      pair('Qtd. total de itens', String(invoice.lines.length)),
      pair('Valor total', reais(totals.products)),
      ...amount('Desconto', -totals.discount),
      ...amount('Frete', totals.freight),
      ...amount('Acréscimos', totals.other),
      { ...pair('Valor a pagar', reais(totals.total)), bold: true },
      ...invoice.payments.map(({ code, amount: paid }) => pair(MEANS[code] ?? 'Outros', reais(paid))),
      ...amount('Tributos totais incidentes (Lei 12.741/2012)', totals.tax),
      rule(),
      centred('Consulte pela chave de acesso em'),
      ...(danfe.lookup === null ? [] : [centred(danfe.lookup)]),
      centred(inFours(danfe.accessKey)),
      rule(),
      centred(
        buyer
          ? `Consumidor: ${buyer.cnpj ? `CNPJ ${buyer.cnpj}` : `CPF ${buyer.cpf ?? ''}`}${buyer.name === null ? '' : ` ${buyer.name}`}`
          : 'Consumidor não identificado',
      ),
      centred(
        `NFC-e nº ${danfe.number ?? ''} série ${danfe.series ?? ''} ${invoice.issuedAt.replace('T', ' ').slice(0, 19)}`,
      ),
      ...(danfe.protocol === null ? [] : [centred(`Protocolo de autorização ${danfe.protocol}`)]),
      { qr: danfe.qrCode, fit: QR_SIZE, alignment: 'center', margin: [0, 8, 0, 0] },
    ],
  };
}

const reais = (centavos: MinorUnits): string => formatMoney(centavos, 'BRL', 'pt-BR');

const centred = (text: string, bold = false): Content => ({ text, alignment: 'center', bold });

const pair = (left: string, right: string) => ({
  columns: [
    { text: left, width: '*' },
    { text: right, width: 'auto', alignment: 'right' as const, noWrap: true },
  ],
  columnGap: 6,
});

const amount = (name: string, centavos: MinorUnits): Content[] => (centavos === 0 ? [] : [pair(name, reais(centavos))]);

const rule = (): Content => ({
  canvas: [{ type: 'line', x1: 0, y1: 0, x2: PAPER_WIDTH - 2 * MARGIN, y2: 0, lineWidth: 0.5 }],
  margin: [0, 3, 0, 3],
});

const inFours = (key: string): string => key.replace(/(.{4})(?=.)/g, '$1 ');
