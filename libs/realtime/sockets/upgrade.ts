import { type IncomingHttpHeaders, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

import { bearerOf, type Problem } from './handshakes.js';

const SUBPROTOCOL = /^bearer\s*,\s*(\S+)$/;

/** A token may come as `?access_token=`, as the subprotocols `bearer, <token>`, or as HTTP's header; null when none did. */
export const tokenOf = (query: URLSearchParams, headers: IncomingHttpHeaders): string | null =>
  query.get('access_token') ??
  SUBPROTOCOL.exec(headers['sec-websocket-protocol'] ?? '')?.[1] ??
  bearerOf(headers.authorization) ??
  null;

/** Answers an upgrade with a problem document and hangs up. */
export function refuseUpgrade(socket: Duplex, problem: Problem): void {
  const body = JSON.stringify(problem);
  const retryAfter = problem['retry_after'];
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? 'Error'}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    ...(problem.status === 401 ? ['WWW-Authenticate: Bearer'] : []),
    ...(typeof retryAfter === 'number' ? [`Retry-After: ${Math.ceil(retryAfter)}`] : []),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
