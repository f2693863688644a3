import { randomUUID } from 'node:crypto';
import { type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

import { titleOf } from '../problems/problem.js';

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

const MALFORMED: Refusal = { status: 400, code: 'MALFORMED_REQUEST', detail: 'The request could not be read as HTTP.' };
/** By Node's word for what is wrong. */
const REFUSALS: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: { status: 431, code: 'HEADERS_TOO_LARGE', detail: 'The headers are over 16 KB.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'REQUEST_TIMEOUT', detail: 'The request took too long to arrive.' },
};

/** A request that is no HTTP never becomes one for Express: it gets its problem document here. */
export function answerUnreadable(server: Server): void {
  server.on(
    'clientError',
    (error: Error & { code?: string }, socket: Duplex & { _httpMessage?: { headersSent: boolean } }) => {
      if (error.code === 'ECONNRESET' || !socket.writable || socket._httpMessage?.headersSent) {
        socket.destroy();
        return;
      }
      socket.end(answerOf(REFUSALS[error.code ?? ''] ?? MALFORMED), () => socket.destroy());
    },
  );
}

function answerOf({ status, code, detail }: Refusal): string {
  const id = randomUUID();
  const type = `urn:comanda:problem:${code.toLowerCase()}`;
  const body = JSON.stringify({
    type,
    title: titleOf(status, undefined),
    status,
    detail,
    code,
    request_id: id,
    error: detail,
  });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-ID: ${id}`,
    '',
    body,
  ].join('\r\n');
}
