import { exponentOf, type MinorUnits } from './money.js';

/** What people write around an amount: the signs and codes of currencies. */
const SIGNS = /^(-?)(?:R\$|Rp\.?|US\$|S\$|RM|[$€¥￥]|[A-Z]{3})?(-?)([\d.,]*\d)(?:€|[A-Z]{3})?$/u;
/** Spaces of every kind and apostrophes: they group thousands, or stand between a sign and its amount. */
const GROUPS = /[\s'’]/gu;
const MOST_DIGITS = 15;

/** Which sign stands before the decimals: a comma in Brazil and Indonesia, a point in English. */
export type DecimalSign = ',' | '.';

/** The amount in whole units of its currency, without signs and groups: 1250 centavos are `12,50`, 25000 rupiah are `25000`. */
export function decimalText(amount: MinorUnits, currency: string, sign: DecimalSign = '.'): string {
  const digits = exponentOf(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const whole = digits === 0 ? text : `${text.slice(0, -digits)}${sign}${text.slice(-digits)}`;
  return amount < 0 ? `-${whole}` : whole;
}

/**
 * What a person wrote as an amount, in minor units; undefined for what is none. A point or a comma that stands before exactly three last
 * digits, or more than once, groups thousands; otherwise it stands before the decimals, of which there are not more than the currency has,
 * but for zeros. So `1.234,56`, `1,234.56`, `R$ 1234,56` are the same, `25.000` rupiah are 25000, and `12,5` reais are 1250 centavos.
 */
export function amountOfText(text: string, currency: string): MinorUnits | undefined {
  const [, before = '', after = '', plain = ''] = SIGNS.exec(text.normalize('NFKC').replace(GROUPS, '')) ?? [];
  if (plain === '' || (before !== '' && after !== '')) return undefined;
  const decimalAt = decimalSignAt(plain);
  const whole = withoutGroups(decimalAt === undefined ? plain : plain.slice(0, decimalAt));
  const decimals = (decimalAt === undefined ? '' : plain.slice(decimalAt + 1)).replace(/0+$/, '');
  const digits = exponentOf(currency);
  if (whole === undefined || !/^\d*$/.test(decimals) || decimals.length > digits) return undefined;
  const minor = `${whole}${decimals.padEnd(digits, '0')}`.replace(/^0+(?=\d)/, '');
  if (minor === '' || minor.length > MOST_DIGITS) return undefined;
  return before !== '' || after !== '' ? 0 - Number(minor) : Number(minor);
}

/** Where the decimals begin; undefined when there are none. */
function decimalSignAt(text: string): number | undefined {
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (last < 0) return undefined;
  const sign = text[last] ?? '';
  const isAlone = text.indexOf(sign) === last;
  const other = text.includes(sign === '.' ? ',' : '.');
  if (other) return isAlone ? last : undefined;
  return isAlone && text.length - last - 1 !== 3 ? last : undefined;
}

/** Undefined where the groups are not of three digits, or not of one sign. */
function withoutGroups(text: string): string | undefined {
  if (/^\d*$/.test(text)) return text;
  return /^[1-9]\d{0,2}(\.\d{3})+$|^[1-9]\d{0,2}(,\d{3})+$/.test(text) ? text.replace(/[.,]/g, '') : undefined;
}
