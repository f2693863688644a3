import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { centsOfComma, centsOfDotted } from './decimals.js';

describe("amounts in carriers' words", () => {
  it.each([
    ['18.08', 1808],
    ['0.10', 10],
    ['23.7', 2370],
    ['23', 2300],
    ['1234.5600', 123_456],
    ['1.005', null],
    ['18,08', null],
    ['-1.00', null],
    ['1e3', null],
    ['', null],
  ])('reads %s with a dot as %s', (text, cents) => expect(centsOfDotted(text)).toBe(cents));

  it.each([
    ['22,80', 2280],
    ['1.234,56', 123_456],
    ['1.234.567,8', 123_456_780],
    ['1234,56', 123_456],
    ['7', 700],
    ['22,805', null],
    ['22.80', null],
    ['1.23,45', null],
    ['R$ 22,80', null],
    ['', null],
  ])('reads %s with a comma as %s', (text, cents) => expect(centsOfComma(text)).toBe(cents));

  it('is exact to the cent for every amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (cents) => {
        const [whole, rest] = [String(Math.trunc(cents / 100)), String(cents % 100).padStart(2, '0')];
        const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
        expect(centsOfDotted(`${whole}.${rest}`)).toBe(cents);
        expect(centsOfComma(`${grouped},${rest}`)).toBe(cents);
      }),
    );
  });
});
