import { Faultfinder, type Given, isCep, listOf, numberOf, objectOf } from './invalid.js';

/** Everything of a quote in one box, as the carriers see it. */
export interface QuoteRequest {
  readonly from: string;
  readonly to: string;
  readonly grams: number;
  readonly length: number;
  readonly width: number;
  readonly height: number;
  /** Cents. */
  readonly insured: number;
  readonly volumes: number;
  readonly products: readonly { readonly id: unknown; readonly quantity: number }[];
  readonly options: Given;
  /** The services asked for; all when absent. */
  readonly services?: readonly number[];
}

interface Piece {
  readonly length: number;
  readonly width: number;
  readonly height: number;
  readonly grams: number;
  readonly quantity: number;
  readonly insured: number;
}

/** From `products`, or `volumes`, or the older `package`. Centimetres, kilograms and reais, all as decimals. */
export function readQuoteRequest(given: Given): QuoteRequest {
  const faults = new Faultfinder();
  const from = objectOf(given['from'])['postal_code'];
  const to = objectOf(given['to'])['postal_code'];
  faults.demand(isCep(from), 'from.postal_code', 'O CEP de origem deve ter 8 dígitos.');
  faults.demand(isCep(to), 'to.postal_code', 'O CEP de destino deve ter 8 dígitos.');
  const field = ['products', 'volumes', 'package'].find((one) => given[one] !== undefined) ?? 'products';
  const raw = field === 'package' ? [objectOf(given[field])] : listOf(given[field]);
  faults.demand(raw.length > 0, field, `O campo ${field} é obrigatório.`);
  const pieces = raw.map((one, at) => pieceOf(one, field === 'package' ? field : `${field}.${at}`, faults));
  const options = objectOf(given['options']);
  const insurance = options['insurance_value'];
  faults.demand(insurance === undefined || numberOf(insurance) >= 0, 'options.insurance_value');
  const services = given['services'];
  const isList = typeof services === 'string' && /^\d+(,\d+)*$/.test(services);
  faults.demand(services === undefined || services === '' || isList, 'services');
  faults.finish();
  return {
    from: String(from),
    to: String(to),
    ...boxOf(pieces),
    insured: insuredBy(pieces, insurance),
    volumes: field === 'products' ? 1 : pieces.length,
    products: field === 'products' ? raw.map(({ id }, at) => ({ id, quantity: pieces[at]?.quantity ?? 1 })) : [],
    options,
    ...(isList ? { services: services.split(',').map(Number) } : {}),
  };
}

function pieceOf(given: Given, field: string, faults: Faultfinder): Piece {
  for (const side of ['width', 'height', 'length', 'weight']) {
    faults.demand(numberOf(given[side]) > 0, `${field}.${side}`, `O campo ${field}.${side} deve ser maior que 0.`);
  }
  const { quantity = 1, insurance_value: insured = 0 } = given;
  faults.demand(Number.isSafeInteger(numberOf(quantity)) && Number(quantity) > 0, `${field}.quantity`);
  faults.demand(numberOf(insured) >= 0, `${field}.insurance_value`);
  return {
    length: numberOf(given['length']),
    width: numberOf(given['width']),
    height: numberOf(given['height']),
    grams: Math.round(numberOf(given['weight']) * 1000),
    quantity: Number(quantity),
    insured: centsOf(insured) * Number(quantity),
  };
}

/** Stacked: as long and wide as the largest, as high as all together. */
function boxOf(pieces: readonly Piece[]) {
  const most = (side: 'length' | 'width') => Math.ceil(Math.max(...pieces.map((one) => one[side])));
  const sum = (of: (one: Piece) => number) => pieces.reduce((all, one) => all + of(one) * one.quantity, 0);
  return {
    length: most('length'),
    width: most('width'),
    height: Math.ceil(sum(({ height }) => height)),
    grams: sum(({ grams }) => grams),
  };
}

const insuredBy = (pieces: readonly Piece[], insurance: unknown): number =>
  insurance === undefined ? pieces.reduce((sum, { insured }) => sum + insured, 0) : centsOf(insurance);

const centsOf = (reais: unknown): number => Math.round(numberOf(reais) * 100);
