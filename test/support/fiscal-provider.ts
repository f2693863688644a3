import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { onCleanup } from './cleanup.js';
import {
  type Answer,
  type Body,
  enotasFaults,
  enotasState,
  fault,
  fileOf,
  focusFaults,
  focusState,
  type Kept,
  textOf,
} from './fiscal-provider-answers.js';

/** `down`: 503 and nothing done. `lost`: done, and the connection breaks before the answer. `slow`: never answered, nothing done. */
export type ProviderMood = 'fine' | 'down' | 'lost' | 'slow';

export interface ProviderCall {
  readonly method: string;
  readonly path: string;
  readonly body: Body;
}

/** Focus NFe (`/v2/nfe`, `/v2/nfce`) and eNotas (`/v2/empresas/…`) as their fact sheets tell them, on loopback, for one test file. */
export interface FiscalProviderServer {
  readonly url: string;
  readonly token: string;
  readonly calls: ProviderCall[];
  mood: ProviderMood;
  /** Questions that a NF-e stays in process for. */
  patience: number;
  /** Rejects whatever is sent. */
  rejecting: boolean;
  /** Documents that were authorised, by reference; a document that was made twice would be there twice. */
  readonly authorised: string[];
  readonly cancelled: string[];
}

export const PROVIDER_TOKEN = 'token-of-the-test-company';
const FOCUS = /^\/v2\/(nfe|nfce)(?:\/([A-Za-z0-9]+))?$/;
const ENOTAS = /^\/v2\/empresas\/([^/]+)\/(nf-e|nfc-e)(?:\/([A-Za-z0-9]+)(?:\/(xml|pdf|xmlCancelamento))?)?$/;
const FILE = /^\/arquivos\/([A-Za-z0-9]+)(-nfe\.xml|-can\.xml|\.pdf|\.html)$/;

