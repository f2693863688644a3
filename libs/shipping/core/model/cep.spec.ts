import { describe, expect, it } from '@jest/globals';

import { cepOf } from './cep.js';

describe('a CEP', () => {
  it.each(['01310-100', '01310100', ' 01310-100 ', '01.310-100'])('is eight digits out of "%s"', (text) =>
    expect(cepOf(text)).toBe('01310100'),
  );

  it.each(['', '1310100', '013101000', '0131-0100', '01310 100', 'abcdefgh', '00000-000', '00999999', '٠١٣١٠١٠٠'])(
    'is refused when it is "%s"',
    (text) => expect(() => cepOf(text)).toThrow(expect.objectContaining({ code: 'INVALID_CEP', kind: 'rule_broken' })),
  );
});
