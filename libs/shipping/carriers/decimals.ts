const DOT = /^(\d{1,10})(?:\.(\d+))?$/;
const COMMA = /^(\d{1,10}|\d{1,3}(?:\.\d{3}){1,3})(?:,(\d+))?$/;

/** Cents of `18.08`; null for anything that is not an amount in whole cents. Never a float on the way. */
export const centsOfDotted = (text: string): number | null => cents(DOT.exec(text));

/** Cents of `22,80` or `1.234,56`; null for anything that is not an amount in whole cents. */
export const centsOfComma = (text: string): number | null => cents(COMMA.exec(text));

function cents(match: RegExpExecArray | null): number | null {
  if (!match) return null;
  const [, whole = '', fraction = ''] = match;
  const beyond = fraction.slice(2);
  if (/[1-9]/.test(beyond)) return null;
  return Number(whole.replaceAll('.', '') + fraction.slice(0, 2).padEnd(2, '0'));
}
