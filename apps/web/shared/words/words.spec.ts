import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { en } from './en.js';
import { id } from './id.js';
import { language, LANGUAGES, languageAmong, plural } from './language.js';
import { ptBR } from './pt-BR.js';

/** Every text by its path: a text of values says with how many. */
const texts = (value: unknown, path = ''): Record<string, string> => {
  if (typeof value === 'string') return { [path]: 'text' };
  if (typeof value === 'function') return { [path]: `of ${value.length} values` };
  return Object.assign(
    {},
    ...Object.entries(value as object).map(([key, one]) => texts(one, `${path}.${key}`)),
  ) as Record<string, string>;
};

const strings = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object'
      ? Object.values(value as object).flatMap(strings)
      : [];

describe('the words of the pages', () => {
  it.each([
    ['id', id],
    ['pt-BR', ptBR],
  ])('in %s are those that there are in English', (_, dictionary) => {
    const ofValues = (all: Record<string, string>) => Object.keys(all).sort();
    expect(ofValues(texts(dictionary))).toEqual(ofValues(texts(en)));
  });

  it.each([en, id, ptBR])('are none of them empty, or with a space at an end', (dictionary) => {
    expect(strings(dictionary).filter((text) => text === '' || text !== text.trim())).toEqual([]);
  });

  it('have one file a part and language', () => {
    const parts = LANGUAGES.map((one) => readdirSync(join(import.meta.dirname, one)).sort());
    expect(parts[1]).toEqual(parts[0]);
    expect(parts[2]).toEqual(parts[0]);
    expect(parts[0]).toEqual(
      Object.keys(en)
        .map((part) => `${part}.ts`)
        .sort(),
    );
  });
});

describe('a language', () => {
  it.each([
    [['pt-PT', 'en'], 'pt-BR'],
    [['pt'], 'pt-BR'],
    [['de-DE', 'in', 'id-ID', 'en'], 'id'],
    [['EN-gb'], 'en'],
    [['de', 'fr'], null],
    [[], null],
  ])('among %p is %s', (tags, found) => {
    expect(languageAmong(tags)).toBe(found);
  });

  it('has the forms of its numbers', () => {
    const forms = { one: 'one', other: 'many' };
    language.value = 'en';
    expect([0, 1, 2].map((n) => plural(n, forms))).toEqual(['many', 'one', 'many']);
    language.value = 'pt-BR';
    expect([0, 1, 2].map((n) => plural(n, forms))).toEqual(['one', 'one', 'many']);
    language.value = 'id';
    expect([0, 1, 2].map((n) => plural(n, forms))).toEqual(['many', 'many', 'many']);
  });
});
