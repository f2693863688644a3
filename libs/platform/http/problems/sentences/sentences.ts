import type { Language } from '../language.js';
import { CARTS } from './carts.js';
import { CHOICES } from './choices.js';
import { FIELDS } from './fields.js';
import { FLOOR } from './floor.js';
import { GOODS } from './goods.js';
import { KITCHEN } from './kitchen.js';
import { MONEY } from './money.js';
import { PARCELS } from './parcels.js';
import { PEOPLE } from './people.js';
import { PLATFORM } from './platform.js';
import { SELLING } from './selling.js';
import { TERMS } from './terms.js';
import type { Translated } from './translated.js';

/** Every sentence that an error may say to a person, in three languages. A test fails for one that the code says and this has not. */
export const SENTENCES: readonly Translated[] = [
  ...CARTS,
  ...CHOICES,
  ...FIELDS,
  ...FLOOR,
  ...GOODS,
  ...KITCHEN,
  ...MONEY,
  ...PARCELS,
  ...PEOPLE,
  ...PLATFORM,
  ...SELLING,
];

/** class-validator says this before its sentence when the field is a list. */
const EACH = 'each value in ';

const EACH_IN: Readonly<Record<Translation, (sentence: string) => string>> = {
  id: (sentence) => `setiap nilai dalam ${sentence}`,
  'pt-BR': (sentence) => `cada valor em ${sentence}`,
};

type Translation = Exclude<Language, 'en'>;

const COLUMN: Readonly<Record<Translation, 1 | 2>> = { id: 1, 'pt-BR': 2 };
const OR: Readonly<Record<Translation, string>> = { id: ' atau ', 'pt-BR': ' ou ' };

/** A sentence with values in it, recognised by the words around them. */
interface Form {
  readonly pattern: RegExp;
  readonly literals: number;
  readonly sentence: Translated;
}

const whole = new Map(SENTENCES.map((sentence) => [sentence[0], sentence]));
const terms = new Map(TERMS.map((term) => [term[0], term]));

/** Those with the most words of their own first, so that a sentence is never taken for a more general one. */
const forms: readonly Form[] = SENTENCES.filter(([english]) => english.includes('{0}'))
  .map((sentence) => ({ sentence, ...formOf(sentence[0]) }))
  .sort((a, b) => b.literals - a.literals);

/**
 * What an error says, in the reader's language. The cores and class-validator speak English; this recognises their sentences, with the
 * values in them, when an answer leaves. A sentence that is not known stays English.
 */
export function translate(sentence: string, language: Language): string {
  if (language === 'en') return sentence;
  if (sentence.startsWith(EACH)) return EACH_IN[language](translate(sentence.slice(EACH.length), language));
  const column = COLUMN[language];
  const known = whole.get(sentence);
  if (known) return known[column];
  for (const { pattern, sentence: form } of forms) {
    const found = pattern.exec(sentence);
    if (found) return filled(form[column], found.slice(1), language);
  }
  return sentence;
}

/** Whether a sentence, as a template with `{0}` for its values, has translations. */
export const isTranslated = (template: string): boolean => whole.has(template);

const filled = (template: string, values: readonly string[], language: Translation): string =>
  template.replace(/\{(\d)\}/g, (_, index: string) => inLanguage(values[Number(index)] ?? '', language));

const inLanguage = (value: string, language: Translation): string =>
  terms.get(value)?.[COLUMN[language]] ?? value.replaceAll(' or ', OR[language]);

function formOf(english: string): Omit<Form, 'sentence'> {
  const words = english.split(/\{\d\}/);
  const source = words.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(.*?)');
  return { pattern: new RegExp(`^${source}$`, 's'), literals: words.join('').length };
}
