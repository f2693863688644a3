const FORM = /^[A-Z]{2}(\d{8})(\d)BR$/;
const WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7];

/** Whether this is a tracking number of Correios, its check digit (S10 of the Universal Postal Union) included. */
export function isPostalNumber(text: string): boolean {
  const [, serial = '', digit] = FORM.exec(text) ?? [];
  if (digit === undefined) return false;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(serial[i]), 0);
  const expected = 11 - (sum % 11);
  return Number(digit) === (expected === 10 ? 0 : expected === 11 ? 5 : expected);
}
