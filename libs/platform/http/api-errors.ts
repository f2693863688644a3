import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';

const WHEN: Readonly<Record<number, string>> = {
  400: 'A field is malformed or unknown; `errors` names each',
  401: 'No token, or one that is not good any more',
  403: 'Your role may not do this',
  404: 'Unknown, or not yours',
  406: 'None of the asked formats is offered',
  409: 'Conflict with the current state, which is in the answer',
  413: 'The body is larger than this route takes',
  415: 'The body is of another media type',
  422: 'Understood, but against a rule',
  429: 'Too many requests; see Retry-After',
  503: 'A dependency is away; see Retry-After',
};

/** Lists the errors of an operation in the OpenAPI document, each a problem document. 429 and 503 go without saying. */
export const ApiProblems = (...statuses: number[]) =>
  applyDecorators(
    ...[...new Set([...statuses, 429, 503])].map((status) =>
      ApiResponse({
        status,
        description: WHEN[status],
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      }),
    ),
  );
