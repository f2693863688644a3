import type { IncomingMessage } from 'node:http';

import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';

import { DomainError, invalid } from '#libs/kernel';

import { CSV_MEDIA_TYPES } from '../csv/csv-media-types.js';
import { textOfFile } from '../csv/csv-text.js';

const LIMIT = '1mb';
const DEEPEST = 32;
const LONGEST_ARRAY = 10_000;
/** The validator drops these in silence, where an unknown field should be told. */
const NEVER_A_FIELD = new Set(['__proto__', 'constructor', 'prototype']);
const JSON_TYPES = ['application/json', 'application/*+json'];
/** Signatures are over the bytes as they came. */
/** The routes that read files of lines. */
const CSV_ROUTES = /^\/api\/v1\/products\/import\/?(\?|$)/i;
const WEBHOOKS = /^\/api\/v1\/webhooks\//i;

/** A body of a type that no route reads: 415, in the words of the contract. */
export class UnsupportedMediaType extends Error {
  readonly status = 415;
}

/** JSON up to 1 MB, and CSV on the routes that read it; every other body is 415. Structures too deep or too long to validate are refused before validation. */
export function bodyParsers(): RequestHandler[] {
  return [
    express.json({ limit: LIMIT, strict: true, type: JSON_TYPES }),
    express.raw({ limit: LIMIT, type: isCsv }),
    asText,
    refuseOtherTypes,
    refuseMonsters,
  ];
}

const bytes = express.raw({ limit: LIMIT, inflate: false, type: () => true });

/** Why a body was not read: an error with its status. */
export type UnreadBody = Error & { readonly status: number };

/** Webhooks stay bytes, up to the same 1 MB. What cannot be read goes on all the same, so that a trace of it can be kept. */
export function webhookBytes(request: Request & { unread?: UnreadBody }, response: Response, next: NextFunction): void {
  if (!WEBHOOKS.test(request.url)) return next();
  bytes(request, response, (fault?: unknown) => {
    if (fault !== undefined) request.unread = fault as UnreadBody;
    next();
  });
}

/** Set by {@link webhookBytes}. */
export const unreadBody = (request: Request): UnreadBody | undefined => (request as { unread?: UnreadBody }).unread;

/** Spreadsheets and browsers name a CSV file in several ways, and say nothing that could be trusted of its encoding. */
function isCsv({ headers, url = '' }: IncomingMessage): boolean {
  const [type = ''] = (headers['content-type'] ?? '').split(';', 1);
  return CSV_ROUTES.test(url) && CSV_MEDIA_TYPES.includes(type.trim().toLowerCase());
}

function asText(request: Request, _: Response, next: NextFunction): void {
  if (request.body instanceof Uint8Array && isCsv(request)) request.body = textOfFile(request.body);
  next();
}

function refuseOtherTypes(request: Request, _: Response, next: NextFunction): void {
  const length = request.headers['content-length'];
  const hasBody = request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
  if (hasBody && request.body === undefined) next(new UnsupportedMediaType());
  else next();
}

function refuseMonsters(request: Request, _: Response, next: NextFunction): void {
  const { body } = request as { body: unknown };
  const fault = typeof body === 'object' && !(body instanceof Uint8Array) ? faultIn(body, 0) : undefined;
  next(fault);
}

/** PostgreSQL stores no text with NUL or half a surrogate pair, and validating a huge list would block every other request. */
function faultIn(value: unknown, depth: number): DomainError | undefined {
  if (typeof value === 'string') {
    return value.includes('\0') || !value.isWellFormed()
      ? invalid('MALFORMED_TEXT', 'Texts must be whole Unicode characters, and none of them NUL.')
      : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > DEEPEST) return invalid('TOO_DEEP', `The body is nested deeper than ${DEEPEST} levels.`);
  const isList = Array.isArray(value);
  const keys = isList ? undefined : Object.keys(value);
  const items = isList ? value : Object.values(value);
  if (items.length > LONGEST_ARRAY)
    return invalid('TOO_LONG', `A list in the body has more than ${LONGEST_ARRAY} entries.`);
  const name = keys?.find((key) => NEVER_A_FIELD.has(key));
  if (name) {
    return invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', [
      { pointer: `/${name}`, code: 'UNKNOWN_FIELD', message: `${name} is not a field of this request` },
    ]);
  }
  for (const item of items) {
    const fault = faultIn(item, depth + 1);
    if (fault) return fault;
  }
  return undefined;
}
