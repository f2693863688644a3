import { titleOf } from '../problems/problem.js';
import { ERROR_CODES } from './error-codes.generated.js';
import { HEADERS } from './headers.js';
import type { Json } from './schemas.js';

/** What each status means, whatever the code; `api-problems.ts` shows it for handlers that the generated table does not know yet. */
export const WHEN: Readonly<Record<number, string>> = {
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
  500: 'A fault of ours',
  503: 'A dependency is away; see Retry-After',
};

/** Puts in place of an operation's errors those that its code can throw, by status, with an example of each code. */
export function withErrors(operation: Json): Json {
  const keys = ERROR_CODES.operations[String(operation['operationId'])];
  if (!keys) return operation;
  const good = Object.entries(operation['responses'] as Record<string, Json>).filter(
    ([status]) => Number(status) < 400,
  );
  const statuses = [...new Set(keys.map((key) => statusOf(key)))].sort((a, b) => a - b);
  const errors = statuses.map((status) => {
    const codes = keys.filter((key) => statusOf(key) === status).map(codeOf);
    return [String(status), problemResponse(status, codes)] as const;
  });
  return { ...operation, responses: { ...Object.fromEntries(good), ...Object.fromEntries(errors) } };
}

function problemResponse(status: number, codes: readonly string[]): Json {
  return {
    description: `${WHEN[status] ?? titleOf(status, undefined)}. Codes: ${codes.map((code) => `\`${code}\``).join(', ')}`,
    headers: {
      'X-Request-ID': HEADERS['X-Request-ID'],
      ...([429, 503].includes(status) && { 'Retry-After': HEADERS['Retry-After'] }),
    },
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(
          codes.map((code) => [code, { $ref: `#/components/examples/${exampleName(status, code)}` }]),
        ),
      },
    },
  };
}

/** One example a code, with its sentence as it is thrown; `{name}` stands where a value goes. */
export function problemExamples(): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(ERROR_CODES.details).map(([key, detail]) => {
      const [status, code] = [statusOf(key), codeOf(key)];
      const value = {
        type: `urn:comanda:problem:${code.toLowerCase()}`,
        title: titleOf(status, undefined),
        status,
        detail,
        code,
        request_id: '6f6f7f0e-3f44-4f44-9f43-0f7f7f9f7f0e',
      };
      return [exampleName(status, code), { value }];
    }),
  );
}

const statusOf = (key: string): number => Number(key.split(' ', 1)[0]);
const codeOf = (key: string): string => key.slice(key.indexOf(' ') + 1);
const exampleName = (status: number, code: string): string => `${code}_${status}`;
