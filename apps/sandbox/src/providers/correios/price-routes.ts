import type { SandboxClock } from '../../framework/clock.js';
import { type Answer, type Call, type Handler, json, jsonObject } from '../../framework/http.js';
import type { Routes } from '../../framework/provider.js';
import { type DeadlineRequest, type PriceRequest, Prices } from './prices.js';
import { refused } from './refused.js';

type Given = Readonly<Record<string, unknown>>;

const MOST_ITEMS = 5;
const QUERY_DATE = /^\d\d-\d\d-\d{4}$/;
const BATCH_DATE = /^\d\d\/\d\d\/\d{4}$/;
const PRICE_FIELDS = [
  'coProduto',
  'nuRequisicao',
  'cepOrigem',
  'cepDestino',
  'psObjeto',
  'tpObjeto',
  'comprimento',
  'largura',
  'altura',
  'vlDeclarado',
] as const;
const DEADLINE_FIELDS = ['coProduto', 'nuRequisicao', 'cepOrigem', 'cepDestino'] as const;

/** `/preco/v1` and `/prazo/v1`: one at a time, refused as a whole; or five at most, each with its own refusal in it. */
export class PriceRoutes {
  constructor(
    private readonly prices: Prices,
    private readonly clock: SandboxClock,
  ) {}

  addTo(to: Routes, guard: (handler: Handler) => Handler): void {
    const price = (given: Given) => this.prices.price(priceOf(given));
    const deadline = (given: Given) => this.prices.deadline(deadlineOf(given), this.clock.now());
    to.get(
      '/preco/v1/nacional/:coProduto',
      'price',
      guard((call) => single(call, 'PRC', price)),
    );
    to.post(
      '/preco/v1/nacional',
      'price-batch',
      guard((call) => batch(call, 'PRC', 'parametrosProduto', price)),
    );
    to.get(
      '/prazo/v1/nacional/:coProduto',
      'deadline',
      guard((call) => single(call, 'PRZ', deadline)),
    );
    to.post(
      '/prazo/v1/nacional',
      'deadline-batch',
      guard((call) => batch(call, 'PRZ', 'parametrosPrazo', deadline)),
    );
  }
}

function single(call: Call, family: string, answer: (given: Given) => object | string): Answer {
  const date = call.query.get('dtEvento');
  if (date !== null && !QUERY_DATE.test(date)) throw refused(400, `${family}-103: dtEvento deve ser dd-MM-yyyy`, call);
  const additional = call.query.getAll('servicosAdicionais').map((coServAdicional) => ({ coServAdicional }));
  const given = { ...Object.fromEntries(call.query), ...call.params, servicosAdicionais: additional };
  const told = answer(given);
  if (typeof told === 'string') throw refused(400, told, call);
  return json(200, told);
}

function batch(call: Call, family: string, field: string, answer: (given: Given) => object | string): Answer {
  const body = jsonObject(call.body);
  const items = Array.isArray(body?.[field]) ? (body[field] as Given[]) : [];
  if (items.length < 1 || items.length > MOST_ITEMS) {
    throw refused(400, `${family}-104: ${field} deve ter de 1 a ${MOST_ITEMS} itens`, call);
  }
  const told = items.map((given) => {
    const { coProduto, nuRequisicao, dtEvento } = given;
    const isGoodDate = dtEvento === undefined || BATCH_DATE.test(text(dtEvento));
    const one = isGoodDate ? answer(given) : `${family}-103: dtEvento deve ser dd/MM/yyyy`;
    return typeof one === 'string' ? { coProduto, nuRequisicao, txErro: one } : one;
  });
  return json(200, told);
}

function priceOf(given: Given): PriceRequest {
  const additional = Array.isArray(given['servicosAdicionais']) ? (given['servicosAdicionais'] as Given[]) : [];
  const servicosAdicionais = additional.map(({ coServAdicional }) => text(coServAdicional));
  return { ...(picked(given, PRICE_FIELDS) as Omit<PriceRequest, 'servicosAdicionais'>), servicosAdicionais };
}

const deadlineOf = (given: Given): DeadlineRequest => picked(given, DEADLINE_FIELDS);

const picked = <Name extends string>(given: Given, names: readonly Name[]): Record<Name, string> =>
  Object.fromEntries(names.map((name) => [name, text(given[name])])) as Record<Name, string>;

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
