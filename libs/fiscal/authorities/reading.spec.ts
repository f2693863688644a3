import { describe, expect, it } from '@jest/globals';

import { accessKey, count, instant, link, plainReason, reais } from './reading.js';

describe('what providers say', () => {
  it('names nobody: a CPF in a reason is blotted out, a key is not', () => {
    const key = '35261111222333000181550010000000011000000010';

    expect(plainReason('Rejeicao: CPF 529.982.247-25 invalido', 'cpf: 52998224725', null)).toBe(
      'Rejeicao: CPF *** invalido; cpf: ***',
    );
    expect(plainReason(`Duplicidade de NF-e [chNFe: ${key}]`)).toContain(key);
  });

  it('is a number, a key or a link only when it is one', () => {
    expect([count('12'), count(12), count('x'), count(1.5), count(undefined)]).toEqual([12, 12, null, null, null]);
    expect(accessKey('NFe35261111222333000181550010000000011000000010')).toHaveLength(44);
    expect(accessKey('35')).toBeNull();
    expect([link('javascript:alert(1)'), link('/x'), link('https://sefaz.example/a')]).toEqual([
      null,
      null,
      'https://sefaz.example/a',
    ]);
  });

  it('is an instant only when it says of which zone', () => {
    expect(instant('2026-11-20T12:00:03-03:00')).toEqual(new Date('2026-11-20T15:00:03Z'));
    expect([instant('2026-11-20T12:00:03'), instant('soon-03:00'), instant(null)]).toEqual([null, null, null]);
  });

  it('is told money in reais without a float in between', () => {
    expect([reais(0), reais(5), reais(1850), reais(9_007_199_254_740_991)]).toEqual([
      '0.00',
      '0.05',
      '18.50',
      '90071992547409.91',
    ]);
  });
});