export async function startFiscalProvider(): Promise<FiscalProviderServer> {
  const documents = new Map<string, Kept>();
  const state: { -readonly [K in keyof FiscalProviderServer]: FiscalProviderServer[K] } = {
    url: '',
    token: PROVIDER_TOKEN,
    calls: [],
    mood: 'fine',
    patience: 1,
    rejecting: false,
    authorised: [],
    cancelled: [],
  };
  let counted = 0;

  const decide = (kept: Kept) => {
    if (state.rejecting || kept.reference.includes('REJ')) kept.status = 'rejected';
    else if (kept.reference.includes('DEN')) kept.status = 'denied';
    else {
      kept.status = 'authorized';
      state.authorised.push(kept.reference);
    }
  };
  const keep = (
    folder: string,
    reference: string,
    body: Body,
    numbers: { number?: unknown; series?: unknown },
  ): Kept => {
    const number = Number(numbers.number ?? ++counted);
    const kept: Kept = {
      folder,
      reference,
      body,
      status: 'processing',
      number,
      series: Number(numbers.series ?? 1),
      asked: 0,
    };
    documents.set(`${folder}/${reference}`, kept);
    return kept;
  };
  const ask = (folder: string, reference: string): Kept | undefined => {
    const kept = documents.get(`${folder}/${reference}`);
    if (kept?.status === 'processing' && ++kept.asked >= state.patience) decide(kept);
    if (kept?.status === 'cancelling') cancel(kept);
    return kept;
  };
  const cancel = (kept: Kept) => {
    kept.status = 'cancelled';
    state.cancelled.push(kept.reference);
  };

  const focus = (
    method: string,
    [, folder = '', reference = '']: string[],
    query: URLSearchParams,
    body: Body,
  ): Answer => {
    if (method === 'POST') {
      const ref = query.get('ref') ?? '';
      const known = documents.get(`${folder}/${ref}`);
      if (known?.status === 'processing') return [422, fault('em_processamento', 'A nota ainda esta em processamento')];
      if (known && known.status !== 'rejected') return [422, fault('nfe_autorizada', 'A nota ja foi autorizada')];
      const faults = focusFaults(folder, body);
      if (faults.length > 0) {
        const erros = faults.map((campo) => ({ campo, mensagem: 'invalido' }));
        return [422, { ...fault('erro_validacao_schema', 'Erro na validacao do Schema XML'), erros }];
      }
      const kept = keep(folder, ref, body, { number: body['numero'], series: body['serie'] });
      if (folder === 'nfe') return [202, focusState(kept)];
      decide(kept);
      return [201, focusState(kept)];
    }
    const kept = ask(folder, reference);
    if (!kept) return [404, fault('nao_encontrado', 'Nota fiscal nao encontrada')];
    if (method === 'GET') return [200, focusState(kept)];
    if (textOf(body['justificativa']).length < 15) return [400, fault('requisicao_invalida', 'justificativa')];
    if (kept.status === 'cancelled') return [422, fault('nfe_cancelada', 'A nota ja foi cancelada')];
    if (kept.status !== 'authorized') return [422, fault('nfe_nao_autorizada', 'Nota fiscal nao autorizada')];
    cancel(kept);
    return [200, focusState(kept)];
  };

  const enotas = (method: string, [, company = '', type = '', reference = '', file]: string[], body: Body): Answer => {
    const folder = `${company}/${type}`;
    if (method === 'POST') {
      const id = String(body['id']);
      const known = documents.get(`${folder}/${id}`);
      if (known && known.status !== 'rejected')
        return [400, [{ codigo: 'NFE0101', mensagem: `Ja existe uma nota com o id ${id}` }]];
      const faults = enotasFaults(body);
      if (faults.length > 0) return [400, faults.map((mensagem) => ({ codigo: 'GR001', mensagem }))];
      keep(folder, id, body, {});
      return [200, { nfeId: `gw-${id}` }];
    }
    const kept = ask(folder, reference);
    if (!kept) return [404, [{ codigo: 'NFE0001', mensagem: 'Nota fiscal nao encontrada' }]];
    if (file !== undefined) return fileOf(kept, file === 'pdf' ? '.pdf' : file === 'xml' ? '-nfe.xml' : '-can.xml');
    if (method === 'GET') return [200, enotasState(kept)];
    if (kept.status !== 'authorized') return [400, [{ codigo: 'NFE0201', mensagem: 'A nota nao pode ser cancelada' }]];
    kept.status = 'cancelling';
    return [200, {}];
  };

  const route = (request: IncomingMessage, body: Body): Answer => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const file = FILE.exec(pathname);
    const ours = [`Basic ${Buffer.from(`${PROVIDER_TOKEN}:`).toString('base64')}`, `Basic ${PROVIDER_TOKEN}`];
    if (!ours.includes(request.headers.authorization ?? '')) return [401, fault('nao_autorizado', 'Acesso negado')];
    if (file) {
      const kept = [...documents.values()].find(({ reference }) => reference === file[1]);
      return kept ? fileOf(kept, file[2] ?? '') : [404, fault('nao_encontrado', 'Arquivo nao encontrado')];
    }
    const [asFocus, asENotas] = [FOCUS.exec(pathname), ENOTAS.exec(pathname)];
    if (asFocus) return focus(request.method ?? '', asFocus, searchParams, body);
    return asENotas ? enotas(request.method ?? '', asENotas, body) : [404, fault('nao_encontrado', 'Endpoint')];
  };

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    void read(request).then((body) => {
      const { method = '', url: path = '' } = request;
      state.calls.push({ method, path, body });
      if (state.mood === 'slow') return;
      if (state.mood === 'down') return void response.writeHead(503).end('<html>manutencao</html>');
      const [status, answer] = route(request, body);
      if (state.mood === 'lost') return void request.socket.destroy();
      const isText = typeof answer === 'string';
      response.writeHead(status, { 'Content-Type': isText ? 'application/octet-stream' : 'application/json' });
      response.end(isText ? answer : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onCleanup(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  });
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return state;
}

async function read(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as Body);
}
