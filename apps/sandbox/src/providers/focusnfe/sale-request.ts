import type { Settings } from '../../framework/provider.js';
import type { Model, Sale, SaleItem } from '../../fiscal/sale.js';
import { type FieldFault, refused } from './refused.js';

type Given = Readonly<Record<string, unknown>>;

const PAYMENTS = /^(0[1-5]|1[0-35-9]|2[0-4]|9[019])$/;
const TEXTS = ['natureza_operacao', 'data_emissao', 'cnpj_emitente'] as const;
const NFE_TEXTS = [
  'nome_destinatario',
  'logradouro_destinatario',
  'numero_destinatario',
  'bairro_destinatario',
  'municipio_destinatario',
  'uf_destinatario',
] as const;
const ITEM_TEXTS = [
  'codigo_produto',
  'descricao',
  'unidade_comercial',
  'icms_origem',
  'icms_situacao_tributaria',
  'pis_situacao_tributaria',
  'cofins_situacao_tributaria',
] as const;
const ITEM_NUMBERS = ['quantidade_comercial', 'valor_unitario_comercial'] as const;
const DELIVERY_NFCE = '4';

/** The body of a POST, checked as its schema does: 422 with every field that is wrong. */
export function readSale(given: Given, model: Model, settings: Settings): Sale {
  const reader = new Reader(given);
  for (const name of TEXTS) reader.demand(hasText(given[name]), name);
  reader.demand(!Number.isNaN(Date.parse(String(given['data_emissao']))), 'data_emissao');
  reader.demand(/T.*([+-]\d\d:?\d\d|Z)$/.test(String(given['data_emissao'])), 'data_emissao');
  const destination = given['local_destino'] ?? 1;
  reader.demand(/^[123]$/.test(textOf(destination)), 'local_destino');
  if (model === 55) readNfe(reader);
  else readNfce(reader);
  const [items, payments] = [listOf(given['items']), listOf(given['formas_pagamento'])];
  reader.demand(items.length > 0, 'items');
  reader.demand(payments.length > 0, 'formas_pagamento');
  for (const [at, one] of items.entries()) readItem(reader, one, `items[${at}]`);
  for (const [at, one] of payments.entries()) {
    reader.demand(PAYMENTS.test(textOf(one['forma_pagamento'])), `formas_pagamento[${at}].forma_pagamento`);
    reader.demand(isNumber(one['valor_pagamento']), `formas_pagamento[${at}].valor_pagamento`);
  }
  const money = (name: string) => reader.money(name);
  const optional = (name: string) => (given[name] === undefined ? undefined : money(name));
  const sale: Sale = {
    model,
    isHomologation: settings['ambiente'] !== 'producao',
    cnpj: digitsOf(given['cnpj_emitente']),
    uf: settings['uf'] ?? 'SP',
    issuedAt: Date.parse(String(given['data_emissao'])),
    series: Number(given['serie'] ?? 1),
    ...(given['numero'] === undefined ? {} : { number: Number(given['numero']) }),
    recipient: recipientOf(given),
    destination: Number(destination),
    isInPerson: textOf(given['presenca_comprador']) === '1' || textOf(given['presenca_comprador']) === DELIVERY_NFCE,
    items: items.map(itemOf),
    goods: optional('valor_produtos'),
    discount: money('valor_desconto'),
    freight: money('valor_frete'),
    total: optional('valor_total'),
    payments: payments.map((one) => ({ code: textOf(one['forma_pagamento']), cents: centsOf(one['valor_pagamento']) })),
    change: money('troco'),
  };
  reader.finish();
  return sale;
}

