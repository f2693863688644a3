import type { MinorUnits } from '#libs/kernel';

import type { Invoice, InvoiceBuyer, InvoiceLine } from '../core/model/invoice.js';

/** Spellings of eNotas' own tables; those of cards and PIX are not documented in public and wait for a live test. */
const MEANS: Readonly<Record<string, string>> = {
  '01': 'Dinheiro',
  '03': 'CartaoDeCredito',
  '04': 'CartaoDeDebito',
  '17': 'Pix',
  '90': 'SemPagamento',
};
const OTHER = 'Outros';

/** The body of `POST /empresas/{id}/nf-e` and `/nfc-e`. */
export function enotasBody(invoice: Invoice): Record<string, unknown> {
  const { totals, model } = invoice;
  const presence = invoice.presence === 'INTERNET' ? 'OperacaoPelaInternet' : 'OperacaoPresencial';
  const isSent = model === 'NFE' || totals.freight > 0;
  return {
    id: invoice.reference,
    tipo: model === 'NFE' ? 'NF-e' : 'NFC-e',
    ambienteEmissao: invoice.environment === 'PRODUCAO' ? 'Producao' : 'Homologacao',
    naturezaOperacao: 'Venda',
    tipoOperacao: 'Saida',
    finalidade: 'Normal',
    consumidorFinal: true,
    indicadorPresencaConsumidor: presence,
    enviarPorEmail: false,
    ...(invoice.buyer && { cliente: buyer(invoice.buyer) }),
    pedido: {
      presencaConsumidor: presence,
      pagamento: {
        tipo: 'PagamentoAVista',
        formas: invoice.payments.map(({ code, amount }) => ({
          tipo: MEANS[code] ?? OTHER,
          valor: reaisNumber(amount),
        })),
      },
    },
    transporte: {
      frete: { modalidade: isSent ? 'PorContaDoEmitente' : 'SemFrete', valor: reaisNumber(totals.freight) },
    },
    itens: invoice.lines.map((line) => item(line, invoice)),
    valorTotal: reaisNumber(totals.total),
    informacoesAdicionais: `Pedido ${invoice.orderNumber}`,
    webhookMetadados: `order=${invoice.orderNumber}`,
  };
}

const buyer = ({ name, cpf, cnpj = null, stateRegistration = null, email, address }: InvoiceBuyer) => ({
  tipoPessoa: cnpj === null ? 'F' : 'J',
  ...(name !== null && { nome: name }),
  ...(email !== null && { email }),
  cpfCnpj: cnpj ?? cpf,
  ...registration(stateRegistration),
  ...(address && {
    endereco: {
      pais: 'Brasil',
      uf: address.state,
      cidade: address.city,
      logradouro: address.street,
      numero: address.number,
      ...(address.complement !== null && { complemento: address.complement }),
      bairro: address.district,
      cep: address.cep,
    },
  }),
});

const registration = (number: string | null) => {
  if (number === null) return { indicadorContribuinteICMS: 'NaoContribuinte' };
  if (number === 'ISENTO') return { indicadorContribuinteICMS: 'Isento' };
  return { indicadorContribuinteICMS: 'Contribuinte', inscricaoEstadual: number };
};

const item = (line: InvoiceLine, { taxes }: Invoice) => ({
  cfop: line.cfop,
  codigo: line.code,
  descricao: line.description,
  ncm: line.ncm,
  quantidade: line.quantity,
  unidadeMedida: line.unit,
  valorUnitario: reaisNumber(line.unitPrice),
  descontos: reaisNumber(line.discount),
  ...(line.freight > 0 && { frete: reaisNumber(line.freight) }),
  ...(line.other > 0 && { outrasDespesas: reaisNumber(line.other) }),
  impostos: {
    percentualAproximadoTributos: { simplificado: { percentual: reaisNumber(line.taxRate) }, fonte: 'IBPT' },
    icms: { situacaoTributaria: taxes.icms, origem: Number(taxes.icmsOrigin) },
    pis: { situacaoTributaria: taxes.pis },
    cofins: { situacaoTributaria: taxes.cofins },
  },
});

/** eNotas counts in JSON numbers: the double nearest to the hundredths prints as exactly those, up to 2^53. */
const reaisNumber = (hundredths: MinorUnits): number => hundredths / 100;
