import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

import { SENTENCES, isTranslated } from '../../libs/platform/http/problems/sentences/sentences.js';
import { TERMS } from '../../libs/platform/http/problems/sentences/terms.js';

/** Factories of errors, and which of their arguments is the sentence for a person. */
const SENTENCE_OF: Readonly<Record<string, number>> = {
  invalid: 1,
  unauthenticated: 1,
  forbidden: 1,
  conflict: 1,
  ruleBroken: 1,
  rateLimited: 0,
  unavailable: 1,
  DomainError: 2,
  buildMessage: 0,
  CellFault: 1,
  Agrees: 1,
  fault: 2,
  untilFault: 1,
};

/** Members of object literals that hold such a sentence: of a field's fault and of class-validator's options, and of an HTTP error. */
const MEMBERS = ['message', 'detail', 'defaultMessage'];

/** Sentences that no reader of an error sees. */
const NOT_OF_ERRORS = [
  'If there is an account with this address, a mail is on its way to it.',
  'NÃO É DOCUMENTO FISCAL',
  'database error',
];

/** What is wrong with a document, which `faults` of the document tells beside its code. */
const OF_DOCUMENTS = 'libs/fiscal/core/model/invoice-of.ts';

interface Said {
  readonly template: string;
  readonly file: string;
}

type Factories = ReadonlyMap<string, number>;

const root = join(import.meta.dirname, '../..');

const sources = ['libs', 'apps/api']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  .filter((file) => file.endsWith('.ts') && !/\.(spec|int-spec|e2e-spec)\.ts$|\/testing\/|\/sentences\//.test(file));

/** A sentence as a template: `{0}` for each value, for class-validator's `$property` first. */
function templatesOf(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return [withProperty(node.text)];
  if (ts.isTemplateExpression(node)) {
    let values = 0;
    const shift = node.head.text.includes('$property') ? 1 : 0;
    const text =
      node.head.text + node.templateSpans.map(({ literal }) => `{${shift + values++}}${literal.text}`).join('');
    return [withProperty(text)];
  }
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap(templatesOf);
  if (ts.isParenthesizedExpression(node)) return templatesOf(node.expression);
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return templatesOf(node.body);
  return [];
}

const withProperty = (text: string): string => text.replace('$property', '{0}');

/** Constants of a file that are sentences, so that one said by its name is found as well. */
const isMessageConstant = (node: ts.Node): node is ts.VariableDeclaration & { initializer: ts.Expression } =>
  ts.isVariableDeclaration(node) && /message|^NO_|^NOT_/i.test(node.name.getText()) && node.initializer !== undefined;

const parsed = sources.map((file) =>
  ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true),
);

/** The expressions that become sentences in this node, if any: the argument of a factory, or a member. */
function sentencesAt(node: ts.Node, factories: Factories): ts.Expression[] {
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    const index = factories.get(node.expression.getText().replace(/^this\./, ''));
    const argument = index === undefined ? undefined : node.arguments?.[index];
    return argument ? [argument] : [];
  }
  if (ts.isPropertyAssignment(node) && MEMBERS.includes(node.name.getText())) return [node.initializer];
  if (ts.isShorthandPropertyAssignment(node) && MEMBERS.includes(node.name.text)) return [node.name];
  return [];
}

const nameOf = (node: ts.SignatureDeclaration): string | undefined =>
  node.name?.getText() ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : undefined);

/** Functions of our own that hand one of their parameters on as a sentence, such as `untilFault(code, message)`: whoever calls them says it. */
function withOurOwn(factories: Factories): Factories {
  const found = new Map(factories);
  const visit = (node: ts.Node, within: ts.SignatureDeclaration | undefined): void => {
    const name = within && nameOf(within);
    for (const said of name ? sentencesAt(node, factories) : []) {
      const value = ts.isArrowFunction(said) ? said.body.getText() : said.getText();
      const index = within?.parameters.findIndex((parameter) => parameter.name.getText() === value) ?? -1;
      if (name && index >= 0 && !found.has(name)) found.set(name, index);
    }
    const isNamed = ts.isFunctionLike(node) && nameOf(node) !== undefined;
    ts.forEachChild(node, (child) => visit(child, isNamed ? node : within));
  };
  for (const source of parsed) visit(source, undefined);
  return found.size === factories.size ? found : withOurOwn(found);
}

const factories = withOurOwn(new Map(Object.entries(SENTENCE_OF)));

function saidIn(source: ts.SourceFile): { sentences: Said[]; nouns: Said[] } {
  const file = source.fileName;
  const sentences: Said[] = [];
  const nouns: Said[] = [];
  const take = (node: ts.Expression | undefined, into: Said[]): void => {
    if (node) into.push(...templatesOf(node).map((template) => ({ template, file })));
  };
  const visit = (node: ts.Node): void => {
    for (const sentence of sentencesAt(node, factories)) take(sentence, sentences);
    if (ts.isCallExpression(node) && node.expression.getText() === 'notFound') take(node.arguments[0], nouns);
    if (isMessageConstant(node)) take(node.initializer, sentences);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { sentences, nouns };
}

describe('the sentences of errors', () => {
  const said = parsed.map(saidIn);

  it('are found in the code', () => {
    expect(said.flatMap(({ sentences }) => sentences).length).toBeGreaterThan(250);
  });

  it('have words in Indonesian and Portuguese, each of them', () => {
    const missing = said
      .flatMap(({ sentences }) => sentences)
      .filter(({ template, file }) => /[a-z] /i.test(template) && file !== OF_DOCUMENTS)
      .filter(({ template }) => !NOT_OF_ERRORS.includes(template) && !isTranslated(template));
    expect(missing.map(({ template, file }) => `${file}: ${template}`)).toEqual([]);
  });

  it('name what was not found in each language', () => {
    const known = new Set(TERMS.map(([english]) => english));
    const missing = said.flatMap(({ nouns }) => nouns).filter(({ template }) => !known.has(template));
    expect(missing.map(({ template, file }) => `${file}: ${template}`)).toEqual([]);
  });

  it('stand once in the list, with the same values in each language', () => {
    const values = (text: string) => [...text.matchAll(/\{\d\}/g)].map(([value]) => value).sort();
    for (const [english, ...others] of [...SENTENCES, ...TERMS]) {
      for (const other of others)
        expect({ english, values: values(other) }).toEqual({ english, values: values(english) });
    }
    const all = SENTENCES.map(([english]) => english);
    expect(all.filter((english, i) => all.indexOf(english) !== i)).toEqual([]);
  });
});
