const WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7];

/** The ninth digit of a parcel's number by S10 of the postal union. */
function checkDigit(serial: string): number {
  const rest = 11 - ([...serial].reduce((sum, digit, at) => sum + Number(digit) * (WEIGHTS[at] ?? 0), 0) % 11);
  return rest === 10 ? 0 : rest === 11 ? 5 : rest;
}

/** `AA123456785BR` of `AA` and 12345678. */
export function trackingCode(prefix: string, serial: number): string {
  const digits = String(serial).padStart(8, '0');
  return `${prefix}${digits}${checkDigit(digits)}BR`;
}

export const isTrackingCode = (text: string): boolean =>
  /^[A-Z]{2}\d{9}BR$/.test(text) && checkDigit(text.slice(2, 10)) === Number(text.charAt(10));
