import ts from 'typescript';

import type { Sources } from './program.js';
import { type Refusal, refusalsOf } from './throws.js';

interface Step {
  readonly refusals: readonly Refusal[];
  readonly next: readonly ts.Node[];
}

/** What Nest calls of a class that a decorator names: pipes, guards, interceptors, filters. */
const CALLED_BY_NEST = new Set(['transform', 'canActivate', 'intercept', 'catch', 'use']);

/** Runs what was put off, after the answer: nobody who called an operation hears of its refusals. */
const RUN_APART = new Set(['JobRunner']);

/**
 * Follows the code from a function to everything that it can call: through ports to whatever implements them, through functions that are
 * handed on, through constants of functions. It looks at what is named, not at what runs: it may find too much, and not too little.
 */
export class Reach {
  private readonly steps = new Map<ts.Node, Step>();

  constructor(private readonly sources: Sources) {}

  /** The refusals that are reached from these places, each sentence of a code once. */
  from(roots: readonly ts.Node[]): Map<string, Refusal> {
    const found = new Map<string, Refusal>();
    const seen = new Set<ts.Node>();
    const waiting = [...roots];
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      const { refusals, next } = this.stepOf(node);
      for (const refusal of refusals) {
        const key = `${refusal.status} ${refusal.code} ${refusal.detail}`;
        if (!found.has(key)) found.set(key, refusal);
      }
      waiting.push(...next);
    }
    return found;
  }

  private stepOf(root: ts.Node): Step {
    const known = this.steps.get(root);
    if (known) return known;
    const refusals: Refusal[] = [];
    const next: ts.Node[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isTypeNode(node)) return;
      // What decorates a class or a field describes it; only a handler's own decorators run with it.
      if (ts.isDecorator(node) && !ts.isMethodDeclaration(root)) return;
      if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
        const made = refusalsOf(node, this.sources);
        if (made) {
          refusals.push(...made);
          node.arguments?.forEach(visit);
          return;
        }
      }
      // What was wrong with a token is kept on the request, for whoever minds.
      if (ts.isThrowStatement(node) && node.expression.getText() === 'authFault')
        next.push(...this.bodiesOf(this.sources.named('AuthenticationGuard'), node));
      if (ts.isIdentifier(node)) next.push(...this.named(node, root));
      ts.forEachChild(node, visit);
    };
    ts.forEachChild(root, visit);
    const step = { refusals, next };
    this.steps.set(root, step);
    return step;
  }

  private named(node: ts.Identifier, root: ts.Node): ts.Node[] {
    const { parent } = node;
    // A declaration's own name, and the key of a value.
    if ((ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) && parent.name === node) return [];
    return (this.sources.symbolAt(node)?.declarations ?? [])
      .filter((declaration) => isOurs(declaration) && !isWithin(declaration, root))
      .flatMap((declaration) => this.bodiesOf(declaration, node));
  }

  private bodiesOf(declaration: ts.Declaration, node: ts.Node): ts.Node[] {
    if (ts.isClassDeclaration(declaration)) {
      const isMade = ts.isNewExpression(node.parent) && node.parent.expression === node;
      return declaration.members.filter((member) =>
        isMade
          ? ts.isConstructorDeclaration(member)
          : ts.isMethodDeclaration(member) && CALLED_BY_NEST.has(member.name.getText()),
      );
    }
    if (ts.isParameter(declaration) || ts.isBindingElement(declaration)) return [];
    if (ts.isVariableDeclaration(declaration)) return declaration.initializer ? [declaration] : [];
    if (ts.isEnumMember(declaration) || ts.isInterfaceDeclaration(declaration)) return [];
    return this.sources.withHeirs(declaration);
  }
}

function isOurs(declaration: ts.Declaration): boolean {
  if (ts.isSourceFile(declaration) || declaration.getSourceFile().isDeclarationFile) return false;
  const { parent } = declaration;
  return !(ts.isClassDeclaration(parent) && RUN_APART.has(parent.name?.text ?? ''));
}

const isWithin = (node: ts.Node, outer: ts.Node): boolean =>
  node.getSourceFile() === outer.getSourceFile() && node.pos >= outer.pos && node.end <= outer.end;
