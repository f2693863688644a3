import { describe, expect, it } from '@jest/globals';

import { barcodeKey, cleanBarcode, hasWrongCheckDigit, isBrokenCode } from './barcode.js';

describe('a barcode', () => {
  it.each([
    [' 7891000315507\r\n', '7891000315507'],
    ['\t789 1000 315507\t', '7891000315507'],
    ['\uFEFF\u200E7891000315507\u202C', '7891000315507'],
    ['\uFF17\uFF18\uFF19\uFF11\uFF10\uFF10\uFF10\uFF13\uFF11\uFF15\uFF15\uFF10\uFF17', '7891000315507'],
    [' A 12-b ', 'A 12-b'],
  ])('is kept as %j without what is around it', (text, kept) => {
    expect(cleanBarcode(text)).toBe(kept);
  });

  it('is one number in all lengths of a GTIN, and other codes are themselves', () => {
    const [upc, ean, gtin] = ['036000291452', '0036000291452', '00036000291452'];
    expect([upc, ean, gtin].map(barcodeKey)).toEqual([gtin, gtin, gtin]);
    expect(barcodeKey('96385074')).toBe('00000096385074');
    expect(['1', '01', '1234567', '36000291452', 'a-1'].map(barcodeKey)).toEqual([
      '1',
      '01',
      '1234567',
      '36000291452',
      'a-1',
    ]);
  });

  // 6291041500213 and 8904000210037 are worked through by hand on the pages of GS1 and of GS1 India.
  it.each(['96385074', '036000291452', '0036000291452', '6291041500213', '8904000210037', '10614141000415'])(
    'has a check digit in %s, and any other last digit is wrong',
    (code) => {
      const others = [...'0123456789'].map((digit) => code.slice(0, -1) + digit).filter((other) => other !== code);
      expect(hasWrongCheckDigit(code)).toBe(false);
      expect(others.map(hasWrongCheckDigit)).toEqual(others.map(() => true));
    },
  );

  it('has a wrong check digit with one digit misread, or two neighbours changed', () => {
    expect(['6291041500813', '6291045100213'].map(hasWrongCheckDigit)).toEqual([true, true]);
  });

  it('of another length, or of letters, has no check digit', () => {
    expect(['4711', '1234567', '12345678901', '123456789012345', 'A2345678'].map(hasWrongCheckDigit)).toEqual(
      Array.from({ length: 5 }, () => false),
    );
  });

  it('is broken when a spreadsheet wrote it as a power of ten', () => {
    expect(['7,89E+12', '7.89E+12', '7.89e+12', '8E+12'].map(isBrokenCode)).toEqual([true, true, true, true]);
    expect(['7891000315507', '7E12', 'E+1', 'A7.8E+1'].map(isBrokenCode)).toEqual([false, false, false, false]);
  });
});
