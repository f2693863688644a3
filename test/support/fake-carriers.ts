import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { onCleanup } from './cleanup.js';

/** `slow` never answers; `wrong` is a page of HTML; `refusing` takes no credentials. */
export type CarrierMode = 'up' | 'down' | 'slow' | 'wrong' | 'refusing';

export interface SeenCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Sent;
}

/** What any of the questions may say. */
interface Sent {
  readonly to: { readonly postal_code: string };
  readonly volumes: readonly { readonly weight: number }[];
  readonly orders: readonly string[];
  readonly numero: string;
  readonly parametrosProduto: readonly Wanted[];
  readonly parametrosPrazo: readonly Wanted[];
}

/** What a parcel has been through, in each provider's own words. */
type Way = 'posted' | 'under way' | 'delivered' | 'returned';

const NOWHERE = '69900000';

/**
 * The wires of Melhor Envio and Correios as their documents say them, at one address: PAC costs 1500 and SEDEX 3000 centavos, and one and
 * two more a gram. Nobody goes to 69900-000.
 */
export class FakeCarriers {
  mode: CarrierMode = 'up';
  /** Replaces the next good answer's body. */
  nextBody: string | undefined;
  readonly calls: SeenCall[] = [];
  private readonly ways = new Map<string, Way>();
  private tokens = 0;

  private constructor(readonly url: string) {}

  static async start(): Promise<FakeCarriers> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onCleanup(() => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    });
    const carriers = new FakeCarriers(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (request, response) => void carriers.serve(request, response));
    return carriers;
  }

  parcel(trackingNumber: string, way: Way): void {
    this.ways.set(trackingNumber, way);
  }

  /** Correios takes none of the tokens that it gave. */
  expireTokens(): void {
    this.tokens += 1;
  }

  callsTo(path: RegExp): SeenCall[] {
    return this.calls.filter((call) => path.test(call.path));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const url = new URL(request.url ?? '/', this.url);
    const call: SeenCall = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: JSON.parse(text || '{}') as Sent,
    };
    this.calls.push(call);
    if (this.mode === 'slow') return;
    if (this.mode === 'down') return void response.writeHead(503).end('<html>maintenance</html>');
    if (this.mode === 'wrong') return void response.writeHead(200).end('<html>hello</html>');
    const answer: [status: number, body: unknown] =
      this.mode === 'refusing' ? [401, { message: 'Unauthenticated.' }] : this.answer(call);
    const body = this.nextBody ?? JSON.stringify(answer[1]);
    this.nextBody = undefined;
    response.writeHead(answer[0], { 'Content-Type': 'application/json' }).end(body);
  }

  private answer(call: SeenCall): [number, unknown] {
    if (call.path.startsWith('/api/v2/me/')) return this.melhorEnvio(call);
    if (call.path === '/token/v1/autentica/cartaopostagem') return this.token(call);
    if (call.headers.authorization !== `Bearer correios-${this.tokens}`) {
      return [403, { msgs: ['GTW-008: Token não válido para este ambiente.'] }];
    }
    if (call.path === '/preco/v1/nacional') return [200, call.body.parametrosProduto.map(priced)];
    if (call.path === '/prazo/v1/nacional') return [200, call.body.parametrosPrazo.map(timed)];
    if (call.path === '/srorastro/v1/objetos') return [200, this.objects(call.query.getAll('codigosObjetos'))];
    return [404, {}];
  }

  private melhorEnvio({ path, body, query, headers }: SeenCall): [number, unknown] {
    if (!headers.authorization || !/^.+ \(.+@.+\)$/.test(headers['user-agent'] ?? '')) {
      return [401, { message: 'Unauthenticated.' }];
    }
    if (path.endsWith('/shipment/calculate')) return [200, offers(body)];
    if (path.endsWith('/orders/search')) {
      const number = query.get('q') ?? '';
      return [200, this.ways.has(number) ? [{ id: `me-${number}`, tracking: number, status: 'posted' }] : []];
    }
    if (path.endsWith('/shipment/tracking')) {
      const entries = body.orders.map((id) => [id, tracked(id, this.ways.get(id.slice(3)))]);
      return [200, Object.fromEntries(entries)];
    }
    return [404, {}];
  }

  private token({ headers, body }: SeenCall): [number, unknown] {
    const isKnown = headers.authorization === `Basic ${Buffer.from('loja:access-code').toString('base64')}`;
    if (!isKnown || body.numero !== '0067599079') return [401, { msgs: ['GTW-006: Usuário ou código inválido'] }];
    const expiresAt = new Date(Date.now() + 24 * 3_600_000 - 3 * 3_600_000).toISOString().slice(0, 19);
    return [
      201,
      {
        ambiente: 'HOMOLOGACAO',
        id: 'loja',
        expiraEm: expiresAt,
        zoneOffset: '-03:00',
        token: `correios-${this.tokens}`,
        cartaoPostagem: { numero: '0067599079', contrato: '9912345678', dr: 20, api: [27, 34, 35] },
      },
    ];
  }

  private objects(codes: readonly string[]) {
    const objetos = codes.map((codObjeto) => {
      const way = this.ways.get(codObjeto);
      return way
        ? { codObjeto, modalidade: 'F', eventos: EVENTS[way] }
        : { codObjeto, mensagem: 'SRO-020: Objeto não encontrado na base de dados dos Correios.' };
    });
    return { versao: '1.8.7', quantidade: objetos.length, resultado: 'Todos os Eventos', objetos };
  }
}

