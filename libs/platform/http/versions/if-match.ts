import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader, ApiProperty } from '@nestjs/swagger';
import { IsInt, Min } from 'class-validator';
import type { Request } from 'express';

import { invalid } from '#libs/kernel';

import { Optional } from '../validation/optional.js';

/** What stands behind the version says how a product stood when it was read, and nothing of its version. */
const ETAG = /^(?:W\/)?"(\d{1,15})(?:\.[0-9a-f]{8})?"$|^(\d{1,15})$/;

/** The version in `If-Match` (`"3"`), or undefined. A PATCH may send it instead of `version` in its body. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number | undefined =>
  ifMatchOf(context.switchToHttp().getRequest<Request>()),
);

/** The version that a command is meant for: `version` in its body, or `If-Match`; undefined for whichever it is now. */
export const ExpectedVersion = createParamDecorator((_: unknown, context: ExecutionContext): number | undefined => {
  const request = context.switchToHttp().getRequest<Request>();
  const version = (request.body as { version?: unknown } | undefined)?.version;
  return typeof version === 'number' ? version : ifMatchOf(request);
});

/** A body that may say which version of a resource it is meant for; {@link ExpectedVersion} reads it. */
export class VersionedRequest {
  /** The version that the command is meant for; a newer one in the meantime is 409. `If-Match` says the same. */
  @Optional()
  @ApiProperty({ type: Number, required: false })
  @IsInt()
  @Min(1)
  version?: number;
}

/** The version in a request's `If-Match`; undefined for any. Throws `IF_MATCH_MALFORMED`. */
export function ifMatchOf({ headers }: Request): number | undefined {
  const header = headers['if-match'];
  if (header === undefined || header === '*') return undefined;
  const match = ETAG.exec(header);
  if (!match) throw invalid('IF_MATCH_MALFORMED', 'If-Match should be the version in double quotes, such as "3".');
  return Number(match[1] ?? match[2]);
}

/** Says in the OpenAPI document that a handler takes {@link IfMatch}. */
export const ApiIfMatch = () =>
  ApiHeader({ name: 'If-Match', required: false, description: 'The version that was edited, as in `"3"`' });
