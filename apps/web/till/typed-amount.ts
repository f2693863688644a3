import { digitsOf } from '../shared/money.js';

/** Digits that an amount may have: more than any drawer holds. */
const LONGEST = 11;

/**
 * An amount that is typed digit by digit. Where a currency has decimals they are its last digits, as tills have it: 1, 2, 5, 0 is 12.50 in BRL. Empty is
 * nothing typed, which is not zero.
 */
export const typeDigits = (typed: string, digits: string): string =>
  (typed + digits).replace(/^0+(?=\d)/, '').slice(0, LONGEST);

export const eraseDigit = (typed: string): string => typed.slice(0, -1);

/** In the smallest unit; null when nothing is typed. */
export const amountOf = (typed: string): number | null => (typed === '' ? null : Number(typed));

/** The key that types several zeros: three where there are no decimals. */
export const zerosOf = (currency: string): '000' | '00' => (digitsOf(currency) === 0 ? '000' : '00');
