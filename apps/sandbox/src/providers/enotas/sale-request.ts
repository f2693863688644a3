import { HOMOLOGATION_ITEM, HOMOLOGATION_RECIPIENT } from '../../fiscal/reasons.js';
import type { Model, Sale, SaleItem } from '../../fiscal/sale.js';
import { Refusal } from '../../framework/http.js';
import type { Settings } from '../../framework/provider.js';
import { type Fault, problemOf } from './refused.js';

type Given = Readonly<Record<string, unknown>>;

const ENVIRONMENTS = ['Homologacao', 'Producao'];
const PRESENCES = ['NaoSeAplica', 'OperacaoPresencial', 'OperacaoPelaInternet'];
const CASH = '01';
const OTHER = '99';

/** The body of a POST, checked: 400 with everything that is wrong. The gateway itself writes the sentences of homologation. */
export function readSale(given: Given, model: Model, settings: Settings, now: number): Sale {
  const reader = new Reader();
  const [customer, transport] = [objectOf(given['cliente']), objectOf(given['transporte'])];
  const payment = objectOf(objectOf(given['pedido'])['pagamento']);
  const [items, forms] = [listOf(given['itens']), listOf(payment['formas'])];
  const environment = textOf(given['ambienteEmissao']);
  const presence = textOf(given['indicadorPresencaConsumidor']);
  reader.demand(ENVIRONMENTS.includes(environment), 'ambienteEmissao');
  reader.demand(textOf(given['naturezaOperacao']) !== '', 'naturezaOperacao');
  reader.demand(typeof given['consumidorFinal'] === 'boolean', 'consumidorFinal');
  reader.demand(presence === '' || PRESENCES.includes(presence), 'indicadorPresencaConsumidor');
  if (model === 55) readCustomer(reader, customer);
  reader.demand(items.length > 0, 'itens');
  for (const [at, one] of items.entries()) readItem(reader, one, `itens[${at}]`);
  reader.demand(forms.length > 0, 'pedido.pagamento.formas');
  for (const [at, one] of forms.entries()) {
    reader.demand(textOf(one['tipo']) !== '', `pedido.pagamento.formas[${at}].tipo`);
    reader.demand(isNumber(one['valor']), `pedido.pagamento.formas[${at}].valor`);
  }
  const { valor: freight = 0 } = objectOf(transport['frete']);
  reader.demand(isNumber(freight), 'transporte.frete.valor');
  reader.demand(given['valorTotal'] === undefined || isNumber(given['valorTotal']), 'valorTotal');
  reader.finish();
  const isHomologation = environment === 'Homologacao';
  const uf = textOf(objectOf(customer['endereco'])['uf']);
  const own = settings['uf'] ?? 'SP';
  return {
    model,
    isHomologation,
    cnpj: settings['cnpj'] ?? '',
    uf: own,
    issuedAt: now,
    series: Number(given['serie'] ?? 1),
    ...(given['numero'] === undefined ? {} : { number: Number(given['numero']) }),
    recipient: recipientOf(customer, isHomologation, uf),
    destination: uf === '' || uf === own ? 1 : 2,
    isInPerson: presence === 'OperacaoPresencial',
    items: items.map((one, at) => itemOf(one, model === 65 && isHomologation && at === 0)),
    discount: items.reduce((sum, { descontos = 0 }) => sum + centsOf(descontos), 0),
    freight: centsOf(freight),
    ...(given['valorTotal'] === undefined ? {} : { total: centsOf(given['valorTotal']) }),
    payments: forms.map(({ tipo, valor }) => ({ code: tipo === 'Dinheiro' ? CASH : OTHER, cents: centsOf(valor) })),
    change: centsOf(payment['troco'] ?? 0),
  };
}

function readCustomer(reader: Reader, customer: Given): void {
  const address = objectOf(customer['endereco']);
  reader.demand(['F', 'J'].includes(textOf(customer['tipoPessoa'])), 'cliente.tipoPessoa');
  reader.demand(/^(\d{11}|\d{14})$/.test(textOf(customer['cpfCnpj'])), 'cliente.cpfCnpj');
  reader.demand(textOf(customer['nome']) !== '', 'cliente.nome');
  for (const name of ['uf', 'cidade', 'logradouro', 'numero', 'bairro', 'cep']) {
    reader.demand(textOf(address[name]) !== '', `cliente.endereco.${name}`);
  }
}

function readItem(reader: Reader, item: Given, field: string): void {
  const taxes = objectOf(item['impostos']);
  reader.demand(/^[1-7]\d{3}$/.test(textOf(item['cfop'])), `${field}.cfop`);
  reader.demand(/^\d{8}$/.test(textOf(item['ncm'])), `${field}.ncm`);
  for (const name of ['codigo', 'descricao', 'unidadeMedida']) {
    reader.demand(textOf(item[name]) !== '', `${field}.${name}`);
  }
  for (const name of ['quantidade', 'valorUnitario']) reader.demand(isNumber(item[name]), `${field}.${name}`);
  reader.demand(item['descontos'] === undefined || isNumber(item['descontos']), `${field}.descontos`);
  for (const tax of ['icms', 'pis', 'cofins']) {
    const situation = objectOf(taxes[tax])['situacaoTributaria'];
    reader.demand(textOf(situation) !== '', `${field}.impostos.${tax}.situacaoTributaria`);
  }
}

function itemOf(item: Given, isFirstOfHomologation: boolean): SaleItem {
  const [quantity, unitPrice] = [Number(item['quantidade']), Number(item['valorUnitario'])];
  return {
    code: textOf(item['codigo']),
    description: isFirstOfHomologation ? HOMOLOGATION_ITEM : textOf(item['descricao']),
    ncm: textOf(item['ncm']),
    cfop: textOf(item['cfop']),
    quantity,
    unitPrice,
    gross: Math.round(quantity * unitPrice * 100),
  };
}

function recipientOf(customer: Given, isHomologation: boolean, uf: string): Sale['recipient'] {
  const [document, own] = [textOf(customer['cpfCnpj']), textOf(customer['nome'])];
  if (document === '' && own === '') return undefined;
  const name = isHomologation ? HOMOLOGATION_RECIPIENT : own;
  return { name, ...(document === '' ? {} : { document }), ...(uf === '' ? {} : { uf }) };
}

class Reader {
  private readonly faults: Fault[] = [];

  demand(isGood: boolean, field: string): void {
    if (!isGood) this.faults.push({ codigo: 'GR001', mensagem: `O campo ${field} é obrigatório ou inválido` });
  }

  finish(): void {
    if (this.faults.length > 0) throw new Refusal(problemOf(400, ...this.faults));
  }
}

export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
/** Amounts are JSON numbers here. */
const isNumber = (value: unknown): value is number => typeof value === 'number' && value >= 0;
const centsOf = (value: unknown): number => Math.round(Number(value) * 100);
const objectOf = (value: unknown): Given => (typeof value === 'object' && value !== null ? (value as Given) : {});
const listOf = (value: unknown): Given[] => (Array.isArray(value) ? value.map(objectOf) : []);
