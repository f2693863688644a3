import { SetMetadata } from '@nestjs/common';
import { HEADERS_METADATA } from '@nestjs/common/constants.js';

import { IDEMPOTENCY } from '../idempotency/idempotency.js';
import type { Handler } from './access.js';
import type { Json } from './schemas.js';

const header = (description: string, schema: Json = { type: 'string' }): Json => ({ description, schema });

/** What answers say in their headers. */
export const HEADERS = {
  'X-Request-ID': header(
    'The id of this request: the one that was sent, or a new one. Support finds the request by it.',
  ),
  'Retry-After': header('Seconds to wait before the next try.', { type: 'integer', format: 'int32', minimum: 0 }),
  'Idempotent-Replayed': header('`true` when this is the kept answer to an earlier request with the same key.'),
  ETag: header('The version of what is answered: send it as If-None-Match, and get 304 while nothing changed.'),
  'Cache-Control': header('How long, and by whom, the answer may be kept.'),
} as const;

const HAS_ETAG = 'comanda:has-etag';

/** The handler's answers carry an ETag, and become 304 for whoever has them already. */
export const ApiEtag = () => SetMetadata(HAS_ETAG, true);

/** Tells the headers of an operation's good answers, from what its handler is marked with. */
export function withHeaders(operation: Json, { method }: Handler): Json {
  const set = (Reflect.getMetadata(HEADERS_METADATA, method) ?? []) as readonly { readonly name: string }[];
  const hasEtag = Reflect.getMetadata(HAS_ETAG, method) === true;
  const headers = {
    'X-Request-ID': HEADERS['X-Request-ID'],
    ...(Reflect.hasMetadata(IDEMPOTENCY, method) && { 'Idempotent-Replayed': HEADERS['Idempotent-Replayed'] }),
    ...((hasEtag || set.some(({ name }) => name === 'Cache-Control')) && { 'Cache-Control': HEADERS['Cache-Control'] }),
    ...(hasEtag && { ETag: HEADERS.ETag }),
  };
  const responses = Object.entries(operation['responses'] as Record<string, Json>).map(([status, response]) => {
    if (Number(status) >= 400) return [status, response];
    const retries = status === '202' && { 'Retry-After': HEADERS['Retry-After'] };
    return [status, { ...response, headers: { ...headers, ...retries, ...(response['headers'] as Json | undefined) } }];
  });
  const unchanged = hasEtag && [['304', { description: 'Nothing changed since that ETag; no body', headers }]];
  return {
    ...operation,
    ...(hasEtag && { parameters: [...((operation['parameters'] ?? []) as Json[]), IF_NONE_MATCH] }),
    responses: Object.fromEntries([...responses, ...(unchanged || [])]) as Json,
  };
}

const IF_NONE_MATCH: Json = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The ETag of the answer that you have.',
  schema: { type: 'string' },
};
