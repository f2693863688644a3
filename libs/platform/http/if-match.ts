import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Request } from 'express';

import { invalid } from '#libs/kernel';

const ETAG = /^(?:W\/)?"(\d{1,15})"$|^(\d{1,15})$/;

/** The version in `If-Match` (`"3"`), or undefined. A PATCH may send it instead of `version` in its body. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number | undefined => {
  const header = context.switchToHttp().getRequest<Request>().headers['if-match'];
  if (header === undefined || header === '*') return undefined;
  const match = ETAG.exec(header);
  if (!match) throw invalid('IF_MATCH_MALFORMED', 'If-Match should be the version in double quotes, such as "3".');
  return Number(match[1] ?? match[2]);
});

/** Says in the OpenAPI document that the operation takes `If-Match`. */
export const ApiIfMatch = () =>
  ApiHeader({ name: 'If-Match', required: false, description: 'The version that was edited, as in `"3"`' });
