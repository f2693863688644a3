import type { BasisPoints } from '#libs/kernel';

import type { Invoice, InvoiceAddress, InvoiceBuyer, InvoiceLine } from '../core/model/invoice.js';
import { reais } from './reading.js';

/** The authority's test environment takes no other name for a buyer, and no other first product (rejections 598 and 373). */
const NOBODY = 'NF-E EMITIDA EM AMBIENTE DE HOMOLOGACAO - SEM VALOR FISCAL';
const NOTHING = 'NOTA FISCAL EMITIDA EM AMBIENTE DE HOMOLOGACAO - SEM VALOR FISCAL';

const REGIMES = { SIMPLES: '1', SIMPLES_EXCESS: '2', NORMAL: '3' } as const;
/** Means that are paid through an institution: not integrated with a terminal of ours. */
const THROUGH_AN_INSTITUTION = ['03', '04', '17'];
const OTHER_MEANS = '99';
/** xPag takes no more. */
const LONGEST_MEANS = 60;

/** The body of `POST /v2/nfe` and `/v2/nfce`. */
export function focusBody(invoice: Invoice): Record<string, unknown> {
  const { issuer, totals, model } = invoice;
  const isTest = invoice.environment === 'HOMOLOGACAO';
  return {
    natureza_operacao: model === 'NFE' ? 'VENDA' : 'VENDA AO CONSUMIDOR',
    data_emissao: invoice.issuedAt,
    ...(invoice.number !== null && { numero: String(invoice.number), serie: String(invoice.series) }),
    tipo_documento: '1',
    local_destino: invoice.destination === 'OTHER_STATE' ? '2' : '1',
    finalidade_emissao: '1',
    consumidor_final: '1',
    presenca_comprador: invoice.presence === 'INTERNET' ? '2' : '1',
    cnpj_emitente: issuer.cnpj,
    ...(issuer.stateRegistration !== null && { inscricao_estadual_emitente: issuer.stateRegistration }),
    ...(issuer.regime !== null && { regime_tributario_emitente: REGIMES[issuer.regime] }),
    ...(invoice.buyer && buyerFields(invoice.buyer, isTest)),
    modalidade_frete: model === 'NFE' || totals.freight > 0 ? '0' : '9',
    valor_produtos: reais(totals.products),
    valor_desconto: reais(totals.discount),
    valor_frete: reais(totals.freight),
    valor_outras_despesas: reais(totals.other),
    valor_total: reais(totals.total),
    informacoes_adicionais_contribuinte: `Pedido ${invoice.orderNumber}`,
    items: invoice.lines.map((line, i) =>
      itemFields(isTest && model === 'NFCE' && i === 0 ? { ...line, description: NOTHING } : line, invoice),
    ),
    formas_pagamento: invoice.payments.map(({ code, amount, description = 'Outros' }) => ({
      forma_pagamento: code,
      valor_pagamento: reais(amount),
      ...(THROUGH_AN_INSTITUTION.includes(code) && { tipo_integracao: '2' }),
      ...(code === OTHER_MEANS && { descricao_pagamento: description.slice(0, LONGEST_MEANS) }),
    })),
  };
}

const buyerFields = (
  { name, cpf, cnpj = null, stateRegistration = null, email, address }: InvoiceBuyer,
  isTest: boolean,
) => ({
  ...(name !== null && { nome_destinatario: isTest ? NOBODY : name }),
  ...(cnpj === null ? { cpf_destinatario: cpf } : { cnpj_destinatario: cnpj }),
  ...registrationFields(stateRegistration),
  ...(email !== null && { email_destinatario: email }),
  ...(address && addressFields(address)),
});

/** 1: pays ICMS and has a number; 2: exempt from having one; 9: does not pay it. */
const registrationFields = (registration: string | null) => {
  if (registration === null) return { indicador_inscricao_estadual_destinatario: '9' };
  if (registration === 'ISENTO') return { indicador_inscricao_estadual_destinatario: '2' };
  return { indicador_inscricao_estadual_destinatario: '1', inscricao_estadual_destinatario: registration };
};

const addressFields = (address: InvoiceAddress) => ({
  logradouro_destinatario: address.street,
  numero_destinatario: address.number,
  ...(address.complement !== null && { complemento_destinatario: address.complement }),
  bairro_destinatario: address.district,
  municipio_destinatario: address.city,
  uf_destinatario: address.state,
  cep_destinatario: address.cep,
  pais_destinatario: 'Brasil',
});

function itemFields(line: InvoiceLine, { taxes, issuer }: Invoice) {
  const quantity = `${line.quantity}.00`;
  return {
    numero_item: String(line.position),
    codigo_produto: line.code,
    descricao: line.description,
    codigo_ncm: line.ncm,
    cfop: line.cfop,
    unidade_comercial: line.unit,
    quantidade_comercial: quantity,
    valor_unitario_comercial: reais(line.unitPrice),
    unidade_tributavel: line.unit,
    quantidade_tributavel: quantity,
    valor_unitario_tributavel: reais(line.unitPrice),
    valor_bruto: reais(line.gross),
    ...(line.discount > 0 && { valor_desconto: reais(line.discount) }),
    ...(line.freight > 0 && { valor_frete: reais(line.freight) }),
    ...(line.other > 0 && { valor_outras_despesas: reais(line.other) }),
    ...(line.tax > 0 && { valor_total_tributos: reais(line.tax) }),
    inclui_no_total: '1',
    icms_origem: taxes.icmsOrigin,
    icms_situacao_tributaria: taxes.icms,
    ...(issuer.regime === 'NORMAL' && taxes.icms === '00' && taxedFields(line)),
    pis_situacao_tributaria: taxes.pis,
    cofins_situacao_tributaria: taxes.cofins,
  };
}

/** ICMS is inside the price: its base is what the line costs (modality 3, the value of the operation). */
const taxedFields = (line: InvoiceLine) => ({
  icms_modalidade_base_calculo: '3',
  icms_base_calculo: reais(line.gross - line.discount + line.freight + line.other),
  icms_aliquota: percent(line.taxRate),
  icms_valor: reais(line.tax),
});

/** Basis points as percent with two decimals. */
const percent = (rate: BasisPoints): string => reais(rate);
