import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { type Sandbox, SANDBOX_KEYS, SANDBOX_SHOP, startSandbox } from '../../../apps/sandbox/src/start-sandbox.js';
import { Receiver } from './a-receiver.js';
import { readXml } from './read-xml.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const { token, hookSecret } = SANDBOX_KEYS.focusnfe;
const BASIC = `Basic ${Buffer.from(`${token}:`).toString('base64')}`;

let sandbox: Sandbox;
let receiver: Receiver;

beforeAll(async () => {
  sandbox = await startSandbox();
  receiver = await Receiver.start();
});
afterAll(async () => {
  await sandbox.stop();
  await receiver.stop();
});
let usual: Record<string, string>;
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

const control = () => sandbox.control.of.focusnfe;

interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Told> {
  const response = await fetch(`${sandbox.url}/focusnfe${path}`, {
    method,
    headers: { authorization: BASIC, 'content-type': 'application/json', ...headers },
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Told['body'] };
}

const item = (more: object = {}) => ({
  numero_item: '1',
  codigo_produto: 'SKU-1',
  descricao: 'Camiseta',
  cfop: '5102',
  codigo_ncm: '61091000',
  unidade_comercial: 'un',
  quantidade_comercial: '1.00',
  valor_unitario_comercial: '49.90',
  valor_bruto: '49.90',
  icms_origem: '0',
  icms_situacao_tributaria: '102',
  pis_situacao_tributaria: '49',
  cofins_situacao_tributaria: '49',
  ...more,
});
/** The sample of the fact sheet. */
const nfe = (more: object = {}) => ({
  natureza_operacao: 'VENDA',
  data_emissao: new Date().toISOString(),
  tipo_documento: '1',
  local_destino: '1',
  finalidade_emissao: '1',
  consumidor_final: '1',
  presenca_comprador: '2',
  cnpj_emitente: SANDBOX_SHOP.cnpj,
  nome_destinatario: 'NF-E EMITIDA EM AMBIENTE DE HOMOLOGACAO - SEM VALOR FISCAL',
  cpf_destinatario: '52998224725',
  indicador_inscricao_estadual_destinatario: '9',
  logradouro_destinatario: 'Rua A',
  numero_destinatario: '10',
  bairro_destinatario: 'Centro',
  municipio_destinatario: 'Sao Paulo',
  uf_destinatario: 'SP',
  cep_destinatario: '01001000',
  modalidade_frete: '0',
  valor_frete: '18.08',
  valor_desconto: '0.00',
  valor_produtos: '49.90',
  valor_total: '67.98',
  items: [item()],
  formas_pagamento: [{ forma_pagamento: '17', valor_pagamento: '67.98' }],
  ...more,
});
const nfce = (more: object = {}) => ({
  natureza_operacao: 'VENDA AO CONSUMIDOR',
  data_emissao: new Date().toISOString(),
  presenca_comprador: '1',
  cnpj_emitente: SANDBOX_SHOP.cnpj,
  modalidade_frete: '9',
  local_destino: '1',
  items: [item({ descricao: 'NOTA FISCAL EMITIDA EM AMBIENTE DE HOMOLOGACAO - SEM VALOR FISCAL' })],
  formas_pagamento: [{ forma_pagamento: '01', valor_pagamento: '49.90' }],
  ...more,
});
const issue = (ref: string, more?: object) => ask('POST', `/v2/nfe?ref=${ref}`, nfe(more));
const read = (ref: string) => ask('GET', `/v2/nfe/${ref}`);
/** Issued and decided. */
async function decided(ref: string, more?: object): Promise<Told> {
  await issue(ref, more);
  await read(ref);
  return read(ref);
}
const WHY = 'Cliente desistiu da compra';

describe('an NF-e', () => {
  it('is being processed first, and authorised when it is asked for again', async () => {
    expect(await issue('PED0001')).toMatchObject({
      status: 202,
      body: { cnpj_emitente: SANDBOX_SHOP.cnpj, ref: 'PED0001', status: 'processando_autorizacao' },
    });
    expect((await read('PED0001')).body['status']).toBe('processando_autorizacao');
    expect((await read('PED0001')).body).toEqual({
      cnpj_emitente: SANDBOX_SHOP.cnpj,
      ref: 'PED0001',
      status: 'autorizado',
      status_sefaz: '100',
      mensagem_sefaz: 'Autorizado o uso da NF-e',
      chave_nfe: expect.stringMatching(/^NFe35\d{42}$/),
      numero: '1',
      serie: '1',
      caminho_xml_nota_fiscal: expect.stringMatching(/^\/arquivos\/.*-nfe\.xml$/),
      caminho_danfe: expect.stringMatching(/^\/arquivos\/.*\.pdf$/),
    });
  });

  it('is authorised by the clock, or when a test says so, or at once when the company is set up so', async () => {
    control().configure({ authorisationTakesPolls: '', authorisationTakesMs: '3000' });
    await issue('A1');
    for (let time = 0; time < 5; time++) expect((await read('A1')).body['status']).toBe('processando_autorizacao');
    await sandbox.control.clock.advance(3_000);
    expect((await read('A1')).body['status']).toBe('autorizado');

    await issue('A2');
    control().act('authorise', 'A2');
    expect((await read('A2')).body['status']).toBe('autorizado');

    control().configure({ mode: 'sync' });
    expect(await issue('A3')).toMatchObject({ status: 201, body: { status: 'autorizado', numero: '3' } });
  });

  it('is refused a second time under its reference, whatever became of it', async () => {
    await issue('P1');
    expect(await issue('P1')).toMatchObject({ status: 422, body: { codigo: 'em_processamento' } });
    await read('P1');
    await read('P1');
    expect(await issue('P1')).toMatchObject({ status: 422, body: { codigo: 'nfe_autorizada' } });
    await ask('DELETE', '/v2/nfe/P1', { justificativa: WHY });
    expect(await issue('P1')).toMatchObject({ status: 422, body: { codigo: 'nfe_cancelada' } });
    expect(control().items()).toHaveLength(1);
  });

  it('is rejected with the code that a test wants, and can then be handed in again', async () => {
    control().inject({ kind: 'document-rejected', code: '539', times: 1 });
    expect((await decided('P1')).body).toMatchObject({
      status: 'erro_autorizacao',
      status_sefaz: '539',
      mensagem_sefaz: expect.stringContaining('Duplicidade'),
    });

    expect((await decided('P1')).body).toMatchObject({
      status: 'autorizado',
      numero: '1',
      tentativa_anterior: { status_sefaz: '539' },
    });
    expect((await decided('P2')).body).toMatchObject({ numero: '2' });
  });

  it('is denied for good, and its number with it', async () => {
    control().inject({ kind: 'document-denied', times: 1 });
    expect((await decided('P1')).body).toMatchObject({ status: 'denegado', status_sefaz: '301', numero: '1' });
    expect((await issue('P1')).status).toBe(422);
    expect((await decided('P2')).body['numero']).toBe('2');
  });

  it.each([
    ['PREJ1', 'erro_autorizacao', '591'],
    ['PDEN1', 'denegado', '301'],
  ])('with the reference %s is told %s %s', async (ref, status, code) => {
    expect((await decided(ref)).body).toMatchObject({ status, status_sefaz: code });
  });

  it.each([
    ["the buyer's own name in homologation", { nome_destinatario: 'Ana' }, '598'],
    ['a CPF whose digits are wrong', { cpf_destinatario: '52998224726' }, '237'],
    ['a total that is not the sum', { valor_total: '67.97' }, '610'],
    ['goods that are not the sum', { valor_produtos: '49.91', valor_total: '67.99' }, '564'],
    ['payments under the total', { formas_pagamento: [{ forma_pagamento: '17', valor_pagamento: 67.97 }] }, '865'],
    ['payments over the total', { formas_pagamento: [{ forma_pagamento: '17', valor_pagamento: 67.99 }] }, '866'],
    ['a line that is not its product', { items: [item({ quantidade_comercial: '2.00' })] }, '629'],
    ['a CFOP of another state', { items: [item({ cfop: '6108' })] }, '732'],
    ['a buyer of another state', { uf_destinatario: 'RJ' }, '773'],
    ['a time to come', { data_emissao: new Date(Date.now() + HOUR).toISOString() }, '703'],
  ])('with %s is rejected', async (_, more, code) => {
    expect((await decided('P1', more)).body).toMatchObject({ status: 'erro_autorizacao', status_sefaz: code });
  });

  it('to another state is right with its own CFOP', async () => {
    const more = { uf_destinatario: 'RJ', local_destino: 2, items: [item({ cfop: '6108' })] };

    expect((await decided('P1', more)).body['status']).toBe('autorizado');
  });

  it("has the caller's number when one is given, once", async () => {
    expect((await decided('P1', { serie: '2', numero: '7' })).body).toMatchObject({ numero: '7', serie: '2' });
    expect((await decided('P2', { serie: '2', numero: '7' })).body).toMatchObject({ status_sefaz: '539' });
    expect((await decided('P3', { serie: '3', numero: '7' })).body).toMatchObject({ numero: '7', serie: '3' });
  });

  it('that does not fit the schema is told all that is wrong, and nothing is kept', async () => {
    const told = await issue('P1', {
      natureza_operacao: '',
      items: [item({ cfop: '51', codigo_ncm: '1' })],
      valor_frete: '1,50',
    });

    expect(told.status).toBe(422);
    expect(told.body['codigo']).toBe('erro_validacao_schema');
    expect((told.body['erros'] as { campo: string }[]).map(({ campo }) => campo)).toEqual([
      'natureza_operacao',
      'items[0].cfop',
      'items[0].codigo_ncm',
      'valor_frete',
    ]);
    expect(control().items()).toEqual([]);
  });

  it.each([
    ['no reference', () => ask('POST', '/v2/nfe', nfe()), 400, 'requisicao_invalida'],
    ['a reference with a sign', () => ask('POST', '/v2/nfe?ref=a-1', nfe()), 400, 'requisicao_invalida'],
    ['no JSON', () => ask('POST', '/v2/nfe?ref=a1', '{'), 400, 'requisicao_invalida'],
    ['a form', () => ask('POST', '/v2/nfe?ref=a1', 'a=b', { 'content-type': 'text/plain' }), 415, 'midia_invalida'],
    ['another CNPJ', () => issue('a1', { cnpj_emitente: '11444777000161' }), 403, 'permissao_negada'],
    ['an unknown reference', () => read('a1'), 404, 'nao_encontrado'],
    [
      'the token as a password',
      () =>
        ask('GET', '/v2/nfe/a1', undefined, { authorization: `Basic ${Buffer.from(`:${token}`).toString('base64')}` }),
      401,
      'nao_autorizado',
    ],
    ['the bare token', () => ask('GET', '/v2/nfe/a1', undefined, { authorization: token }), 401, 'nao_autorizado'],
  ])('is refused with %s', async (_, asked, status, codigo) => {
    expect(await asked()).toMatchObject({ status, body: { codigo, mensagem: expect.any(String) } });
    expect(control().items()).toEqual([]);
  });

  it('is told what is left of the minute, also when it is refused', async () => {
    control().configure({ creditsPerMinute: '2' });
    const first = await issue('P1');
    expect(first.headers.get('rate-limit-limit')).toBe('2');
    expect(first.headers.get('rate-limit-remaining')).toBe('1');
    expect(Number(first.headers.get('rate-limit-reset'))).toBeGreaterThan(0);
    expect((await read('none')).headers.get('rate-limit-remaining')).toBe('0');
    expect((await issue('P2')).status).toBe(429);

    await sandbox.control.clock.advance(MINUTE);
    expect((await issue('P2')).status).toBe(202);
  });

  it('exists when the answer to its POST was lost', async () => {
    control().inject({ kind: 'reset-after', times: 1, operation: 'create' });
    await expect(issue('P1')).rejects.toThrow();

    expect((await read('P1')).body['status']).toBe('processando_autorizacao');
  });
});

describe('its files', () => {
  const fetched = async (path: unknown, base = `${sandbox.url}/focusnfe`) => {
    const response = await fetch(`${base}${String(path)}`);
    return {
      type: response.headers.get('content-type'),
      text: Buffer.from(await response.arrayBuffer()).toString('latin1'),
    };
  };

  it('are XML and PDF, below the prefix and at the host itself', async () => {
    const { body } = await decided('P1', { items: [item({ descricao: 'Caneca <1> & pires' })] });

    for (const base of [`${sandbox.url}/focusnfe`, sandbox.url]) {
      const xml = await fetched(body['caminho_xml_nota_fiscal'], base);
      expect(xml.type).toBe('application/xml');
      expect(readXml(xml.text)).toMatchObject({
        'nfeProc/protNFe/infProt/chNFe': [String(body['chave_nfe']).slice(3)],
        'nfeProc/NFe/infNFe/det/prod/xProd': ['Caneca <1> & pires'],
        'nfeProc/NFe/infNFe/total/ICMSTot/vNF': ['67.98'],
      });
    }
    const pdf = await fetched(body['caminho_danfe']);
    expect(pdf.type).toBe('application/pdf');
    expect(pdf.text).toMatch(/^%PDF-1\.4\n[\s\S]*%%EOF\n$/);
  });

  it('are there for the cancellation too, and not before', async () => {
    const { body } = await decided('P1');
    const key = String(body['chave_nfe']).slice(3);
    const early = await fetch(`${sandbox.url}/focusnfe/arquivos/x/y/XMLs/${key}-can.xml`);
    expect(early.status).toBe(404);
    const { body: told } = await ask('DELETE', '/v2/nfe/P1', { justificativa: WHY });

    const xml = await fetched(told['caminho_xml_cancelamento']);
    expect(readXml(xml.text)).toMatchObject({ 'procEventoNFe/evento/infEvento/detEvento/xJust': [WHY] });
  });
});

describe('a cancellation', () => {
  it('is told at once, and stays', async () => {
    await decided('P1');

    expect(await ask('DELETE', '/v2/nfe/P1', { justificativa: WHY })).toMatchObject({
      status: 200,
      body: {
        status: 'cancelado',
        status_sefaz: '135',
        caminho_xml_cancelamento: expect.stringContaining('-can.xml'),
        numero_protocolo: expect.stringMatching(/^\d{15}$/),
      },
    });
    expect((await read('P1')).body['status']).toBe('cancelado');
  });

  it.each([
    ['14 characters', 'a'.repeat(14), 400],
    ['256 characters', 'a'.repeat(256), 400],
    ['nothing', undefined, 400],
    ['15 characters', 'a'.repeat(15), 200],
    ['255 characters', 'a'.repeat(255), 200],
  ])('with a reason of %s', async (_, justificativa, status) => {
    await decided('P1');

    expect((await ask('DELETE', '/v2/nfe/P1', { justificativa })).status).toBe(status);
  });

  it('is refused before it is authorised, and when it is unknown', async () => {
    await issue('P1');

    expect(await ask('DELETE', '/v2/nfe/P1', { justificativa: WHY })).toMatchObject({
      status: 422,
      body: { codigo: 'nfe_nao_autorizada' },
    });
    expect((await ask('DELETE', '/v2/nfe/P2', { justificativa: WHY })).status).toBe(404);
  });

  it('comes too late after a day, or when the authority says so', async () => {
    await decided('P1');
    await decided('P2');
    control().inject({ kind: 'cancel-refused', code: '420', times: 1 });
    expect((await ask('DELETE', '/v2/nfe/P1', { justificativa: WHY })).body).toMatchObject({
      status: 'erro_cancelamento',
      status_sefaz: '420',
    });
    await sandbox.control.clock.advance(24 * HOUR + MINUTE);

    expect((await ask('DELETE', '/v2/nfe/P2', { justificativa: WHY })).body).toMatchObject({
      status: 'erro_cancelamento',
      status_sefaz: '501',
    });
    expect((await read('P2')).body['status']).toBe('autorizado');
  });
});

describe('an NFC-e', () => {
  const sell = (ref: string, more?: object) => ask('POST', `/v2/nfce?ref=${ref}`, nfce(more));

  it('is decided at once, with a QR code', async () => {
    expect(await sell('P1')).toMatchObject({
      status: 201,
      body: {
        status: 'autorizado',
        chave_nfe: expect.stringMatching(/^NFe35\d{18}65/),
        qrcode_url: expect.stringContaining('?p=35'),
        url_consulta_nf: expect.any(String),
        caminho_danfe: expect.stringMatching(/\.html$/),
        contingencia_offline: false,
      },
    });
    expect(await sell('P1')).toMatchObject({ status: 422, body: { codigo: 'nfe_autorizada' } });
    await control().idle();
    expect(receiver.received).toEqual([]);
  });

  it.each([
    ['an own first line in homologation', { items: [item()] }, '373'],
    ['a time that is six minutes past', { data_emissao: new Date(Date.now() - 6 * MINUTE).toISOString() }, '704'],
    ['cash without its change', { formas_pagamento: [{ forma_pagamento: '01', valor_pagamento: 60 }] }, '866'],
  ])('with %s is rejected in the answer', async (_, more, code) => {
    expect(await sell('P1', more)).toMatchObject({
      status: 201,
      body: { status: 'erro_autorizacao', status_sefaz: code },
    });
  });

  it('takes cash with its change, and refuses freight', async () => {
    const cash = { formas_pagamento: [{ forma_pagamento: '01', valor_pagamento: '60.00' }], troco: '10.10' };
    expect((await sell('P1', cash)).body['status']).toBe('autorizado');
    expect((await sell('P2', { modalidade_frete: '0' })).body['codigo']).toBe('erro_validacao_schema');
  });

  it('is cancelled within thirty minutes', async () => {
    await sell('P1');
    await sell('P2');
    await sandbox.control.clock.advance(29 * MINUTE);
    expect((await ask('DELETE', '/v2/nfce/P1', { justificativa: WHY })).body['status']).toBe('cancelado');
    await sandbox.control.clock.advance(2 * MINUTE);
    expect((await ask('DELETE', '/v2/nfce/P2', { justificativa: WHY })).body['status']).toBe('erro_cancelamento');
  });

  it('has numbers and references of its own', async () => {
    await decided('P1');

    expect((await sell('P1')).body).toMatchObject({ status: 'autorizado', numero: '1' });
    expect((await sell('P2')).body['numero']).toBe('2');
  });
});

it('numbers that were given up are never used', async () => {
  const range = { cnpj: SANDBOX_SHOP.cnpj, serie: '1', numero_inicial: '1', numero_final: '2', justificativa: WHY };
  expect((await ask('POST', '/v2/nfe/inutilizacao', range)).body).toMatchObject({
    status: 'autorizado',
    status_sefaz: '102',
  });
  expect((await ask('POST', '/v2/nfe/inutilizacao', range)).body['status']).toBe('erro_autorizacao');

  expect((await decided('P1')).body['numero']).toBe('3');
});

describe('a hook', () => {
  it('brings the secret and what the consultation says', async () => {
    const { body } = await decided('P1');
    await control().idle();

    expect(receiver.one().headers['authorization']).toBe(hookSecret);
    expect(receiver.one().body).toEqual(body);
  });

  it('is registered with its own header, told of rejections and cancellations, and taken away', async () => {
    control().configure({ webhookUrl: '' });
    const wanted = {
      cnpj: SANDBOX_SHOP.cnpj,
      event: 'nfe',
      url: receiver.url,
      authorization: 'my-secret',
      authorization_header: 'X-Focus-Token',
    };
    const { status, body: hook } = await ask('POST', '/v2/hooks', wanted);
    expect(status).toBe(201);
    expect(hook).toEqual({ id: expect.any(String), ...wanted });
    await decided('PREJ1');
    await decided('P1');
    await ask('DELETE', '/v2/nfe/P1', { justificativa: WHY });
    await control().idle();

    expect(receiver.received.map(({ headers }) => headers['x-focus-token'])).toEqual(
      Array<string>(3).fill('my-secret'),
    );
    expect(receiver.fields('status')).toEqual(['erro_autorizacao', 'autorizado', 'cancelado']);
    expect((await ask('DELETE', `/v2/hooks/${String(hook['id'])}`)).body['deleted']).toBe(true);
    expect((await ask('GET', `/v2/hooks/${String(hook['id'])}`)).status).toBe(404);
  });

  it('is tried again after a minute, half an hour, one, three and 24 hours, and when it is asked for', async () => {
    receiver.answers = Array<number>(20).fill(500);
    await decided('P1');
    await control().idle();
    await sandbox.control.clock.advance(48 * HOUR);
    expect(receiver.received).toHaveLength(6);

    await ask('POST', '/v2/nfe/P1/hook');
    await control().idle();
    expect(receiver.received).toHaveLength(7);
  });
});

it('the page rejects what waits with a click', async () => {
  await issue('P1');
  const url = `${sandbox.url}/focusnfe/pay/nfe-P1`;
  expect(await (await fetch(url)).text()).toContain('Reject (591)');

  await fetch(url, { method: 'POST', body: new URLSearchParams({ action: 'reject', code: '598' }) });

  expect(control().item('P1')).toMatchObject({ state: 'erro_autorizacao', code: '598' });
});
