import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { CURRENCIES } from './money.js';
import { amountOfText, decimalText } from './money-text.js';

describe('an amount as a person writes it', () => {
  it.each([
    ['25', 2_500],
    ['12,50', 1_250],
    ['12.50', 1_250],
    ['12,5', 1_250],
    ['1.234,56', 123_456],
    ['1,234.56', 123_456],
    ['1 234,56', 123_456],
    ["1'234.56", 123_456],
    ['1.234.567', 123_456_700],
    ['1.234', 123_400],
    ['R$ 12,50', 1_250],
    ['R$\u00a012,50', 1_250],
    ['BRL 12,50', 1_250],
    ['12,50 BRL', 1_250],
    ['-2,00', -200],
    ['R$ -2,00', -200],
    ['-R$ 2,00', -200],
    [',50', 50],
    ['12,500000', 1_250],
    ['0', 0],
    ['１２,５０', 1_250],
    ['12,505', 1_250_500],
  ])('of reais: %s', (text, amount) => {
    expect(amountOfText(text, 'BRL')).toBe(amount);
  });

  it.each([
    '',
    'x',
    '0,125',
    '1.23.456',
    '1,2,3',
    '1.234,567',
    '12,',
    '1,5E+03',
    '--1',
    '-R$ -1',
    '1e3',
    '9'.repeat(16),
  ])('of reais is not: %s', (text) => {
    expect(amountOfText(text, 'BRL')).toBeUndefined();
  });

  it.each([
    ['25000', 25_000],
    ['25.000', 25_000],
    ['25,000', 25_000],
    ['Rp 25.000', 25_000],
    ['Rp25.000,00', 25_000],
    ['25000.00', 25_000],
    ['1.250.000', 1_250_000],
    ['25,5', undefined],
    ['12.50', undefined],
  ])('of rupiah: %s', (text, amount) => {
    expect(amountOfText(text, 'IDR')).toBe(amount);
  });

  it('is what it was after it was written, whatever the sign', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }),
        fc.constantFrom(...CURRENCIES),
        fc.constantFrom(',' as const, '.' as const),
        (amount, currency, sign) => {
          expect(amountOfText(decimalText(amount, currency, sign), currency)).toBe(amount);
        },
      ),
    );
  });

  it('is written with the decimals of its currency', () => {
    expect(decimalText(1_250, 'BRL', ',')).toBe('12,50');
    expect(decimalText(5, 'BRL')).toBe('0.05');
    expect(decimalText(-205, 'BRL')).toBe('-2.05');
    expect(decimalText(25_000, 'IDR', ',')).toBe('25000');
  });
});