/** As Melhor Envio answers: one element a service, those that do not go there included. */
function offers({ to, volumes }: Sent): unknown[] {
  const grams = Math.round(volumes.reduce((sum, { weight }) => sum + weight, 0) * 1000);
  const correios = { id: 1, name: 'Correios', picture: 'https://example/correios.png' };
  const jadlog = { id: 2, name: 'Jadlog', picture: 'https://example/jadlog.png' };
  const none = { id: 3, name: '.Package', error: 'Transportadora não atende este trecho.', company: jadlog };
  if (to.postal_code === NOWHERE) return [{ ...none, id: 1, name: 'PAC', company: correios }, none];
  const offer = (id: number, name: string, cents: number, days: number) => ({
    id,
    name,
    price: '9999.99',
    custom_price: (cents / 100).toFixed(2),
    discount: '4.50',
    currency: 'R$',
    delivery_time: days - 1,
    custom_delivery_time: days,
    company: correios,
  });
  return [offer(1, 'PAC', 1_500 + grams, 7), offer(2, 'SEDEX', 3_000 + 2 * grams, 2), none];
}

interface Wanted {
  readonly coProduto: string;
  readonly nuRequisicao: string;
  readonly cepDestino: string;
  readonly psObjeto: string;
}

const NO_SERVICE = 'PRC-124: Não há serviço entre os CEPs informados.';

function priced({ coProduto, nuRequisicao, cepDestino, psObjeto }: Wanted) {
  if (cepDestino === NOWHERE) return { coProduto, nuRequisicao, txErro: NO_SERVICE };
  const cents = coProduto === '03298' ? 1_500 + Number(psObjeto) : 3_000 + 2 * Number(psObjeto);
  const whole = String(Math.trunc(cents / 100)).replace(/\B(?=(\d{3})+$)/g, '.');
  return { coProduto, nuRequisicao, pcBase: '0,01', pcFinal: `${whole},${String(cents % 100).padStart(2, '0')}` };
}

function timed({ coProduto, nuRequisicao, cepDestino }: Wanted) {
  if (cepDestino === NOWHERE) return { coProduto, nuRequisicao, txErro: NO_SERVICE };
  return { coProduto, nuRequisicao, prazoEntrega: coProduto === '03298' ? 7 : 2, entregaDomiciliar: 'S' };
}

function tracked(id: string, way: Way | undefined) {
  const status = { posted: 'posted', 'under way': 'posted', delivered: 'delivered', returned: 'undelivered' };
  return {
    id,
    protocol: 'ORD-2026',
    status: way ? status[way] : 'released',
    tracking: id.slice(3),
    posted_at: way ? '2026-11-20 09:00:00' : null,
    delivered_at: way === 'delivered' ? '2026-11-24 14:03:22' : null,
    canceled_at: null,
  };
}

const event = (codigo: string, tipo: string, dtHrCriado: string, descricao: string) => ({
  codigo,
  tipo,
  dtHrCriado,
  descricao,
  unidade: { tipo: 'Agência dos Correios', endereco: { cidade: 'RIO DE JANEIRO', uf: 'RJ' } },
});
const POSTED = event('PO', '01', '2026-11-20T09:00:00', 'Objeto postado');
const MOVING = event('RO', '01', '2026-11-21T09:00:00', 'Objeto em trânsito');
const EVENTS: Readonly<Record<Way, readonly unknown[]>> = {
  posted: [POSTED],
  'under way': [event('OEC', '03', '2026-11-22T08:00:00', 'Objeto em rota de entrega'), MOVING, POSTED],
  delivered: [event('BDE', '01', '2026-11-24T14:03:22', 'Objeto entregue ao destinatário'), MOVING, POSTED],
  returned: [event('BDE', '01', '2026-11-24T14:03:22', 'Objeto entregue: devolvido ao remetente'), MOVING, POSTED],
};
