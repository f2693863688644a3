import { describe, expect, it } from '@jest/globals';

import { tableNames } from './table-names.js';

describe('names of tables', () => {
  it.each([
    ['7', ['7']],
    ['1-4', ['1', '2', '3', '4']],
    ['A1–A3', ['A1', 'A2', 'A3']],
    ['T 9-11', ['T 9', 'T 10', 'T 11']],
    ['Bar, Terrace', ['Bar', 'Terrace']],
    ['1-2,\n Terrace', ['1', '2', 'Terrace']],
    ['4-1', ['4-1']],
    ['A1-B3', ['A1-B3']],
  ])('of %p are %p', (text, names) => {
    expect(tableNames(text)).toEqual(names);
  });

  it.each(['', ' , ', '1-3, 2', '1-101', 'x, x'])('cannot be read from %p', (text) => {
    expect(tableNames(text)).toBeNull();
  });
});
