import ts from 'typescript';

import type { Sources } from './program.js';
import { Reach } from './reach.js';
import type { Refusal } from './throws.js';

/** Per operation the keys (`409 VERSION_CONFLICT`) of what it can answer, and what each key says. */
export interface ErrorTable {
  readonly operations: Readonly<Record<string, readonly string[]>>;
  readonly details: Readonly<Record<string, string>>;
}

const ROUTES = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete']);

/** What the problem filter says of what neither the code nor Nest refuses by name. */
const UNFORESEEN: Refusal = {
  status: 500,
  code: 'INTERNAL_ERROR',
  detail: 'Something went wrong. Quote the request id to support.',
};
/** What the parser of bodies throws, in the filter's words. */
const OF_BODIES: readonly Refusal[] = [
  { status: 400, code: 'MALFORMED_JSON', detail: 'The body is not valid JSON.' },
  { status: 400, code: 'MALFORMED_REQUEST', detail: 'The request could not be read.' },
  { status: 413, code: 'BODY_TOO_LARGE', detail: 'The body is over 1 MB.' },
  { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', detail: 'Send the body as application/json in UTF-8.' },
];

/**
 * Of a code that is said in several sentences it keeps the one that `before` shows, as long as the code still says it: which of them is found
 * first depends on the names of files, and moving one must not change the contract.
 */
export function errorTable(sources: Sources, before: Partial<ErrorTable> = {}): ErrorTable {
  const reach = new Reach(sources);
  const membersOf = (name: string): ts.Node[] => {
    const declaration = sources.named(name);
    return ts.isClassDeclaration(declaration) ? [...declaration.members] : [declaration];
  };
  const everywhere = ['refuseBrokenPaths', 'refuseOtherRoles', 'asUnavailable'].flatMap(membersOf);
  // What is public refuses one kind of token: that of a table session that has ended.
  const ofDeadGuests = [...reach.from(membersOf('AuthenticationGuard')).values()].filter(
    ({ code }) => code === 'SESSION_CLOSED',
  );
  const sentences = new Map<string, Set<string>>();
  const operations: [string, string[]][] = [];
  for (const type of sources.classes()) {
    if (!decorators(type).has('Controller')) continue;
    for (const method of type.members.filter(ts.isMethodDeclaration)) {
      const own = decorators(method);
      const verb = [...own].find((name) => ROUTES.has(name));
      if (!verb) continue;
      const all = new Set([...decorators(type), ...own]);
      const takes = new Set(method.parameters.flatMap((parameter) => [...decorators(parameter)]));
      const found = reach.from([
        method,
        ...everywhere,
        ...(all.has('NoRateLimit') ? [] : membersOf('RateLimitGuard')),
        ...(all.has('Public') ? [] : [...membersOf('AuthenticationGuard'), ...membersOf('AuthorizationGuard')]),
        ...(all.has('Needs') ? ['NeedsGuard', 'ApprovalGrantInterceptor'].flatMap(membersOf) : []),
        ...(takes.has('Body') || takes.has('Query') ? membersOf('RequestValidationPipe') : []),
        ...(verb === 'Get' ? [] : ['BodyHeadersGuard', 'BodyGuard', 'readBody', 'assertSimple'].flatMap(membersOf)),
      ]);
      const refusals = [
        ...found.values(),
        ...(all.has('Public') && !startsAnew(method) ? ofDeadGuests : []),
        ...(verb === 'Get' ? [] : OF_BODIES),
        UNFORESEEN,
      ];
      for (const refusal of refusals) {
        sentences.set(keyOf(refusal), (sentences.get(keyOf(refusal)) ?? new Set()).add(refusal.detail));
      }
      operations.push([method.name.getText(), [...new Set(refusals.map(keyOf))].sort()]);
    }
  }
  const details = [...sentences].map(([key, said]): [string, string] => {
    const shown = before.details?.[key];
    return [key, shown !== undefined && said.has(shown) ? shown : ([...said][0] ?? '')];
  });
  const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);
  return {
    operations: Object.fromEntries(operations.sort(byName)),
    details: Object.fromEntries(details.sort(byName)),
  };
}

const keyOf = ({ status, code }: Refusal): string => `${status} ${code}`;

/** Whether it serves a phone that still sends the token of an ended table session: `@Public({ startsAnew: true })`. */
const startsAnew = (method: ts.MethodDeclaration): boolean =>
  (ts.getDecorators(method) ?? []).some(({ expression }) =>
    /^Public\(.*\bstartsAnew: true\b/s.test(expression.getText()),
  );

/** The names of the decorators, whether they are called or not. */
function decorators(node: ts.HasDecorators): Set<string> {
  return new Set(
    (ts.getDecorators(node) ?? []).map(({ expression }) =>
      (ts.isCallExpression(expression) ? expression.expression : expression).getText(),
    ),
  );
}
