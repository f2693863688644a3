import { RequestMethod, SetMetadata, type Type } from '@nestjs/common';
import { HEADERS_METADATA, METHOD_METADATA } from '@nestjs/common/constants.js';

import { IDEMPOTENCY } from '../idempotency/idempotency.js';
import { CursorPeriodQuery } from '../lists/period.js';
import type { Handler } from './access.js';
import { type Json, nameIn, type Schemas } from './schemas.js';

const header = (description: string, schema: Json = { type: 'string' }): Json => ({ description, schema });

/** What answers say in their headers. */
export const HEADERS = {
  'X-Request-ID': header(
    'The id of this request: the one that was sent, or a new one. Support finds the request by it.',
  ),
  'Retry-After': header('Seconds to wait before the next try.', { type: 'integer', format: 'int32', minimum: 0 }),
  'Idempotent-Replayed': header('`true` when this is the kept answer to an earlier request with the same key.'),
  ETag: header(
    'The version of what is answered: send it as If-None-Match to get 304 while nothing changed, or as If-Match with a change.',
  ),
  'X-Data-As-Of': header('When it was read from a copy of the database: everything until then is in it.', {
    type: 'string',
    format: 'date-time',
  }),
  'Cache-Control': header('How long, and by whom, the answer may be kept.'),
} as const;

const MAY_BE_OLD = 'comanda:may-be-old';

/** The handler's answers may be read from a copy of the database, which is some seconds behind. */
export const ApiMayBeOld = () => SetMetadata(MAY_BE_OLD, true);

const HAS_ETAG = 'comanda:has-etag';

/** The handler's answers carry an ETag, and become 304 for whoever has them already. */
export const ApiEtag = () => SetMetadata(HAS_ETAG, true);

/**
 * Tells the headers of an operation's good answers, from what its handler is marked with, and from whether
 * what is answered has a version, which is its ETag then.
 */
export function withHeaders(operation: Json, handler: Handler, schemas: Schemas): Json {
  const { method } = handler;
  const isRead = Reflect.getMetadata(METHOD_METADATA, method) === RequestMethod.GET;
  const set = (Reflect.getMetadata(HEADERS_METADATA, method) ?? []) as readonly { readonly name: string }[];
  const hasEtag = Reflect.getMetadata(HAS_ETAG, method) === true;
  const headers = {
    'X-Request-ID': HEADERS['X-Request-ID'],
    ...(Reflect.hasMetadata(IDEMPOTENCY, method) && { 'Idempotent-Replayed': HEADERS['Idempotent-Replayed'] }),
    ...((hasEtag || set.some(({ name }) => name === 'Cache-Control')) && { 'Cache-Control': HEADERS['Cache-Control'] }),
    ...(hasEtag && { ETag: HEADERS.ETag }),
    ...(mayBeOld(handler) && { 'X-Data-As-Of': HEADERS['X-Data-As-Of'] }),
  };
  const answers = Object.entries(operation['responses'] as Record<string, Json>);
  const responses = answers.map(([status, response]) => {
    if (Number(status) >= 400) return [status, response];
    // Whoever reads what is not made yet is told when to ask again; whoever asked for work is not.
    const retries = isRead && status === '202' && { 'Retry-After': HEADERS['Retry-After'] };
    const tag = hasVersion(response, schemas) && { ETag: HEADERS.ETag };
    const all = { ...headers, ...tag, ...retries, ...(response['headers'] as Json | undefined) };
    return [status, { ...response, headers: all }];
  });
  const isVersioned = isRead && answers.some(([, response]) => hasVersion(response, schemas));
  if (!hasEtag && !isVersioned) return { ...operation, responses: Object.fromEntries(responses) as Json };
  const unchanged = {
    description: 'Nothing changed since that ETag; no body',
    headers: { ...headers, ETag: HEADERS.ETag },
  };
  return {
    ...operation,
    parameters: [...((operation['parameters'] ?? []) as Json[]), IF_NONE_MATCH],
    responses: Object.fromEntries([...responses, ['304', unchanged]]) as Json,
  };
}

/** Reports, and lists of a period, which may be over. */
function mayBeOld({ controller, name, method }: Handler): boolean {
  const takes = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, name) ?? []) as Type[];
  return Reflect.hasMetadata(MAY_BE_OLD, method) || takes.some((type) => type?.prototype instanceof CursorPeriodQuery);
}

/** Whether the answer is a resource with a version, as the server itself finds out (see versions/entity-tag.ts). */
function hasVersion({ content }: Json, schemas: Schemas): boolean {
  const json = (content as Record<string, { schema?: Json }> | undefined)?.['application/json'];
  const schema = json?.schema && schemas[nameIn(json.schema) ?? ''];
  return 'version' in ((schema?.['properties'] as Json | undefined) ?? {});
}

const IF_NONE_MATCH: Json = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The ETag of the answer that you have.',
  schema: { type: 'string' },
};
