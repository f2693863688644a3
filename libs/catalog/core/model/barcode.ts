/** Lengths of a GTIN: EAN-8, UPC-A, EAN-13 and the code of a case. */
const GTIN_LENGTHS: readonly number[] = [8, 12, 13, 14];
const LONGEST_GTIN = 14;
/** What a spreadsheet makes of a long number: `7,89E+12`. Its last digits are gone. */
const BROKEN_NUMBER = /^\d([.,]\d+)?e\+\d+$/i;
/** What scanners and clipboards put around and between digits. */
const BLANKS = /[\s\p{Cc}\p{Cf}]+/gu;

/**
 * A code as it is kept: without what a scanner or a clipboard added. Digits have no blanks between them, and are not full-width as a
 * Japanese keyboard types them; other codes keep theirs.
 */
export function cleanBarcode(text: string): string {
  const digits = text.normalize('NFKC').replace(BLANKS, '');
  return /^\d+$/.test(digits) ? digits : text.replace(/[\p{Cc}\p{Cf}]/gu, '').trim();
}

/** Whether a spreadsheet took a code for a number and wrote it as a power of ten. */
export const isBrokenCode = (text: string): boolean => BROKEN_NUMBER.test(text.trim());

/**
 * What two barcodes share that are one: a GTIN of 8, 12, 13 or 14 digits is the same number with zeros before it. Every other code is only
 * itself, and no check digit is asked for, since shops print codes of their own. PostgreSQL has the same rule as `catalog_barcode_key`.
 */
export const barcodeKey = (barcode: string): string =>
  isGtin(barcode) ? barcode.padStart(LONGEST_GTIN, '0') : barcode;

const isGtin = (barcode: string): boolean => /^\d+$/.test(barcode) && GTIN_LENGTHS.includes(barcode.length);

/**
 * Whether a code is as long as a GTIN and its last digit is not the check digit of the others. From the right, every second digit counts three times, beginning
 * with the one before the check digit, and the sum of all is a multiple of ten: GS1 General Specifications, 7.9.1 "Standard check digit calculations for GS1
 * data structures", and https://www.gs1.org/services/how-calculate-check-digit-manually.
 */
export function hasWrongCheckDigit(barcode: string): boolean {
  if (!isGtin(barcode)) return false;
  const digits = [...barcode].reverse().map(Number);
  const total = digits.reduce((sum, digit, place) => sum + (place % 2 === 0 ? digit : 3 * digit), 0);
  return total % 10 !== 0;
}
