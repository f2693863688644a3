import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';

import { DomainError, invalid } from '#libs/kernel';

const LIMIT = '1mb';
const DEEPEST = 32;
const LONGEST_ARRAY = 10_000;
const JSON_TYPES = ['application/json', 'application/*+json'];
const TEXT_TYPES = ['text/csv'];

/** A body of a type that no route reads: 415, in the words of the contract. */
export class UnsupportedMediaType extends Error {
  readonly status = 415;
}

/** JSON and CSV up to 1 MB; every other body is 415. Structures too deep or too long to validate are refused before validation. */
export function bodyParsers(): RequestHandler[] {
  return [
    express.json({ limit: LIMIT, strict: true, type: JSON_TYPES }),
    express.text({ limit: LIMIT, type: TEXT_TYPES }),
    refuseOtherTypes,
    refuseMonsters,
  ];
}

function refuseOtherTypes(request: Request, _: Response, next: NextFunction): void {
  const length = request.headers['content-length'];
  const hasBody = request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
  if (hasBody && request.body === undefined) next(new UnsupportedMediaType());
  else next();
}

function refuseMonsters(request: Request, _: Response, next: NextFunction): void {
  const fault = typeof request.body === 'object' ? faultIn(request.body, 0) : undefined;
  next(fault);
}

/** NUL cannot be stored in PostgreSQL text, and validating a huge list would block every other request. */
function faultIn(value: unknown, depth: number): DomainError | undefined {
  if (typeof value === 'string') {
    return value.includes('\0') ? invalid('MALFORMED_TEXT', 'Texts must not contain the character NUL.') : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > DEEPEST) return invalid('TOO_DEEP', `The body is nested deeper than ${DEEPEST} levels.`);
  const items = Array.isArray(value) ? value : Object.values(value);
  if (items.length > LONGEST_ARRAY)
    return invalid('TOO_LONG', `A list in the body has more than ${LONGEST_ARRAY} entries.`);
  for (const item of items) {
    const fault = faultIn(item, depth + 1);
    if (fault) return fault;
  }
  return undefined;
}
