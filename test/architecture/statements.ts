import { readFileSync } from 'node:fs';

import ts from 'typescript';

/** A statement in the source, or the part of one that stands in one template. */
export interface Statement {
  /** What it is known by: its `name`, or else the method or constant that it stands in. */
  readonly name: string;
  /** The source of the template, and of what it is put together from in the same file. */
  readonly text: string;
  /** Those of the given tables and views that it reads or writes. */
  readonly tables: readonly string[];
}

/** The statements of a file that read or write one of these tables or views. */
export function statementsOf(file: string, tables: readonly string[]): Statement[] {
  const content = readFileSync(file, 'utf8');
  const named = new RegExp(`\\b(?:FROM|JOIN|INTO|UPDATE|USING)\\s+(?:ONLY\\s+)?(${tables.join('|')})\\b`, 'g');
  if (content.search(named) < 0) return [];
  const source = ts.createSourceFile(file, content, ts.ScriptTarget.Latest, true);
  const declared = declarationsIn(source);
  const found: Statement[] = [];
  const visit = (node: ts.Node): void => {
    if (!ts.isTemplateExpression(node) && !ts.isStringLiteralLike(node)) return ts.forEachChild(node, visit);
    const used = new Set([...node.getText().matchAll(named)].map(([, table = '']) => table));
    if (used.size > 0) found.push({ name: nameOf(node), text: wholeText(node, declared), tables: [...used].sort() });
  };
  visit(source);
  return found;
}

/** Constants and functions of a file by their names; lists of columns say nothing of which rows are meant. */
function declarationsIn(source: ts.SourceFile): ReadonlyMap<string, ts.Node> {
  const declared = new Map<string, ts.Node>();
  const visit = (node: ts.Node): void => {
    const isDeclaration = ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node);
    if (isDeclaration && node.name && ts.isIdentifier(node.name) && !/COLUMNS|^names$/.test(node.name.text)) {
      declared.set(node.name.text, node);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return declared;
}

function wholeText(node: ts.Node, declared: ReadonlyMap<string, ts.Node>, seen = new Set<ts.Node>()): string {
  if (seen.has(node)) return '';
  seen.add(node);
  const parts = [node.getText()];
  const visit = (inner: ts.Node): void => {
    const declaration = ts.isIdentifier(inner) ? declared.get(inner.text) : undefined;
    if (declaration) parts.push(wholeText(declaration, declared, seen));
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return parts.join('\n');
}

/** `name: 'orders.get'` beside the text, or else where the text stands. */
function nameOf(node: ts.Node): string {
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isObjectLiteralExpression(at)) {
      const name = at.properties.find(
        (property) => ts.isPropertyAssignment(property) && property.name.getText() === 'name',
      );
      if (name && ts.isPropertyAssignment(name)) return name.initializer.getText().replace(/^['`]|['`]$/g, '');
    }
    if (ts.isVariableDeclaration(at) && ts.isSourceFile(at.parent.parent.parent)) return at.name.getText();
    if (ts.isMethodDeclaration(at) || ts.isFunctionDeclaration(at)) return at.name?.getText() ?? '';
  }
  return '';
}
