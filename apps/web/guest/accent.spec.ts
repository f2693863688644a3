import { describe, expect, it } from '@jest/globals';

import { accentOf } from './accent.js';

describe('the outlet’s colour', () => {
  it.each([
    ['#8a1538', 'light', { accent: '#8a1538', onAccent: '#ffffff' }],
    ['#8a1538', 'dark', null],
    ['#ffd400', 'light', null],
    ['#ffd400', 'dark', { accent: '#ffd400', onAccent: '#04150e' }],
    ['#ffffff', 'light', null],
    ['#000000', 'dark', null],
    ['red', 'light', null],
    [null, 'light', null],
  ] as const)('%s in the %s', (hex, theme, expected) => {
    expect(accentOf(hex, theme)).toEqual(expected);
  });
});