function readNfe(reader: Reader): void {
  const { given } = reader;
  for (const name of NFE_TEXTS) reader.demand(hasText(given[name]), name);
  reader.demand(/^[01]$/.test(textOf(given['tipo_documento'])), 'tipo_documento');
  reader.demand(/^[1-4]$/.test(textOf(given['finalidade_emissao'])), 'finalidade_emissao');
  reader.demand(/^[0-59]$/.test(textOf(given['presenca_comprador'] ?? 9)), 'presenca_comprador');
  reader.demand(/^[0-49]$/.test(textOf(given['modalidade_frete'])), 'modalidade_frete');
  reader.demand(hasText(given['cpf_destinatario']) || hasText(given['cnpj_destinatario']), 'cpf_destinatario');
  reader.demand(
    /^[129]$/.test(textOf(given['indicador_inscricao_estadual_destinatario'])),
    'indicador_inscricao_estadual_destinatario',
  );
  reader.demand(/^\d{8}$/.test(digitsOf(given['cep_destinatario'])), 'cep_destinatario');
}

function readNfce(reader: Reader): void {
  const { given } = reader;
  reader.demand(/^[14]$/.test(textOf(given['presenca_comprador'])), 'presenca_comprador');
  reader.demand(textOf(given['modalidade_frete']) === '9', 'modalidade_frete');
  reader.demand(textOf(given['local_destino']) === '1', 'local_destino');
}

function readItem(reader: Reader, item: Given, field: string): void {
  for (const name of ITEM_TEXTS) reader.demand(hasText(item[name]), `${field}.${name}`);
  for (const name of ITEM_NUMBERS) reader.demand(isNumber(item[name]), `${field}.${name}`);
  reader.demand(hasText(item['numero_item']), `${field}.numero_item`);
  reader.demand(/^[1-7]\d{3}$/.test(textOf(item['cfop'])), `${field}.cfop`);
  reader.demand(/^\d{8}$/.test(textOf(item['codigo_ncm'])), `${field}.codigo_ncm`);
}

function itemOf(item: Given): SaleItem {
  const quantity = Number(item['quantidade_comercial']);
  const unitPrice = Number(item['valor_unitario_comercial']);
  return {
    code: textOf(item['codigo_produto']),
    description: textOf(item['descricao']),
    ncm: textOf(item['codigo_ncm']),
    cfop: textOf(item['cfop']),
    quantity,
    unitPrice,
    gross: item['valor_bruto'] === undefined ? Math.round(quantity * unitPrice * 100) : centsOf(item['valor_bruto']),
  };
}

function recipientOf(given: Given): Sale['recipient'] {
  const document = digitsOf(given['cpf_destinatario'] ?? given['cnpj_destinatario']);
  const [name, uf] = [textOf(given['nome_destinatario']), textOf(given['uf_destinatario'])];
  if (document === '' && name === '') return undefined;
  return { ...(name === '' ? {} : { name }), ...(document === '' ? {} : { document }), ...(uf === '' ? {} : { uf }) };
}

/** Gathers every field that is wrong. */
class Reader {
  private readonly faults: FieldFault[] = [];

  constructor(readonly given: Given) {}

  demand(isGood: boolean, campo: string): void {
    if (isGood || this.faults.some((one) => one.campo === campo)) return;
    this.faults.push({ mensagem: `O campo ${campo} é obrigatório ou está em formato inválido`, campo });
  }

  money(name: string): number {
    const value = this.given[name] ?? 0;
    this.demand(isNumber(value), name);
    return centsOf(value);
  }

  finish(): void {
    if (this.faults.length === 0) return;
    throw refused(422, 'erro_validacao_schema', 'A requisição não está de acordo com o schema', this.faults);
  }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
const hasText = (value: unknown): boolean => textOf(value) !== '';
/** Numbers may come as texts with a dot. */
const isNumber = (value: unknown): boolean => /^\d+(\.\d+)?$/.test(textOf(value));
const centsOf = (value: unknown): number => Math.round(Number(value) * 100);
const digitsOf = (value: unknown): string => textOf(value).replace(/\D/g, '');
const listOf = (value: unknown): Given[] => (Array.isArray(value) ? (value as Given[]) : []);
