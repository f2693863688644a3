import { describe, expect, it } from '@jest/globals';

import { digitsOf, formatMoney, parseMoney } from './money.js';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('money', () => {
  it.each([
    [15_000, 'IDR', 'id', 'Rp 15.000'],
    [15_000, 'IDR', 'en', 'Rp 15,000'],
    [1_850, 'BRL', 'pt-BR', 'R$ 18,50'],
    [5, 'BRL', 'pt-BR', 'R$ 0,05'],
    [0, 'IDR', 'id', 'Rp 0'],
    [-123_456, 'USD', 'en', '-$1,234.56'],
    [1_000_000_000, 'IDR', 'id', 'Rp 1.000.000.000'],
  ])('of %d %s in %s reads %s', (minor, currency, locale, text) => {
    expect(plain(formatMoney(minor, currency, locale))).toBe(text);
  });

  it.each([
    ['IDR', 0],
    ['JPY', 0],
    ['BRL', 2],
    ['CHF', 2],
  ])('in %s has %d decimals', (currency, digits) => {
    expect(digitsOf(currency)).toBe(digits);
  });

  it.each([
    ['18,50', 'BRL', 1_850],
    ['18.50', 'BRL', 1_850],
    ['18,5', 'BRL', 1_850],
    ['18', 'BRL', 1_800],
    ['1.234,56', 'BRL', 123_456],
    ['1,234.56', 'USD', 123_456],
    ['1.234', 'BRL', 123_400],
    ['R$ 12,00', 'BRL', 1_200],
    ['R$12', 'BRL', 1_200],
    ['$5', 'USD', 500],
    ['50.000', 'IDR', 50_000],
    ['Rp 50.000', 'IDR', 50_000],
    ['50 000', 'IDR', 50_000],
    ['50000', 'IDR', 50_000],
    ['0', 'IDR', 0],
  ])('typed as %s in %s is %d', (text, currency, minor) => {
    expect(parseMoney(text, currency)).toBe(minor);
  });

  it.each([
    ['', 'IDR'],
    ['abc', 'IDR'],
    ['-5', 'IDR'],
    ['5,00', 'IDR'],
    ['1.23.456', 'IDR'],
    ['1234.567', 'IDR'],
    ['12,3456', 'BRL'],
    ['1,2,3', 'BRL'],
    ['5,', 'BRL'],
    [',5', 'BRL'],
    ['99999999999999999', 'BRL'],
    ['1e5', 'IDR'],
    ['<b>5</b>', 'IDR'],
  ])('typed as %p in %s is refused', (text, currency) => {
    expect(parseMoney(text, currency)).toBeNull();
  });
});
