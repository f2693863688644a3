import http from 'node:http';

import { StreamableFile } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import express, { type Express, type RequestHandler, type Response } from 'express';

import { closeInGrace, keepAliveUntil } from './adapter/closing-server.js';
import { answerUnreadable } from './adapter/unreadable-requests.js';

import { isAllVersioned, namesTag, versionTag } from './versions/entity-tag.js';

type Constructor = new (...args: never[]) => object;

/**
 * Express re-parents every request and response with `Object.setPrototypeOf`, which costs Node 20 half its speed. Here they are made
 * with Express' prototypes from the start, so that the call changes nothing. Answers go out as one text, headers and all.
 */
export class FastExpressAdapter extends ExpressAdapter {
  private readonly drainage = { isDraining: false };

  constructor() {
    super(express());
  }

  override initHttpServer(options: Parameters<ExpressAdapter['initHttpServer']>[0]): void {
    super.initHttpServer(options);
    const app = this.getInstance<Express>();
    app.disable('x-powered-by');
    app.disable('etag');
    app.set('query parser', 'simple');
    Object.defineProperty(app.request, 'upgrade', WEBSOCKETS_ALONE);
    Object.defineProperty(app.response, 'shouldKeepAlive', keepAliveUntil(this.drainage));
    const server = http.createServer(
      {
        IncomingMessage: descend(http.IncomingMessage, app.request) as typeof http.IncomingMessage,
        ServerResponse: descend(http.ServerResponse, app.response) as typeof http.ServerResponse,
      },
      app,
    );
    // Slow clients: headers within 15 s, the whole request within 30 s.
    server.headersTimeout = 15_000;
    server.requestTimeout = 30_000;
    server.keepAliveTimeout = 65_000;
    closeInGrace(server);
    answerUnreadable(server);
    this.httpServer = server;
  }

  /** From now on every answer ends its connection, so that clients bring their next request to another process. */
  drain(): void {
    this.drainage.isDraining = true;
  }

  /** Nothing of ours is at any other path either: Express' own page would answer there. */
  override setNotFoundHandler(handler: RequestHandler): void {
    this.use(handler);
  }

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
  get() {
    return this[ASKED] === true && this.headers.upgrade?.toLowerCase() === 'websocket';
  },
  set(asked: unknown) {
    this[ASKED] = asked === true;
  },
};

/** A plain function that initialises like `base`: a class with `super()` would be slower than what it replaces. */
function descend(base: unknown, prototype: object): Constructor {
  function Descendant(this: object, ...args: unknown[]): void {
    (base as (...args: unknown[]) => void).apply(this, args);
  }
  Descendant.prototype = prototype;
  return Descendant as unknown as Constructor;
}
