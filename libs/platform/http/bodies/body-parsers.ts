import { SetMetadata } from '@nestjs/common';
import express, { type Request, type RequestHandler, type Response } from 'express';

import { DomainError, invalid } from '#libs/kernel';

import { CSV_MEDIA_TYPES } from '../../csv/csv-media-types.js';
import { textOfFile } from '../../csv/csv-text.js';
import { assertSimple } from './body-complexity.js';

/** What a route takes as its body. */
export interface BodyRules {
  readonly as: 'json' | 'csv';
  readonly kilobytes: number;
  /** Of JSON: how many fields it may have in all. */
  readonly keys: number;
}

/** What the largest body of any route may have: gateways let no more through. */
export const LARGEST_BODY_KB = 1024;
const USUAL: BodyRules = { as: 'json', kilobytes: 64, keys: 2_000 };
const DEEPEST = 16;
const MOST_ENTRIES = 10_000;
/** The validator drops these in silence, where an unknown field should be told. */
const NEVER_A_FIELD = new Set(['__proto__', 'constructor', 'prototype']);
const TYPES: Readonly<Record<BodyRules['as'], readonly string[]>> = {
  json: ['application/json', 'application/*+json'],
  csv: CSV_MEDIA_TYPES,
};

export const BODY_RULES = 'comanda:body';

/** The handler takes more than the usual 64 KB of JSON with 2,000 fields, or another type. */
export function TakesBody(rules: Partial<BodyRules>) {
  if ((rules.kilobytes ?? 0) > LARGEST_BODY_KB) throw new Error('Gateways let no such body through: LARGEST_BODY_KB');
  return SetMetadata(BODY_RULES, { ...USUAL, ...rules });
}

export const bodyRules = (own: BodyRules | undefined): BodyRules => own ?? USUAL;

/** A body of a type that its route does not read: 415, in the words of the contract. */
export class UnsupportedMediaType extends Error {
  readonly status = 415;

  constructor(readonly takes: BodyRules['as']) {
    super('The body is of another media type');
  }
}

/** A body that is over what its route takes: 413. `limit` is in bytes. */
export class BodyTooLarge extends Error {
  readonly status = 413;

  constructor(readonly limit: number) {
    super('The body is too large');
  }
}

const BYTES_OF_A_KB = 1024;

/** What the headers say of a body, before any of it is read. Throws `UnsupportedMediaType` (415) or `BodyTooLarge` (413). */
export function assertBodyFits(request: Request, { as, kilobytes }: BodyRules): void {
  if (!hasBody(request)) return;
  if (!request.is([...TYPES[as]])) throw new UnsupportedMediaType(as);
  const limit = kilobytes * BYTES_OF_A_KB;
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new BodyTooLarge(limit);
}

/** There is something to read, and nobody has read it yet. */
export function hasBody({ method, headers, body }: Request): boolean {
  if (method === 'GET' || method === 'HEAD' || body !== undefined) return false;
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

const readers = new Map<string, RequestHandler>();

/** Reads the body of a request whose headers were good, as `request.body`. Rejects with what is wrong with it. */
export async function readBody(request: Request, response: Response, rules: BodyRules): Promise<void> {
  const key = `${rules.as} ${rules.kilobytes} ${rules.keys}`;
  let reader = readers.get(key);
  if (!reader) readers.set(key, (reader = readerOf(rules)));
  await passed(reader, request, response);
  // Nothing that is said of a file's encoding can be trusted.
  const read: unknown = request.body;
  if (read instanceof Uint8Array) request.body = textOfFile(read);
  const fault = faultIn(request.body);
  if (fault) throw fault;
}

function readerOf({ as, kilobytes, keys }: BodyRules): RequestHandler {
  const limit = kilobytes * BYTES_OF_A_KB;
  if (as === 'csv') return express.raw({ limit, type: [...TYPES.csv] });
  const most = { depth: DEEPEST, keys, entries: Math.max(MOST_ENTRIES, keys) };
  return express.json({
    limit,
    strict: true,
    type: [...TYPES.json],
    verify: (_request, _response, bytes) => assertSimple(bytes, most),
  });
}

/** Why a body was not read: an error with its status. */
export type UnreadBody = Error & { readonly status: number };

const bytes = express.raw({ limit: LARGEST_BODY_KB * BYTES_OF_A_KB, inflate: false, type: () => true });

/** The body as bytes, up to 1 MB: signatures are over the bytes as they came. What cannot be read is kept as {@link unreadBody}. */
export async function readBytes(request: Request & { unread?: UnreadBody }, response: Response): Promise<void> {
  await passed(bytes, request, response).catch((fault: unknown) => (request.unread = fault as UnreadBody));
}

/** Set by {@link readBytes}. */
export const unreadBody = (request: Request): UnreadBody | undefined => (request as { unread?: UnreadBody }).unread;

function passed(handler: RequestHandler, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    // Who has gone sends nothing more, and no event would say so again.
    if (request.destroyed) reject(Object.assign(new Error('The client went away'), { status: 400 }));
    else {
      void handler(request, response, (fault?: unknown) => {
        if (fault === undefined) resolve();
        else reject(fault instanceof Error ? fault : new Error('The body could not be read'));
      });
    }
  });
}

/** PostgreSQL stores no text with NUL or half a surrogate pair. */
function faultIn(value: unknown): DomainError | undefined {
  if (typeof value === 'string') {
    return value.includes('\0') || !value.isWellFormed()
      ? invalid('MALFORMED_TEXT', 'Texts must be whole Unicode characters, and none of them NUL.')
      : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const isList = Array.isArray(value);
  const name = isList ? undefined : Object.keys(value).find((key) => NEVER_A_FIELD.has(key));
  if (name) {
    return invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', [
      { pointer: `/${name}`, code: 'UNKNOWN_FIELD', message: `${name} is not a field of this request` },
    ]);
  }
  for (const item of isList ? value : Object.values(value)) {
    const fault = faultIn(item);
    if (fault) return fault;
  }
  return undefined;
}
