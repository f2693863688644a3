import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { SERVICE_ROLES } from '../../libs/platform/http/roles/service-roles.js';
import { describeBehindGateways } from './support/gateways.js';

/** A process of a role, as far as a gateway knows it: it is ready, and says what came. */
async function startStandIn(role: string): Promise<{ port: number; server: Server }> {
  const server = createServer((request, response) => {
    // A request that is never answered.
    if (request.url?.endsWith('/silent')) return;
    request.resume();
    request.once('error', () => undefined);
    request.once('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ role, url: request.url, headers: request.headers, port: request.socket.localPort }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, server };
}

interface Seen {
  readonly role: string;
  readonly url: string;
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
}

describeBehindGateways((startGateway) => {
  let gateway: { url: string };
  const servers = new Map<string, Server>();

  beforeAll(async () => {
    const places: Record<string, number[]> = {};
    for (const name of [...SERVICE_ROLES, 'realtime', 'menu']) {
      const { port, server } = await startStandIn(name);
      (places[name] ??= []).push(port);
      servers.set(`${name}${places[name].length}`, server);
    }
    gateway = await startGateway(places, { patienceSeconds: 1 });
  }, 60_000);
  afterAll(() => {
    for (const server of servers.values()) {
      server.close();
      server.closeAllConnections();
    }
  });

  const ask = async (path: string, headers: Record<string, string> = {}): Promise<Seen> =>
    (await fetch(`${gateway.url}${path}`, { headers })).json() as Promise<Seen>;

  it.each([
    ['/api/v1/auth/login', 'users'],
    ['/api/v1/menu?outlet_id=5', 'menu'],
    ['/api/menu/items', 'menu'],
    ['/api/v1/orders/5/pay', 'orders'],
    ['/orders', 'orders'],
    ['/api/v1/payments', 'payments'],
    ['/api/v1/webhooks/midtrans', 'payments'],
    ['/api/v1/table-sessions', 'guests'],
    ['/api/v1/shipping/calculate', 'shop'],
    ['/api/v1/shipping/rates', 'admin'],
    ['/API/V1/Reports/sales', 'admin'],
    ['/socket.io/?EIO=4', 'realtime'],
    ['/docs', 'orders'],
  ])('sends %s, as it is, to %s', async (path, role) => {
    expect(await ask(path)).toMatchObject({ role, url: path });
  });

  it('tells a process who asks, how, and under which id', async () => {
    const { headers } = await ask('/api/v1/menu', { 'x-forwarded-for': '203.0.113.9', 'x-request-id': 'till-7' });
    const { headers: ofNobody } = await ask('/api/v1/menu');

    expect(headers).toMatchObject({
      host: new URL(gateway.url).host,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': new URL(gateway.url).host,
      'x-request-id': 'till-7',
    });
    expect(ofNobody['x-request-id']).toMatch(/^[\da-f-]{32,36}$/);
  });

  it('keeps an address with one process for sockets', async () => {
    const seen = await Promise.all(Array.from({ length: 8 }, () => ask('/socket.io/?EIO=4')));

    expect(new Set(seen.map(({ port }) => port)).size).toBe(1);
  });

  it('asks the other one of two processes when one has died', async () => {
    const before = await Promise.all(Array.from({ length: 8 }, () => ask('/api/v1/menu')));
    servers.get('menu2')!.close();
    servers.get('menu2')!.closeAllConnections();

    const after = await Promise.all(Array.from({ length: 20 }, () => fetch(`${gateway.url}/api/v1/menu`)));

    expect(new Set(before.map(({ port }) => port)).size).toBe(2);
    expect(new Set(after.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('answers for a process that is silent, too large a body, and one that is away', async () => {
    const slow = await fetch(`${gateway.url}/api/v1/orders/silent`, { headers: { 'x-request-id': 'till-8' } });
    const large = await fetch(`${gateway.url}/api/v1/orders`, { method: 'POST', body: 'x'.repeat(1_100_000) });
    servers.get('payments1')!.close();
    servers.get('payments1')!.closeAllConnections();
    const away = await fetch(`${gateway.url}/api/v1/payments`);
    const awayFor = async (language: string): Promise<unknown> =>
      (await fetch(`${gateway.url}/api/v1/payments`, { headers: { 'accept-language': language } })).json();

    const problems = await Promise.all([slow, large, away].map((answer) => answer.json()));
    expect(problems).toMatchObject([
      {
        type: 'urn:comanda:problem:service_too_slow',
        status: 504,
        code: 'SERVICE_TOO_SLOW',
        detail:
          'The orders service took too long to answer. Try again with the same Idempotency-Key or id: what was done is not done twice.',
        request_id: 'till-8',
      },
      {
        type: 'urn:comanda:problem:body_too_large',
        status: 413,
        code: 'BODY_TOO_LARGE',
        detail: 'The body is over 1 MB.',
      },
      { type: 'urn:comanda:problem:service_away', status: 502, code: 'SERVICE_AWAY' },
    ]);
    expect([slow, large, away].map(({ status, headers }) => [status, headers.get('content-type')])).toEqual([
      [504, 'application/problem+json'],
      [413, 'application/problem+json'],
      [502, 'application/problem+json'],
    ]);
    expect(await awayFor('pt-BR,pt;q=0.9')).toMatchObject({
      title: 'Um serviço está fora do ar por um momento',
      detail:
        'O serviço payments está fora do ar por um momento. Tente de novo com a mesma Idempotency-Key ou o mesmo id: o que foi feito não é feito duas vezes.',
    });
    expect(await awayFor('id')).toMatchObject({ title: 'Layanan sedang tidak tersedia' });
    // A client that sent too much has taken nothing away from others.
    expect(await ask('/api/v1/orders')).toMatchObject({ role: 'orders' });
  });
});
