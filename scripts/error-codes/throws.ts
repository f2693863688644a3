import ts from 'typescript';

import type { Sources } from './program.js';

/** One refusal that the code can make. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  /** The sentence, with the name of each value where it goes. */
  readonly detail: string;
}

interface Factory {
  readonly status: number;
  /** Where the code and the sentence stand among the arguments, or what they always are. */
  readonly code: number | string;
  readonly detail: number | ((call: ts.CallExpression, sources: Sources) => string);
}

const STATUS: Readonly<Record<string, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  rule_broken: 422,
  rate_limited: 429,
  unavailable: 503,
};

/** The functions of libs/kernel/domain-error.ts. A test holds this table against them. */
export const FACTORIES: Readonly<Record<string, Factory>> = {
  invalid: { status: 400, code: 0, detail: 1 },
  unauthenticated: { status: 401, code: 0, detail: 1 },
  forbidden: { status: 403, code: 0, detail: 1 },
  notFound: {
    status: 404,
    code: 1,
    detail: ({ arguments: [what] }, sources) =>
      `There is no such ${what ? textOf(what, sources) : 'thing'}, or it is not yours.`,
  },
  conflict: { status: 409, code: 0, detail: 1 },
  versionConflict: {
    status: 409,
    code: 'VERSION_CONFLICT',
    detail: () => 'Somebody else changed this meanwhile. Read it again and repeat your change.',
  },
  ruleBroken: { status: 422, code: 0, detail: 1 },
  rateLimited: { status: 429, code: 'RATE_LIMITED', detail: 0 },
  unavailable: { status: 503, code: 0, detail: 1 },
};

/** Nest's own exceptions, which the problem filter puts into words of its own. */
const OF_NEST: Readonly<Record<string, Refusal>> = {
  NotAcceptableException: {
    status: 406,
    code: 'NOT_ACCEPTABLE',
    detail: 'None of the asked formats is offered here.',
  },
  UnsupportedMediaTypeException: {
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
    detail: 'Send the body as application/json in UTF-8.',
  },
};

const isOfKernel = (declaration: ts.Node): boolean =>
  declaration.getSourceFile().fileName.endsWith('libs/kernel/domain-error.ts');

/** The refusals that this call or `new` makes; undefined when it is something else. */
export function refusalsOf(node: ts.CallExpression | ts.NewExpression, sources: Sources): Refusal[] | undefined {
  const symbol = sources.symbolAt(node.expression);
  const [declaration] = symbol?.declarations ?? [];
  const ofNest = ts.isNewExpression(node) ? OF_NEST[node.expression.getText()] : undefined;
  if (ofNest) return [ofNest];
  if (!symbol || !declaration || !isOfKernel(declaration)) return undefined;
  if (ts.isNewExpression(node)) {
    const [kind, code, detail] = node.arguments ?? [];
    return combine(
      wordsOf(kind, sources).map((word) => STATUS[word] ?? 500),
      wordsOf(code, sources),
      detail ? textOf(detail, sources) : '',
    );
  }
  const factory = FACTORIES[symbol.name];
  if (!factory) return undefined;
  const codeAt = typeof factory.code === 'number' ? node.arguments[factory.code] : undefined;
  const codes = typeof factory.code === 'string' ? [factory.code] : codeAt ? wordsOf(codeAt, sources) : ['NOT_FOUND'];
  const detail =
    typeof factory.detail === 'function'
      ? factory.detail(node, sources)
      : textOf(node.arguments[factory.detail] ?? node, sources);
  return combine([factory.status], codes, detail);
}

const combine = (statuses: readonly number[], codes: readonly string[], detail: string): Refusal[] =>
  statuses.flatMap((status) => codes.map((code) => ({ status, code, detail })));

/** The words that an expression may be, by its type. A code that can be any text cannot be listed: that is an error. */
function wordsOf(node: ts.Expression | undefined, { checker }: Sources): string[] {
  if (!node) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  const type = checker.getTypeAtLocation(node);
  const types = type.isUnion() ? type.types : [type];
  return types.map((one) => {
    if (one.isStringLiteral()) return one.value;
    const { line } = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart());
    throw new Error(
      `${node.getSourceFile().fileName}:${line + 1}: say ${node.getText()} as literals, so that it can be listed`,
    );
  });
}

/** A literal as it stands; in a template, the name of each value in braces. */
export function textOf(node: ts.Expression, sources: Sources): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return (
      node.head.text +
      node.templateSpans.map(({ expression, literal }) => `{${nameOf(expression)}}${literal.text}`).join('')
    );
  }
  if (ts.isConditionalExpression(node)) return textOf(node.whenTrue, sources);
  if (ts.isIdentifier(node)) {
    const [declaration] = sources.symbolAt(node)?.declarations ?? [];
    if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer)
      return textOf(declaration.initializer, sources);
  }
  return `{${nameOf(node)}}`;
}

function nameOf(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node)) {
    // `roles.join()` is about the roles; `order.number` about the number.
    return ts.isCallExpression(node.parent) && node.parent.expression === node
      ? nameOf(node.expression)
      : node.name.text;
  }
  if (ts.isCallExpression(node))
    return node.arguments[0] && ts.isIdentifier(node.expression) ? nameOf(node.arguments[0]) : nameOf(node.expression);
  if (ts.isBinaryExpression(node)) return nameOf(node.left);
  if (ts.isConditionalExpression(node)) return nameOf(node.condition);
  if (ts.isElementAccessExpression(node) || ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node))
    return nameOf(node.expression);
  return 'value';
}
