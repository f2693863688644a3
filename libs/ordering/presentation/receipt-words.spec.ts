import { describe, expect, it } from '@jest/globals';

import { ORDER_TYPES } from '../core/model/order-status.js';
import { RECEIPT_LANGUAGES, RECEIPT_WORDS, receiptLanguage } from './receipt-words.js';

const entriesOf = (value: object, path = ''): [string, unknown][] =>
  Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null ? entriesOf(inner, `${path}${key}.`) : [[`${path}${key}`, inner]],
  );

const SAME_IN_TWO = ['subtotal', 'total', 'methods.pix', 'methods.midtrans'];

describe('The words of a receipt', () => {
  it.each(RECEIPT_LANGUAGES)('are complete in %s', (language) => {
    const words = entriesOf(RECEIPT_WORDS[language]);

    expect(words.map(([path]) => path)).toEqual(entriesOf(RECEIPT_WORDS.en).map(([path]) => path));
    expect(words.filter(([, word]) => typeof word !== 'string' || word.trim() === '')).toEqual([]);
    expect(Object.keys(RECEIPT_WORDS[language].types)).toEqual([...ORDER_TYPES]);
  });

  it.each(['id', 'pt-BR'] as const)('are translated to %s', (language) => {
    const english = new Map(entriesOf(RECEIPT_WORDS.en));
    const same = entriesOf(RECEIPT_WORDS[language]).filter(([path, word]) => english.get(path) === word);

    expect(same.map(([path]) => path)).toEqual(SAME_IN_TWO);
  });

  it('are English where a locale has no dictionary', () => {
    expect(receiptLanguage('pt-BR')).toBe('pt-BR');
    expect(receiptLanguage('fr')).toBe('en');
  });
});
