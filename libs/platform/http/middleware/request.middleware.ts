import { randomUUID } from 'node:crypto';

import type { NextFunction, Request, Response } from 'express';

import { invalid } from '#libs/kernel';

import { Logger } from '../../telemetry/logger.js';
import { Metrics } from '../../telemetry/metrics.js';
import { type RequestContext, withRequest } from '../../telemetry/request-context.js';
import { isTracing, type Span, startSpan } from '../../telemetry/tracing.js';
import { clientAddressOf, networkOf } from './client-address.js';
import { PAGE_ROUTES } from './page-routes.js';
import { OLDER_NAMES, WITHOUT_PREFIX } from './older-paths.js';

const SANE_ID = /^[\w.:+/=@-]{1,128}$/;
const CANONICAL_PREFIX = '/api/v1';
const OLDER_PREFIX = /^\/api(?!\/v1(?:[/?]|$))(?=[/?]|$)/;
/** Older guides have no prefix at all. Pages have addresses such as /orders/5 too: those are read, never written to. */
const NO_PREFIX = new RegExp(`^/(?=(?:${WITHOUT_PREFIX.join('|')})(?:[/?]|$))`);
const QUIET = new Set(['/health', '/ready', '/metrics']);
/** Routes of web pages and their files: a page is a dozen requests that tell nobody anything. */
const QUIET_ROUTES: ReadonlySet<string> = new Set(Object.values(PAGE_ROUTES));

/** What belongs to a transaction of the web POS (S2), its receipt first of all, is what belongs to the order that it is. */
const OF_A_SALE = /^\/api\/v1\/transactions(?=\/[^/?]+\/)/;
const OLDER_NAME = new RegExp(`^/api/v1/(${Object.keys(OLDER_NAMES).join('|')})(?=[/?]|$)`);

/** Older clients call `/api/…`, write to paths without a prefix, or use other names for the same routes: the path is rewritten before routing. */
export function rewriteOlderPaths(request: Request, _: Response, next: NextFunction): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    request.url = request.url.replace(NO_PREFIX, `${CANONICAL_PREFIX}/`);
  }
  request.url = request.url
    .replace(OLDER_PREFIX, CANONICAL_PREFIX)
    .replace(OLDER_NAME, (_match, name: string) => `${CANONICAL_PREFIX}/${OLDER_NAMES[name] ?? name}`);
  request.url = request.url.replace(OF_A_SALE, `${CANONICAL_PREFIX}/orders`);
  next();
}

/** Gives the request its id (the client's when it is sane), opens its context, and writes one log line when it is answered. */
export function traceRequests(logger: Logger, metrics: Metrics) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const given = request.headers['x-request-id'];
    const requestId = typeof given === 'string' && SANE_ID.test(given) ? given : randomUUID();
    response.setHeader('X-Request-ID', requestId);
    const started = performance.now();
    const span = spanOf(request, requestId);
    metrics.requestsInHand += 1;
    response.once('close', () => {
      metrics.requestsInHand -= 1;
      span?.end();
    });
    const clientAddress = clientAddressOf(request);
    const context: RequestContext = {
      requestId,
      clientAddress,
      network: networkOf(clientAddress),
      locale: request.headers['accept-language'],
      ...(span && { span }),
      tell: (header, value) => {
        if (!response.headersSent) response.setHeader(header, value);
      },
    };
    response.on('finish', () => {
      const ms = performance.now() - started;
      const route = routePattern(request);
      span?.rename(`${request.method} ${route}`);
      span?.set({ 'http.route': route, 'http.response.status_code': response.statusCode });
      metrics.answered(request.method, route, response.statusCode, ms / 1000);
      if (QUIET.has(request.path)) return;
      withRequest(context, () =>
        logger[QUIET_ROUTES.has(route) ? 'debug' : 'info']('request', {
          method: request.method,
          route,
          status: response.statusCode,
          ms: Math.round(ms * 10) / 10,
        }),
      );
    });
    withRequest(context, next);
  };
}

/** Joins the trace of whoever called, when they have one. What an operator's tools ask is none. */
const spanOf = ({ method, path, headers }: Request, requestId: string): Span | undefined =>
  isTracing() && !QUIET.has(path)
    ? startSpan({
        name: method,
        kind: 'server',
        parent: String(headers['traceparent'] ?? ''),
        attributes: { 'http.request.method': method, 'comanda.request.id': requestId },
      })
    : undefined;

/** A NUL cannot be stored as text in PostgreSQL; a path that is not UTF-8 cannot be read at all. */
export function refuseBrokenPaths(request: Request, _: Response, next: NextFunction): void {
  let path: string | undefined;
  try {
    path = decodeURIComponent(request.url);
  } catch {
    path = undefined;
  }
  if (path === undefined || path.includes('\0')) next(invalid('MALFORMED_PATH', 'The path is not valid UTF-8 text.'));
  else next();
}

/** The pattern, so that ids and tokens in a path never reach a metric or a log. */
function routePattern(request: Request): string {
  const route = request.route as { path?: unknown } | undefined;
  return typeof route?.path === 'string' ? route.path : 'unmatched';
}
