import { describe, expect, it } from '@jest/globals';

import { barcodeKey, cleanBarcode, isBrokenCode } from './barcode.js';

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

  it('is broken when a spreadsheet wrote it as a power of ten', () => {
    expect(['7,89E+12', '7.89E+12', '7.89e+12', '8E+12'].map(isBrokenCode)).toEqual([true, true, true, true]);
    expect(['7891000315507', '7E12', 'E+1', 'A7.8E+1'].map(isBrokenCode)).toEqual([false, false, false, false]);
  });
});
