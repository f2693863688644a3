import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const ROOT = join(import.meta.dirname, '..', '..');
/** Attributes and properties whose text somebody reads or hears. */
const READ =
  /^(?:aria-(?:label|description|roledescription|valuetext|placeholder)|alt|title|label|placeholder|summary)$/;
const LETTERS = /\p{L}{2,}/u;
/** Names that are the same in every language. */
const NAMES = new Set(['PIX']);

/** What is written in a file's elements for people to read, and is not from a dictionary: a line each. */
function textsOf(name: string, source: string): string[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const note = (node: ts.Node, text: string) => {
    if (!LETTERS.test(text) || NAMES.has(text.trim())) return;
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
    found.push(`${name}:${line + 1} ${text.trim()}`);
  };
  /** The texts that an expression may come to. */
  const may = (node: ts.Expression): void => {
    if (ts.isStringLiteralLike(node)) note(node, node.text);
    else if (ts.isTemplateExpression(node))
      note(node, [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' '));
    else if (ts.isParenthesizedExpression(node)) may(node.expression);
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(may);
    else if (ts.isBinaryExpression(node)) [node.left, node.right].filter((side) => !isTest(node, side)).forEach(may);
  };
  const look = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node, node.text);
    else if (ts.isJsxAttribute(node) && READ.test(node.name.getText(file)) && node.initializer) {
      if (ts.isStringLiteral(node.initializer)) note(node, node.initializer.text);
      else if (ts.isJsxExpression(node.initializer) && node.initializer.expression) may(node.initializer.expression);
    } else if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent) && node.expression) may(node.expression);
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}

/** What stands before `&&`, and both sides of a comparison, is not shown. */
const isTest = (node: ts.BinaryExpression, side: ts.Expression): boolean =>
  ts.isBinaryExpression(node) &&
  ((node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken && side === node.left) ||
    ![
      ts.SyntaxKind.AmpersandAmpersandToken,
      ts.SyntaxKind.BarBarToken,
      ts.SyntaxKind.QuestionQuestionToken,
      ts.SyntaxKind.PlusToken,
    ].includes(node.operatorToken.kind));

describe('texts of the pages', () => {
  const files = readdirSync(join(ROOT, 'apps', 'web'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => join('apps', 'web', name));

  it('come from the dictionaries alone', () => {
    expect(files.length).toBeGreaterThan(40);
    expect(files.flatMap((name) => textsOf(name, readFileSync(join(ROOT, name), 'utf8')))).toEqual([]);
  });

  it.each([
    ['<p>Hello</p>', 'Hello'],
    ['<b aria-label="Close" />', 'Close'],
    ['<b title={`Table ${n}`} />', 'Table'],
    ['<p>{isOpen ? "Open" : words.closed}</p>', 'Open'],
    ['<p>{name ?? ("No" + "body")}</p>', 'No'],
  ])('are noticed in %s', (source, text) => {
    expect(textsOf('page.tsx', `const page = ${source};`)[0]).toBe(`page.tsx:1 ${text}`);
  });

  it.each([
    '<p>{words.close}</p>',
    '<b class="button main" type="button" />',
    '<p>{status === "OPEN" && words.open}</p>',
    '<p>· 3×</p>',
    '<p>{t("key")}</p>',
  ])('are not seen in %s', (source) => {
    expect(textsOf('page.tsx', `const page = ${source};`)).toEqual([]);
  });
});
