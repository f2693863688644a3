import http from 'node:http';

import { StreamableFile } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import express, { type Express, type RequestHandler, type Response } from 'express';

import { closeInGrace, keepAliveUntil } from './closing-server.js';
import { isAllVersioned, namesTag, versionTag } from '../versions/entity-tag.js';
import { expressMessages, type MessageClasses } from '../fast-path/express-messages.js';
import { sortRoutes } from '../fast-path/sorted-routes.js';
import { answerUnreadable } from './unreadable-requests.js';

export interface ExpressHttpAdapterOptions {
  /** Whether requests take the short cuts of {@link expressMessages} and {@link sortRoutes}; they do when absent. */
  readonly fastPath?: boolean;
}

/**
 * Nest's Express adapter with what the contract asks of the server besides: time limits, an orderly end, ETags by version, upgrades to
 * WebSockets alone.
 */
export class ExpressHttpAdapter extends ExpressAdapter {
  private readonly drainage = { isDraining: false };

  constructor(private readonly settings: ExpressHttpAdapterOptions = {}) {
    super(express());
  }

  override initHttpServer(options: Parameters<ExpressAdapter['initHttpServer']>[0]): void {
    super.initHttpServer(options);
    const app = this.getInstance<Express>();
    app.disable('x-powered-by');
    app.disable('etag');
    app.set('query parser', 'simple');
    const isFast = this.settings.fastPath !== false;
    const messages = isFast ? expressMessages(app) : ordinaryMessages();
    if (isFast) sortRoutes(app);
    for (const request of [app.request, messages.IncomingMessage.prototype]) {
      Object.defineProperty(request, 'upgrade', WEBSOCKETS_ALONE);
    }
    for (const response of [app.response, messages.ServerResponse.prototype]) {
      Object.defineProperty(response, 'shouldKeepAlive', keepAliveUntil(this.drainage));
    }
    const server = http.createServer(messages, app);
    // Slow clients: headers within 15 s, the whole request within 30 s.
    server.headersTimeout = 15_000;
    server.requestTimeout = 30_000;
    server.keepAliveTimeout = 65_000;
    closeInGrace(server);
    answerUnreadable(server);
    this.httpServer = server;
  }

  /**
   * After a restart all clients of a chain connect at once. Those that the process has not accepted yet wait in the system, up to its own limit
   * (net.core.somaxconn, 4,096 since Linux 5.4), which refuses the rest; Node alone would let 511 wait.
   */
  override listen(port: string | number, ...args: unknown[]): ReturnType<ExpressAdapter['listen']> {
    const [host, ...rest] = args;
    if (typeof host !== 'string') return super.listen(port, ...(args as []));
    return super.listen(port, host, ...([CONNECTIONS_WAITING, ...rest] as unknown as []));
  }

  /** From now on every answer ends its connection, so that clients bring their next request to another process. */
  drain(): void {
    this.drainage.isDraining = true;
  }

  /** Nothing of ours is at any other path either: Express' own page would answer there. */
  override setNotFoundHandler(handler: RequestHandler): void {
    this.use(handler);
  }

  /**
   * An object is written as one text. Express would answer 304 to whoever has the ETag of a resource, even of one that changes without its
   * version.
   */
  override reply(response: Response, body: unknown, statusCode?: number): unknown {
    if (!isPlainAnswer(response, body)) return super.reply(response, body, statusCode) as unknown;
    if (statusCode !== undefined) response.statusCode = statusCode;
    const tag = response.statusCode < LOWEST_FAULT ? versionTag(body) : null;
    if (tag !== null) {
      response.setHeader('ETag', tag);
      if (isKnown(response, body, tag)) {
        response.statusCode = 304;
        return response.end();
      }
    }
    const text = JSON.stringify(body);
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.setHeader('Content-Length', Buffer.byteLength(text));
    return response.end(text);
  }
}

const CONNECTIONS_WAITING = 4_096;
const LOWEST_FAULT = 300;

/** Whether the reader has this version of the resource, and nothing of it changes without the version. */
const isKnown = ({ req }: Response, body: object, tag: string): boolean =>
  req.method === 'GET' && namesTag(req.headers['if-none-match'], tag) && isAllVersioned(body);

/** An object to be told as JSON, with nothing about it that Express would have to decide. */
const isPlainAnswer = (response: Response, body: unknown): body is object =>
  typeof body === 'object' &&
  body !== null &&
  !(body instanceof StreamableFile) &&
  !(body instanceof Error) &&
  !Buffer.isBuffer(body) &&
  response.req.method !== 'HEAD' &&
  response.statusCode !== 204 &&
  !response.hasHeader('Content-Type') &&
  !response.hasHeader('ETag');

const ASKED = Symbol('upgrade asked for');

/**
 * Node takes every request with an Upgrade header from the router as soon as anybody listens for upgrades. Java's HTTP client offers
 * `h2c` with ordinary requests: only WebSockets are upgraded, and the rest is answered as if nothing had been offered.
 */
const WEBSOCKETS_ALONE: PropertyDescriptor & ThisType<http.IncomingMessage & { [ASKED]?: boolean }> = {
  configurable: true,
  get() {
    return this[ASKED] === true && this.headers.upgrade?.toLowerCase() === 'websocket';
  },
  set(asked: unknown) {
    this[ASKED] = asked === true;
  },
};

/** Classes of this server's own, so that what is defined on their prototypes concerns no other server. */
const ordinaryMessages = (): MessageClasses => ({
  IncomingMessage: class extends http.IncomingMessage {},
  ServerResponse: class extends http.ServerResponse {} as MessageClasses['ServerResponse'],
});
