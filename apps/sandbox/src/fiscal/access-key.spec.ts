import { describe, expect, it } from '@jest/globals';

import { accessKey, checkDigit } from './access-key.js';

describe('an access key', () => {
  const key = accessKey({
    state: '35',
    issuedAt: Date.parse('2026-11-20T12:00:00-03:00'),
    cnpj: '11222333000181',
    model: 65,
    series: 1,
    number: 12,
  });

  it('has 44 digits that say whose it is, and when', () => {
    expect(key).toMatch(/^35261111222333000181650010000000121\d{9}$/);
  });

  it('has a check digit over all others', () => {
    expect(checkDigit(key.slice(0, -1))).toBe(key.slice(-1));
    // Worked out by hand: 2·1 + 3·2 + 4·3 = 20, 20 mod 11 = 9, 11 − 9.
    expect(checkDigit('321')).toBe('2');
    // 11 leaves nothing.
    expect(checkDigit('14')).toBe('0');
  });
});
