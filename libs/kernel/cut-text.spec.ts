import { describe, expect, it } from '@jest/globals';

import { cutText } from './cut-text.js';

describe('a text that is cut', () => {
  it.each([
    ['Café', 4, 'Café'],
    ['Café!', 4, 'Café'],
    ['ab☕', 2, 'ab'],
    ['abc😀d', 4, 'abc'],
    ['abc😀d', 5, 'abc😀'],
    ['cafe\u0301', 4, 'caf'],
    ['a👨‍👩‍👧b', 6, 'a'],
    ['a\r\nb', 2, 'a'],
    ['', 3, ''],
  ])('%j at %i is %j', (text, longest, cut) => {
    expect(cutText(text, longest)).toBe(cut);
  });
});
