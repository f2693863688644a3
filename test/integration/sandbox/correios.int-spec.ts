import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { type Sandbox, SANDBOX_KEYS, startSandbox } from '../../../apps/sandbox/src/start-sandbox.js';

const HOUR = 3_600_000;
const { user, accessCode, postingCard } = SANDBOX_KEYS.correios;
const BASIC = `Basic ${Buffer.from(`${user}:${accessCode}`).toString('base64')}`;
const CODE = 'AA123456785BR';

let sandbox: Sandbox;
let usual: Record<string, string>;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());
beforeEach(() => {
  usual = control().settings();
});
afterEach(() => {
  sandbox.control.reset();
  control().configure(usual);
});

const control = () => sandbox.control.of.correios;

interface Told {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function ask(method: string, path: string, authorization: string, body?: unknown): Promise<Told> {
  const response = await fetch(`${sandbox.url}/correios${path}`, {
    method,
    headers: { ...(authorization ? { authorization } : {}), 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Told['body'] };
}

const authenticate = (path = '/cartaopostagem', body: unknown = { numero: postingCard }, authorization = BASIC) =>
  ask('POST', `/token/v1/autentica${path}`, authorization, body);
const bearer = async () => `Bearer ${String((await authenticate()).body['token'])}`;
const get = async (path: string) => ask('GET', path, await bearer());
const post = async (path: string, body: unknown) => ask('POST', path, await bearer(), body);

describe('a token', () => {
  it('is made of the access code and the posting card, and tells its end in Brasília', async () => {
    const { status, body } = await authenticate();

    expect(status).toBe(201);
    expect(body).toMatchObject({
      ambiente: 'HOMOLOGACAO',
      id: user,
      zoneOffset: '-03:00',
      token: expect.stringMatching(/^eyJ/),
      cartaoPostagem: { numero: postingCard, contrato: '9912345678' },
    });
    const issued = Date.parse(`${String(body['emissao'])}-03:00`);
    expect(Date.parse(`${String(body['expiraEm'])}-03:00`) - issued).toBe(24 * HOUR);
    expect(Math.abs(issued - Date.now())).toBeLessThan(60_000);
    expect(String(body['emissao'])).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
  });

  it('is also made of the user alone, and of the contract', async () => {
    expect((await authenticate('', undefined)).status).toBe(201);
    expect((await authenticate('/contrato', { numero: '9912345678' })).body).toMatchObject({
      contrato: { numero: '9912345678' },
    });
  });

  it('is refused to another code and another card', async () => {
    const other = `Basic ${Buffer.from(`${user}:another`).toString('base64')}`;

    expect(await authenticate('', undefined, other)).toMatchObject({
      status: 401,
      body: { msgs: [expect.stringMatching(/^GTW-/)] },
    });
    expect((await authenticate('/cartaopostagem', { numero: '1' })).status).toBe(400);
  });

  it('is the same until half an hour before its end, and good until then', async () => {
    const first = await bearer();
    await sandbox.control.clock.advance(23 * HOUR);
    expect(await bearer()).toBe(first);
    await sandbox.control.clock.advance(0.6 * HOUR);
    const second = await bearer();
    expect(second).not.toBe(first);
    expect((await ask('GET', '/cep/v1/enderecos/01001000', first)).status).toBe(200);

    await sandbox.control.clock.advance(HOUR);

    expect(await ask('GET', '/cep/v1/enderecos/01001000', first)).toMatchObject({
      status: 403,
      body: { msgs: ['GTW-008: Token não válido para este ambiente.'] },
    });
    expect((await ask('GET', '/cep/v1/enderecos/01001000', second)).status).toBe(200);
  });

  it('is asked of every call, and is good in its own environment', async () => {
    const token = await bearer();
    expect((await ask('GET', '/cep/v1/enderecos/01001000', '')).status).toBe(401);
    control().configure({ ambiente: 'PRODUCAO' });
    expect((await ask('GET', '/cep/v1/enderecos/01001000', token)).status).toBe(403);
    expect((await get('/cep/v1/enderecos/01001000')).status).toBe(200);
  });

  it('is given three times a second at most', async () => {
    control().configure({ tokensPerSecond: '3' });
    const statuses = [];
    for (let time = 0; time < 4; time++) statuses.push((await authenticate()).status);
    expect(statuses).toEqual([201, 201, 201, 429]);

    await sandbox.control.clock.advance(1_000);
    expect((await authenticate()).status).toBe(201);
  });
});

const QUERY = 'cepOrigem=01001000&cepDestino=20040002&psObjeto=600&tpObjeto=2&comprimento=22&largura=11&altura=17';
const item = (more: object = {}) => ({
  coProduto: '03298',
  nuRequisicao: '1',
  nuContrato: '9912345678',
  nuDR: 20,
  cepOrigem: '01001000',
  cepDestino: '20040002',
  psObjeto: '600',
  tpObjeto: '2',
  comprimento: '22',
  largura: '11',
  altura: '17',
  dtEvento: '20/11/2026',
  ...more,
});
type Line = Record<string, string>;
const prices = async (...items: object[]) =>
  (await post('/preco/v1/nacional', { idLote: '1', parametrosProduto: items })).body as unknown as Line[];
const cents = (text = '') => Number(text.replaceAll('.', '').replace(',', ''));

describe('a price', () => {
  it('is a text with a comma', async () => {
    const { status, body } = await get(`/preco/v1/nacional/03298?${QUERY}&dtEvento=20-11-2026`);

    expect(status).toBe(200);
    expect(body).toMatchObject({
      coProduto: '03298',
      pcFinal: expect.stringMatching(/^\d+,\d\d$/),
      inPesoCubico: 'N',
      psCobrado: '600',
      servicoAdicional: [],
    });
  });

  it('has a point for its thousands', async () => {
    control().inject({ kind: 'wrong-amount', amount: 123_456, times: 1, operation: 'price-batch' });

    expect((await prices(item()))[0]?.['pcFinal']).toBe('1.234,56');
  });

  it('comes for up to five at once, the failed ones with their reason', async () => {
    const lines = await prices(
      item(),
      item({ coProduto: '03220', nuRequisicao: '2' }),
      item({ coProduto: '04162', nuRequisicao: '3' }),
      item({ psObjeto: '30001', nuRequisicao: '4' }),
      item({ cepDestino: '20040-002', nuRequisicao: '5' }),
    );

    expect(lines.map(({ nuRequisicao, txErro }) => [nuRequisicao, txErro?.slice(0, 7)])).toEqual([
      ['1', undefined],
      ['2', undefined],
      ['3', 'PRC-102'],
      ['4', 'PRC-113'],
      ['5', 'PRC-101'],
    ]);
    expect(lines[2]).not.toHaveProperty('pcFinal');
    expect(cents(lines[1]?.['pcFinal'])).toBeGreaterThan(cents(lines[0]?.['pcFinal']));
    expect(await post('/preco/v1/nacional', { parametrosProduto: Array(6).fill(item()) })).toMatchObject({
      status: 400,
      body: { msgs: [expect.stringMatching(/^PRC-/)], stackTrace: expect.any(String) },
    });
  });

  it('is the same again, and more for more grams, a longer way and a declared value', async () => {
    const [plain, again, heavier, farther, declared] = await prices(
      item(),
      item(),
      item({ psObjeto: '700' }),
      item({ cepDestino: '60160230' }),
      item({ servicosAdicionais: [{ coServAdicional: '064' }], vlDeclarado: '100' }),
    );

    expect(again).toEqual(plain);
    for (const one of [heavier, farther, declared]) {
      expect(cents(one?.['pcFinal'])).toBeGreaterThan(cents(plain?.['pcFinal']));
    }
    expect(declared?.['servicoAdicional']).toEqual([
      { coServAdicional: '064', tpServAdicional: 'V', pcServicoAdicional: '0,75' },
    ]);
  });

  it.each([
    ['a service that is none', `04162?${QUERY}`],
    ['a date the wrong way round', `03298?${QUERY}&dtEvento=20/11/2026`],
    ['no weight', `03298?${QUERY.replace('psObjeto=600&', '')}`],
    ['a side over a metre', `03298?${QUERY.replace('comprimento=22', 'comprimento=101')}`],
  ])('alone is refused with %s', async (_, path) => {
    expect(await get(`/preco/v1/nacional/${path}`)).toMatchObject({
      status: 400,
      body: { msgs: [expect.stringMatching(/^PRC-\d{3}: /)], path: expect.stringContaining('/preco/v1/nacional/') },
    });
  });

  it('is not to be had for the service that a fault names', async () => {
    control().inject({ kind: 'service-unavailable', code: '03298' });
    const lines = await prices(item(), item({ coProduto: '03220' }));

    expect(lines.map((line) => 'txErro' in line)).toEqual([true, false]);
  });
});

describe('a deadline', () => {
  it('is a number of days, alone and in a batch', async () => {
    const { body } = await get('/prazo/v1/nacional/03298?cepOrigem=01001000&cepDestino=20040002');
    expect(body).toMatchObject({ prazoEntrega: 10, entregaDomiciliar: 'S', entregaSabado: 'N' });
    expect(body['dataMaxima']).toMatch(/^\d{4}-\d\d-\d\dT23:58:00$/);

    const { cepOrigem, cepDestino } = item();
    const parametrosPrazo = ['03298', '03220', '99999'].map((coProduto, at) => ({
      coProduto,
      nuRequisicao: String(at + 1),
      cepOrigem,
      cepDestino,
    }));
    const { body: lines } = await post('/prazo/v1/nacional', { idLote: '1', parametrosPrazo });
    expect(lines).toMatchObject([
      { nuRequisicao: '1', prazoEntrega: 10 },
      { nuRequisicao: '2', prazoEntrega: 4 },
      { nuRequisicao: '3', txErro: expect.stringMatching(/^PRZ-/) },
    ]);
  });
});

describe('a parcel', () => {
  const objectsOf = async (path: string) => (await get(`/srorastro/v1/objetos${path}`)).body['objetos'] as Line[];

  it('is followed from its post to the door, the newest first', async () => {
    control().act('post', CODE);
    control().act('transit', CODE);
    control().act('out', CODE);
    control().act('deliver', CODE);

    const { body } = await get(`/srorastro/v1/objetos/${CODE}?resultado=T`);

    expect(body).toMatchObject({ versao: '1.8.7', quantidade: 1, resultado: 'Todos os Eventos' });
    const [parcel] = body['objetos'] as { codObjeto: string; eventos: { codigo: string; tipo: string }[] }[];
    expect(parcel?.codObjeto).toBe(CODE);
    expect(parcel?.eventos.map(({ codigo }) => codigo)).toEqual(['BDE', 'OEC', 'RO', 'PO']);
    expect(parcel?.eventos[0]).toMatchObject({ tipo: '01', descricao: 'Objeto entregue ao destinatário' });
    expect(() => control().act('return', CODE)).toThrow('it is delivered');
  });

  it('tells its last event alone, of several parcels, repeated or by commas', async () => {
    const other = 'AA100000018BR';
    expect(() => control().act('post', other)).toThrow('no number of a parcel');
    control().act('post', CODE);
    control().act('transit', CODE);

    for (const query of [`codigosObjetos=${CODE}&codigosObjetos=${other}`, `codigosObjetos=${CODE},${other}`]) {
      expect(await objectsOf(`?${query}&resultado=U`)).toMatchObject([
        { codObjeto: CODE, eventos: [{ codigo: 'RO' }] },
        { codObjeto: other, mensagem: expect.stringMatching(/^SRO-020/) },
      ]);
    }
  });

  it('that nobody posted has no events', async () => {
    const [parcel] = await objectsOf(`/${CODE}`);

    expect(parcel).toEqual({ codObjeto: CODE, mensagem: expect.stringMatching(/^SRO-020/) });
  });

  it('that goes back says so in words, whatever its code', async () => {
    control().act('post', CODE);
    control().act('absent', CODE);
    control().act('return', CODE);
    const [parcel] = await objectsOf(`/${CODE}?resultado=U`);

    expect(parcel).toMatchObject({
      eventos: [{ codigo: 'BDE', tipo: '23', descricao: expect.stringMatching(/devolução/) }],
    });
  });
});

it('an address is found by its CEP, and one that is unknown or has a hyphen is a 400', async () => {
  expect((await get('/cep/v1/enderecos/01310100')).body).toMatchObject({
    uf: 'SP',
    localidade: 'São Paulo',
    logradouro: 'Avenida Paulista',
  });
  for (const cep of ['99999999', '01310-100']) expect((await get(`/cep/v1/enderecos/${cep}`)).status).toBe(400);
});

it('the environment names one company for each role', async () => {
  expect(sandbox.env()).toMatchObject({
    SHIPPING_PROVIDER: 'melhorenvio',
    SHIPPING_API_KEY: SANDBOX_KEYS.melhorenvio.token,
    SHIPPING_BASE_URL: `${sandbox.url}/melhorenvio`,
    NFE_PROVIDER: 'focusnfe',
  });
  expect(sandbox.env()).not.toHaveProperty('CORREIOS_USER');
  expect(sandbox.env({ shipping: 'correios' })).toMatchObject({
    SHIPPING_PROVIDER: 'correios',
    SHIPPING_API_KEY: accessCode,
    SHIPPING_BASE_URL: `${sandbox.url}/correios`,
    CORREIOS_USER: user,
    CORREIOS_CARTAO_POSTAGEM: postingCard,
  });
  const none = sandbox.env({ shipping: 'none', fiscal: 'none' });
  expect(Object.keys(none).filter((name) => /^(SHIPPING|NFE|CORREIOS)_/.test(name))).toEqual([]);
  expect(() => sandbox.env({ shipping: 'focusnfe' })).toThrow('focusnfe does no shipping');
  const byHttp = await fetch(`${sandbox.url}/control/env?shipping=correios&fiscal=none`);
  expect(await byHttp.json()).toEqual(sandbox.env({ shipping: 'correios', fiscal: 'none' }));
  expect((await fetch(`${sandbox.url}/control/env?shipping=nobody`)).status).toBe(409);
});
