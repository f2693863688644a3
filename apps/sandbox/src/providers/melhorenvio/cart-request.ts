import { Faultfinder, type Given, isCep, isText, listOf, numberOf, objectOf } from './invalid.js';
import { type QuoteRequest, readQuoteRequest } from './quote-request.js';
import { type Service, SERVICES } from './services.js';

/** What `POST /me/cart` asks for, checked. */
export interface CartRequest {
  readonly service: Service;
  readonly parcel: QuoteRequest;
  readonly from: Given;
  readonly to: Given;
  readonly products: readonly Given[];
  readonly options: Given;
  readonly tags: readonly { readonly tag: string; readonly url: string | null }[];
}

const NEEDED = ['name', 'address', 'city', 'postal_code'] as const;

export function readCartRequest(given: Given): CartRequest {
  const faults = new Faultfinder();
  const service = SERVICES.find(({ id }) => id === numberOf(given['service']));
  faults.demand(service !== undefined, 'service', 'O serviço selecionado é inválido.');
  const [from, to] = [objectOf(given['from']), objectOf(given['to'])];
  for (const [side, person] of Object.entries({ from, to })) {
    for (const name of NEEDED) {
      const value = person[name];
      const isGood = name === 'postal_code' ? isCep(value) : isText(value);
      faults.demand(isGood, `${side}.${name}`, `O campo ${side}.${name} é obrigatório.`);
    }
    const hasDocument = isText(person['document']) || isText(person['company_document']);
    faults.demand(hasDocument, `${side}.document`, `O campo ${side}.document é obrigatório.`);
  }
  const [products, volumes, options] = [
    listOf(given['products']),
    listOf(given['volumes']),
    objectOf(given['options']),
  ];
  faults.demand(products.length > 0, 'products', 'O campo products é obrigatório.');
  faults.demand(volumes.length > 0, 'volumes', 'O campo volumes é obrigatório.');
  const isOne = !service?.takesOneVolume || volumes.length <= 1;
  faults.demand(isOne, 'volumes', 'A transportadora aceita apenas um volume por etiqueta.');
  const invoice = objectOf(options['invoice'])['key'];
  const hasPapers = options['non_commercial'] === true || (isText(invoice) && /^\d{44}$/.test(invoice));
  faults.demand(hasPapers, 'options.invoice.key', 'Informe a chave da NF-e ou a declaração de conteúdo.');
  faults.finish();
  return {
    service: service as Service,
    parcel: readQuoteRequest({ from, to, volumes, options }),
    from,
    to,
    products,
    options,
    tags: listOf(options['tags']).map(({ tag, url }) => ({ tag: String(tag), url: isText(url) ? url : null })),
  };
}
