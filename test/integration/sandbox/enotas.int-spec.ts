import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { type Sandbox, SANDBOX_KEYS, SANDBOX_SHOP, startSandbox } from '../../../apps/sandbox/src/start-sandbox.js';
import { Receiver } from './a-receiver.js';
import { readXml } from './read-xml.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const { apiKey, companyId } = SANDBOX_KEYS.enotas;

let sandbox: Sandbox;
let receiver: Receiver;
let usual: Record<string, string>;

beforeAll(async () => {
  sandbox = await startSandbox();
  receiver = await Receiver.start();
});
afterAll(async () => {
  await sandbox.stop();
  await receiver.stop();
});
beforeEach(() => {
  usual = control().settings();
  control().configure({ webhookUrl: receiver.url, authorisationTakesMs: '' });
});
afterEach(async () => {
  await control().idle();
  sandbox.control.reset();
  control().configure(usual);
  receiver.forget();
});

const control = () => sandbox.control.of.enotas;

interface Told {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

async function ask(method: string, path: string, body?: unknown, authorization = `Basic ${apiKey}`): Promise<Told> {
  const response = await fetch(`${sandbox.url}/enotas/v2${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json' },
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
  });
  const type = response.headers.get('content-type');
  const text = Buffer.from(await response.arrayBuffer()).toString('utf8');
  const isJson = type?.startsWith('application/json') === true;
  return { status: response.status, type, text, body: isJson ? (JSON.parse(text) as Told['body']) : {} };
}

const item = (more: object = {}) => ({
  cfop: '5102',
  codigo: 'SKU-1',
  descricao: 'Camiseta',
  ncm: '61091000',
  quantidade: 1,
  unidadeMedida: 'UN',
  valorUnitario: 49.9,
  descontos: 0,
  impostos: {
    percentualAproximadoTributos: { simplificado: { percentual: 18 }, fonte: 'IBPT' },
    icms: { situacaoTributaria: '102', origem: 0 },
    pis: { situacaoTributaria: '49' },
    cofins: { situacaoTributaria: '49' },
  },
  ...more,
});
const customer = (more: object = {}) => ({
  tipoPessoa: 'F',
  nome: 'Ana',
  email: 'ana@example.com',
  cpfCnpj: '52998224725',
  telefone: '11999998888',
  indicadorContribuinteICMS: 'NaoContribuinte',
  endereco: { uf: 'SP', cidade: 'São Paulo', logradouro: 'Rua A', numero: '10', bairro: 'Centro', cep: '01001000' },
  ...more,
});
/** The sample of the fact sheet. */
const note = (id: string, more: object = {}) => ({
  id,
  ambienteEmissao: 'Homologacao',
  naturezaOperacao: 'Venda',
  tipoOperacao: 'Saida',
  finalidade: 'Normal',
  consumidorFinal: true,
  indicadorPresencaConsumidor: 'OperacaoPelaInternet',
  enviarPorEmail: true,
  cliente: customer(),
  pedido: {
    presencaConsumidor: 'OperacaoPelaInternet',
    pagamento: { tipo: 'PagamentoAVista', formas: [{ tipo: 'Dinheiro', valor: 67.98 }] },
  },
  transporte: { frete: { modalidade: 'PorContaDoEmitente', valor: 18.08 } },
  itens: [item()],
  valorTotal: 67.98,
  informacoesAdicionais: 'Pedido 1',
  webhookMetadados: 'order=1',
  ...more,
});
const NFE = `/empresas/${companyId}/nf-e`;
const issue = (id: string, more?: object) => ask('POST', NFE, note(id, more));
const read = (id: string) => ask('GET', `${NFE}/${id}`);
async function decided(id: string, more?: object): Promise<Told> {
  await issue(id, more);
  await read(id);
  return read(id);
}

describe('a note', () => {
  it('is taken, and authorised when it is asked for again', async () => {
    expect(await issue('PED0001')).toMatchObject({ status: 200, body: { nfeId: expect.any(String) } });
    expect((await read('PED0001')).body).toMatchObject({
      id: 'PED0001',
      status: 'EmProcessoDeAutorizacao',
      numero: null,
      linkDanfe: null,
    });
    expect((await read('PED0001')).body).toMatchObject({
      id: 'PED0001',
      tipo: 'NF-e',
      status: 'Autorizada',
      ambienteEmissao: 'Homologacao',
      numero: '1',
      serie: '1',
      chaveAcesso: expect.stringMatching(/^35\d{42}$/),
      protocolo: { numero: expect.any(String) },
      linkDanfe: expect.stringMatching(/\.pdf$/),
      linkDownloadXml: expect.stringMatching(/\.xml$/),
      valorTotal: 67.98,
    });
  });

  it('is refused a second time under its id, in any environment, unless it was rejected', async () => {
    await issue('P1');
    expect((await issue('P1')).body).toMatchObject([{ codigo: 'NFE002' }]);
    await read('P1');
    await read('P1');
    expect((await issue('P1', { ambienteEmissao: 'Producao' })).body).toMatchObject([{ codigo: 'NFE001' }]);

    control().inject({ kind: 'document-rejected', code: '539', times: 1 });
    expect((await decided('P2')).body).toMatchObject({
      status: 'Negada',
      motivoStatus: expect.stringMatching(/^539 Rejeição: Duplicidade/),
      numero: null,
    });
    expect((await decided('P2')).body).toMatchObject({ status: 'Autorizada', numero: '2' });
  });

  it.each([
    ['a CPF whose digits are wrong', { cliente: customer({ cpfCnpj: '52998224726' }) }, 'Negada', '237'],
    ['a total that is not the sum', { valorTotal: 67.97 }, 'Negada', '610'],
    ['a CFOP of another state', { itens: [item({ cfop: '6108' })] }, 'Negada', '732'],
  ])('with %s is rejected', async (_, more, status, code) => {
    expect((await decided('P1', more)).body).toMatchObject({
      status,
      motivoStatus: expect.stringMatching(new RegExp(`^${code} `)),
    });
  });

  it('is denied for good', async () => {
    expect((await decided('PDEN1')).body['status']).toBe('Denegada');
    expect((await issue('PDEN1')).status).toBe(400);
  });

  it('that is incomplete is told all that is missing, as a list', async () => {
    const { status, body } = await issue('P1', {
      ambienteEmissao: 'teste',
      itens: [item({ valorUnitario: '49.90', ncm: '' })],
    });

    expect(status).toBe(400);
    expect(body).toEqual(
      ['ambienteEmissao', 'itens[0].ncm', 'itens[0].valorUnitario'].map((field) => ({
        codigo: 'GR001',
        mensagem: expect.stringContaining(field),
      })),
    );
    expect(control().items()).toEqual([]);
  });

  it('is refused to another key, a key that was encoded twice, another company, and when it is no JSON', async () => {
    for (const key of ['another', Buffer.from(apiKey).toString('base64')]) {
      expect((await ask('POST', NFE, note('P1'), `Basic ${key}`)).status).toBe(401);
    }
    expect((await ask('POST', '/empresas/another/nf-e', note('P1'))).status).toBe(404);
    expect((await ask('POST', NFE, '{')).status).toBe(400);
    expect((await read('P1')).status).toBe(404);
  });

  it('is listed by pages and by its day', async () => {
    for (const id of ['P1', 'P2', 'P3']) await issue(id);
    const { body } = await ask('GET', `${NFE}?pageNumber=1&pageSize=2`);
    expect(body).toMatchObject({ totalRecords: 3, data: [{ id: 'P3' }] });
    const filter = encodeURIComponent("dataCriacao ge '2100-01-01'");
    expect((await ask('GET', `${NFE}?filter=${filter}`)).body).toMatchObject({ totalRecords: 0 });
  });

  it('has its files once it is authorised', async () => {
    await issue('P1');
    expect((await ask('GET', `${NFE}/P1/xml`)).status).toBe(400);
    await read('P1');
    const { body } = await read('P1');

    const xml = await ask('GET', `${NFE}/P1/xml`);
    expect(readXml(xml.text)).toMatchObject({ 'nfeProc/protNFe/infProt/chNFe': [body['chaveAcesso']] });
    expect((await ask('GET', `${NFE}/P1/pdf`)).text).toMatch(/^%PDF-1\.4\n[\s\S]*%%EOF\n$/);
    expect((await ask('GET', `${NFE}/P1/xmlCancelamento`)).status).toBe(400);
    for (const link of ['linkDanfe', 'linkDownloadXml']) expect((await fetch(String(body[link]))).status).toBe(200);
  });
});

describe('a cancellation', () => {
  it('is asked for, and decided later', async () => {
    await decided('P1');
    expect((await ask('DELETE', `${NFE}/P1`)).status).toBe(200);
    expect((await read('P1')).body['status']).toBe('EmProcessoDeCancelamento');
    expect((await ask('DELETE', `${NFE}/P1`)).status).toBe(400);
    expect((await read('P1')).body['status']).toBe('Cancelada');

    const { text } = await ask('GET', `${NFE}/P1/xmlCancelamento`);
    expect(readXml(text)).toHaveProperty('procEventoNFe/evento/infEvento/chNFe');
  });

  it('is refused by the authority, and can be asked for again', async () => {
    control().inject({ kind: 'cancel-refused', times: 1 });
    await decided('P1');
    await ask('DELETE', `${NFE}/P1`);
    await read('P1');
    expect((await read('P1')).body).toMatchObject({
      status: 'CancelamentoNegado',
      motivoStatus: expect.stringMatching(/^501 /),
    });

    await ask('DELETE', `${NFE}/P1`);
    control().act('authorise', 'P1');
    expect((await read('P1')).body['status']).toBe('Cancelada');
  });

  it('comes too late thirty minutes after an NFC-e', async () => {
    const path = `/empresas/${companyId}/nfc-e`;
    const sale = {
      indicadorPresencaConsumidor: 'OperacaoPresencial',
      cliente: undefined,
      transporte: undefined,
      valorTotal: 49.9,
    };
    const pedido = { pagamento: { tipo: 'PagamentoAVista', formas: [{ tipo: 'Dinheiro', valor: 49.9 }] } };
    await ask('POST', path, note('P1', { ...sale, pedido }));
    control().act('authorise', 'P1');
    expect((await ask('GET', `${path}/P1`)).body).toMatchObject({ tipo: 'NFC-e', status: 'Autorizada' });
    await sandbox.control.clock.advance(31 * MINUTE);
    await ask('DELETE', `${path}/P1`);
    await ask('GET', `${path}/P1`);

    expect((await ask('GET', `${path}/P1`)).body['status']).toBe('CancelamentoNegado');
  });

  it('is refused before it is authorised', async () => {
    await issue('P1');

    expect((await ask('DELETE', `${NFE}/P1`)).body).toMatchObject([{ codigo: 'NFE003' }]);
  });
});

it('numbers that were given up are never used', async () => {
  const range = {
    id: 'i1',
    ambienteEmissao: 'Homologacao',
    serie: '1',
    numeroInicial: 1,
    numeroFinal: 2,
    justificativa: 'Erro de numeração',
  };
  expect((await ask('POST', `${NFE}/inutilizacao`, range)).status).toBe(200);
  expect((await ask('POST', `${NFE}/inutilizacao`, range)).body).toMatchObject([{ codigo: 'SEFAZ256' }]);

  expect((await decided('P1')).body['numero']).toBe('3');
});

it('a company that is told again has the id that it had', async () => {
  expect((await ask('POST', '/empresas', { cnpj: '11.222.333/0001-81' })).body).toEqual({ empresaId: companyId });
  expect((await ask('POST', '/empresas', { cnpj: '11444777000161' })).status).toBe(400);
});

describe('a webhook', () => {
  it('tells final states alone, unsigned, with what the caller gave it', async () => {
    const { body } = await decided('P1');
    await decided('PREJ1');
    await ask('DELETE', `${NFE}/P1`);
    control().act('authorise', 'P1');
    await control().idle();

    expect(receiver.fields('nfeStatus')).toEqual(['Autorizada', 'Negada', 'Cancelada']);
    expect(receiver.received[0]?.body).toMatchObject({
      tipo: 'NF-e',
      empresaId: companyId,
      nfeId: expect.any(String),
      nfeNumero: '1',
      nfeChaveAcesso: body['chaveAcesso'],
      nfeLinkDanfe: body['linkDanfe'],
      nfeWebHookMetadados: 'order=1',
    });
    expect(receiver.received[0]?.headers['authorization']).toBeUndefined();
  });

  it('is given up after some hours', async () => {
    receiver.answers = Array<number>(10).fill(500);
    await decided('P1');
    await control().idle();
    await sandbox.control.clock.advance(48 * HOUR);

    expect(receiver.received).toHaveLength(4);
    expect(control().webhooks()).toMatchObject([{ state: 'failed' }]);
  });
});

it('the environment points at it when it is cast', () => {
  expect(sandbox.env({ fiscal: 'enotas' })).toMatchObject({
    NFE_PROVIDER: 'enotas',
    NFE_API_KEY: apiKey,
    NFE_CNPJ: SANDBOX_SHOP.cnpj,
    NFE_AMBIENTE: 'homologacao',
    NFE_BASE_URL: `${sandbox.url}/enotas`,
  });
});
