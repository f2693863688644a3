/**
 * Decimals of a currency as people use it at a counter, the same as the server's: IDR has 0 although ISO 4217 says 2, since nobody has paid sen for
 * decades.
 */
const DIGITS: Readonly<Record<string, number>> = { IDR: 0, BRL: 2, USD: 2, EUR: 2, SGD: 2, MYR: 2, JPY: 0 };

const formats = new Map<string, Intl.NumberFormat>();

export const digitsOf = (currency: string): number => DIGITS[currency] ?? 2;

/** `minor` is a whole number in the currency's smallest unit in daily use (rupiah, centavos): 15000 IDR in `id` is "Rp 15.000". */
export function formatMoney(minor: number, currency: string, locale: string): string {
  const digits = digitsOf(currency);
  const key = `${currency} ${locale}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  formats.set(key, format);
  return format.format(minor / 10 ** digits);
}

/**
 * What a person typed as an amount, in the smallest unit; null when it is none. The last separator followed by no more digits than the currency has is
 * the decimal one, so "12,5", "12.50" and "1.234,50" are read in every language; an amount below zero is refused.
 */
export function parseMoney(text: string, currency: string): number | null {
  const digits = digitsOf(currency);
  const typed = text.replace(/[\s\u00a0\u202f']|^\p{Sc}|^[A-Za-z]{1,3}\$?/gu, '');
  if (!/^\d[\d.,]*$/.test(typed)) return null;
  const at = Math.max(typed.lastIndexOf('.'), typed.lastIndexOf(','));
  const behind = at < 0 ? 0 : typed.length - at - 1;
  const isDecimal = at >= 0 && behind > 0 && behind <= digits;
  const whole = (isDecimal ? typed.slice(0, at) : typed).split(/[.,]/);
  if (whole.slice(1).some((group) => group.length !== 3) || (whole.length > 1 && whole[0]!.length > 3)) return null;
  const minor =
    Number(whole.join('')) * 10 ** digits + (isDecimal ? Number(typed.slice(at + 1).padEnd(digits, '0')) : 0);
  return Number.isSafeInteger(minor) ? minor : null;
}
