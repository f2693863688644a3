import { describe, expect, it } from '@jest/globals';

import { brazilianState } from './brazil.js';

const UFS = 'AC AL AP AM BA CE DF ES GO MA MT MS MG PA PB PR PE PI RJ RN RS RO RR SC SP SE TO'.split(' ');

describe('a Brazilian state', () => {
  it('is one of 27, cleaned of what is around it', () => {
    expect(UFS).toHaveLength(27);
    for (const uf of UFS) expect(brazilianState(` ${uf.toLowerCase()}\u200b `)).toBe(uf);
  });

  it.each([
    ['São Paulo', 'SP'],
    ['SAO PAULO', 'SP'],
    ['Sa\u0303o Paulo ', 'SP'],
    ['Rio Grande do Norte', 'RN'],
  ])('is not its name: %s, but that tells which', (name, suggestion) => {
    expect(() => brazilianState(name)).toThrow(
      expect.objectContaining({ kind: 'rule_broken', code: 'STATE_INVALID', details: { field: 'state', suggestion } }),
    );
  });

  it.each(['XX', 'S', '', 'SPX', 'constructor'])('is not %j', (text) => {
    expect(() => brazilianState(text)).toThrow(expect.objectContaining({ code: 'STATE_INVALID' }));
  });
});
