import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';

import { WHEN } from './errors.js';

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
