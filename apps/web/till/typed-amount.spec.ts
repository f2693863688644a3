import { describe, expect, it } from '@jest/globals';

import { amountOf, eraseDigit, typeDigits, zerosOf } from './typed-amount.js';

describe('an amount that is typed', () => {
  it('grows by digits and shrinks by one', () => {
    const typed = ['0', '1', '00', '000'].reduce(typeDigits, '');

    expect([typed, amountOf(typed), amountOf(eraseDigit(typed))]).toEqual(['100000', 100_000, 10_000]);
  });

  it('is nothing before the first digit, zero after a zero, and never longer than it may be', () => {
    expect([amountOf(''), amountOf(typeDigits('', '0')), typeDigits('12345678901', '2')]).toEqual([
      null,
      0,
      '12345678901',
    ]);
  });

  it('has as many zeros on a key as help', () => {
    expect([zerosOf('IDR'), zerosOf('BRL')]).toEqual(['000', '00']);
  });
});
