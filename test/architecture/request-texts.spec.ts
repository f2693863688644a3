import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { beforeAll, describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';

import { translate } from '../../libs/platform/http/problems/sentences/sentences.js';

const ROOT = join(import.meta.dirname, '..', '..');

/** Rules of texts that say how long they are, and nothing of what is in them. */
const LENGTHS = new Set(['isString', 'isLength', 'maxLength', 'isNotEmpty', 'matches']);
/** Rules that leave no room for anything invisible, or that count entries. */
const NARROW = new Set(['isIn', 'isUuid', 'isUrl', 'isIso8601', 'isArray', 'arrayMaxSize']);
/** Taken to the letter: secrets, tokens, cursors, and what a client made. */
const TO_THE_LETTER = /password|token|secret|pin|^after$|table_session_id|idempotency/;

type Rule = {
  readonly name?: string;
  readonly type: string;
  readonly each: boolean;
  readonly message?: unknown;
  readonly constraints?: readonly unknown[];
  readonly constraintCls: new () => unknown;
};

/** Every request of the API, by the decorators of its class. */
describe('the fields of requests', () => {
  let fields: [string, readonly Rule[]][];

  beforeAll(async () => {
    for (const module of readdirSync(join(ROOT, 'libs'))) {
      for (const edge of ['http', 'sockets']) {
        const folder = join(ROOT, 'libs', module, edge);
        if (!readdirSync(join(ROOT, 'libs', module)).includes(edge)) continue;
        const files = readdirSync(folder).filter((name) => /\.(dto|query)\.ts$/.test(name));
        for (const file of files) await import(pathToFileURL(join(folder, file)).href);
      }
    }
    const storage = getMetadataStorage();
    const classes = (storage as unknown as { validationMetadatas: Map<() => void, unknown> }).validationMetadatas;
    fields = [...classes.keys()].flatMap((type) =>
      Object.entries(storage.groupByPropertyName(storage.getTargetValidationMetadatas(type, '', false, false))).map(
        ([name, rules]): [string, readonly Rule[]] => [`${type.name}.${name}`, rules as unknown as Rule[]],
      ),
    );
  });

  const names = (rules: readonly Rule[]) => rules.flatMap(({ name }) => name ?? []);

  it('say what each text is for, so that it is cleaned at the door', () => {
    const silent = fields
      .filter(
        ([, rules]) => names(rules).some((rule) => LENGTHS.has(rule)) && !names(rules).some((rule) => NARROW.has(rule)),
      )
      .filter(([, rules]) => !names(rules).includes('isCleaned'))
      .map(([field]) => field)
      .filter((field) => !TO_THE_LETTER.test(field.split('.')[1] ?? ''));

    expect(fields.length).toBeGreaterThan(200);
    expect(silent).toEqual([]);
  });

  it('say how many entries each list may have', () => {
    const endless = fields
      .filter(([, rules]) => names(rules).includes('isArray') && !names(rules).includes('arrayMaxSize'))
      .map(([field]) => field);

    expect(endless).toEqual([]);
  });

  it('say what is wrong with them in each language', () => {
    const english = fields
      .flatMap(([field, rules]) => rules.map((rule) => ({ field, sentence: defaultSentence(rule) })))
      .filter(({ sentence }) => /[a-z] /.test(sentence))
      .filter(({ sentence }) => translate(sentence, 'id') === sentence || translate(sentence, 'pt-BR') === sentence);

    expect(english).toEqual([]);
  });
});

/** What class-validator says of a field that breaks this rule, unless the rule has words of its own; those are read from the code elsewhere. */
function defaultSentence({ message, constraints = [], constraintCls }: Rule): string {
  const [rule] = getMetadataStorage().getTargetValidatorConstraints(constraintCls);
  const instance = rule?.instance as { defaultMessage?: (about: object) => string } | undefined;
  if (message !== undefined || !instance?.defaultMessage) return '';
  const said = instance.defaultMessage({ constraints, property: 'field', value: 1, targetName: '', object: {} });
  return said.replace('$property', 'field').replace(/\$constraint(\d)/g, (_, n) => String(constraints[Number(n) - 1]));
}
