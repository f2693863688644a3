import { describe, expect, it } from '@jest/globals';

import { isPostalNumber } from './postal-number.js';

describe("a tracking number of Correios'", () => {
  it.each(['AA123456785BR', 'BR473124829BR'])('is known by its check digit: %s', (text) =>
    expect(isPostalNumber(text)).toBe(true),
  );

  it.each(['AA123456786BR', 'AA123456785US', 'aa123456785br', 'A1123456785BR', 'JNE0012345678', ''])(
    'is not %s',
    (text) => expect(isPostalNumber(text)).toBe(false),
  );
});
