import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';

import type { Env } from '../../env/env.js';
import { ENV } from '../../env/env.module.js';
import { Heartbeats } from '../../telemetry/heartbeats.js';
import { Logger } from '../../telemetry/logger.js';
import { Metrics } from '../../telemetry/metrics.js';
import { Readiness } from './readiness.js';
import { mayScrape } from './scrape.js';

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const json = (status: number, body: object, headers: Answer['headers'] = {}): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
  headers,
});

/**
 * What an operator's tools ask of a process that serves no API: `/health` (503 when a loop of the process has stood still for HEALTH_TIMEOUT),
 * `/ready` and `/metrics`, over plain HTTP on METRICS_PORT.
 */
@Injectable()
export class ProbeServer implements OnApplicationShutdown {
  private server?: Server;

  constructor(
    private readonly readiness: Readiness,
    private readonly heartbeats: Heartbeats,
    private readonly metrics: Metrics,
    private readonly logger: Logger,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Resolves with the port that it listens on. Throws what to set when METRICS_PORT is taken. */
  async listen(): Promise<number> {
    const { METRICS_PORT: port } = this.env;
    const server = createServer((request, response) => void this.serve(request, response));
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) =>
        reject(
          error.code === 'EADDRINUSE' || error.code === 'EACCES'
            ? new Error(
                `port ${port} for /metrics ${error.code === 'EACCES' ? 'may not be used' : 'is taken'}: set METRICS_PORT to a free one`,
              )
            : error,
        ),
      );
      server.listen(port, '0.0.0.0', resolve);
    });
    return (server.address() as AddressInfo).port;
  }

  onApplicationShutdown(): void {
    this.server?.close();
    this.server?.closeAllConnections();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const {
      status,
      type = 'text/plain; charset=utf-8',
      body,
      headers,
    } = await this.answer(request).catch((error) => {
      this.logger.error('A probe could not be answered', { error: error as unknown });
      return json(500, { status: 'failed' });
    });
    response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store', ...headers });
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  private async answer({ method, url = '/', headers }: IncomingMessage): Promise<Answer> {
    if (method !== 'GET' && method !== 'HEAD') return json(405, { status: 'GET alone' }, { Allow: 'GET, HEAD' });
    const [path] = url.split('?', 1);
    if (path === '/health') return this.health();
    if (path === '/ready') return this.ready();
    if (path === '/metrics') return this.prometheus(headers.authorization);
    return json(404, { status: 'not found', paths: ['/health', '/ready', '/metrics'] });
  }

  private health(): Answer {
    const still = this.heartbeats.standingStill(this.env.HEALTH_TIMEOUT);
    return still.length === 0 ? json(200, { status: 'ok' }) : json(503, { status: 'standing still', loops: still });
  }

  private async ready(): Promise<Answer> {
    const { ready, checks } = await this.readiness.check();
    return json(ready ? 200 : 503, { status: ready ? 'ready' : 'not ready', checks }, { 'Retry-After': '1' });
  }

  private async prometheus(authorization: string | undefined): Promise<Answer> {
    if (!mayScrape(this.env.METRICS_TOKEN, authorization)) {
      return json(401, { status: 'send METRICS_TOKEN as a bearer token' }, { 'WWW-Authenticate': 'Bearer' });
    }
    return { status: 200, type: this.metrics.registry.contentType, body: await this.metrics.registry.metrics() };
  }
}
