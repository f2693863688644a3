import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { describe, expect, it, jest } from '@jest/globals';

import { createShop, createTestDatabase, eventually, expectStatus, onCleanup, startApi } from '../support/index.js';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { readonly key: string; readonly value: object }[];
}

interface Received {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: Span['attributes'] };
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}

/** Takes OTLP over HTTP as JSON, and keeps the spans. */
async function startCollector() {
  const spans: Span[] = [];
  const services = new Set<string>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url === '/v1/traces') {
        const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString()) as Received;
        for (const { resource, scopeSpans } of resourceSpans) {
          services.add(JSON.stringify(resource.attributes));
          for (const scope of scopeSpans) spans.push(...scope.spans);
        }
      }
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onCleanup(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  return { spans, services, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';

jest.setTimeout(120_000);

describe('traces', () => {
  it('join what a request did, its statements and the job that followed, to the trace of the caller', async () => {
    const collector = await startCollector();
    const database = await createTestDatabase();
    const api = await startApi({ database, env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } });
    const shop = await createShop(database, api);
    const shift = expectStatus(
      201,
      await shop.cashier.post<{ id: string }>('/shifts/open', { outlet_id: shop.outletId, start_cash: 0 }),
    );
    const close = { shift_id: shift.id, end_cash: 0 };
    expectStatus(200, await shop.cashier.post('/shifts/close', close, { traceparent: `00-${TRACE}-${CALLER}-01` }));

    const mine = await eventually(
      () => {
        const found = collector.spans.filter(({ traceId }) => traceId === TRACE);
        expect(found.map(({ name }) => name)).toEqual(
          expect.arrayContaining(['POST /api/v1/shifts/close', 'job shifts.make-report', 'jobs.enqueue', 'COMMIT']),
        );
        return found;
      },
      { timeoutMs: 20_000 },
    );
    const request = mine.find(({ name }) => name === 'POST /api/v1/shifts/close');
    const job = mine.find(({ name }) => name === 'job shifts.make-report');
    expect(request?.parentSpanId).toBe(CALLER);
    expect(job?.parentSpanId).toBe(request?.spanId);
    // What the job asked of the database is a part of the job.
    expect(mine.filter(({ parentSpanId }) => parentSpanId === job?.spanId).map(({ name }) => name)).toContain(
      'jobs.finish',
    );
    expect([...collector.services].join()).toContain('comanda-api');
    // Names and ids, never values.
    expect(JSON.stringify(collector.spans)).not.toContain(shift.id);
  });

  it('are for nothing when the collector is away: everything is served', async () => {
    const database = await createTestDatabase();
    const api = await startApi({ database, env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' } });
    const shop = await createShop(database, api);

    expectStatus(200, await shop.cashier.get(`/orders?outlet_id=${shop.outletId}`));
    const startedAt = Date.now();
    await api.stop();
    expect(Date.now() - startedAt).toBeLessThan(8_000);
  });
});
