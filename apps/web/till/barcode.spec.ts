import { describe, expect, it } from '@jest/globals';

import { codeKey, createScanner } from './barcode.js';

/** Presses each key so many ms after the one before it. */
function typed(text: readonly string[], gap: number, from = 1_000) {
  const scanner = createScanner();
  return text.map((key, at) => scanner.press(key, from + at * gap)).filter((code) => code !== null);
}

const keys = (text: string, end = 'Enter') => [...text, end];

describe('a scanner that is a keyboard', () => {
  it('is told from a hand by its pace', () => {
    expect(typed(keys('8991002101234'), 8)).toEqual(['8991002101234']);
    expect(typed(keys('KPI-001', 'Tab'), 30)).toEqual(['KPI-001']);
    expect(typed(keys('8991002101234'), 120)).toEqual([]);
  });

  it('does not take a quick number of pieces for a code', () => {
    expect(typed(keys('12'), 20)).toEqual([]);
  });

  it('begins anew after a hand has typed, and after each code', () => {
    const scanner = createScanner();
    scanner.press('7', 0);
    scanner.press('Shift', 500);
    const codes = [...keys('4006381333931'), ...keys('73513537')].map((key, at) => scanner.press(key, 1_000 + at * 10));

    expect(codes.filter((code) => code !== null)).toEqual(['4006381333931', '73513537']);
    expect(scanner.isReading).toBe(false);
  });
});

describe('codes that are compared', () => {
  it('are one as UPC-A, as EAN-13 and on a case, whichever of them a scanner reads', () => {
    const upc = '036000291452';
    expect([`0${upc}`, `00${upc}`].map(codeKey)).toEqual([codeKey(upc), codeKey(upc)]);
    expect(codeKey('73513537')).toBe(codeKey('0000073513537'));
  });

  it("are themselves alone when they are a shop's own", () => {
    expect(['KPI-001', '0042', '42', '00000042351'].map(codeKey)).toEqual(['KPI-001', '0042', '42', '00000042351']);
  });
});
