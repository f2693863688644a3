import { exponentOf, type MinorUnits, sum } from './money.js';

/** The coins and notes of a currency that people pay with, in minor units. */
interface CashPieces {
  readonly largestCoin: MinorUnits;
  /** Smallest first. */
  readonly notes: readonly [MinorUnits, ...MinorUnits[]];
}

const PIECES: Readonly<Record<string, CashPieces>> = {
  IDR: { largestCoin: 1_000, notes: [1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000] },
  BRL: { largestCoin: 1_00, notes: [2_00, 5_00, 10_00, 20_00, 50_00, 100_00, 200_00] },
  USD: { largestCoin: 1_00, notes: [1_00, 5_00, 10_00, 20_00, 50_00, 100_00] },
  EUR: { largestCoin: 2_00, notes: [5_00, 10_00, 20_00, 50_00, 100_00, 200_00] },
  SGD: { largestCoin: 1_00, notes: [2_00, 5_00, 10_00, 50_00, 100_00] },
  MYR: { largestCoin: 50, notes: [1_00, 5_00, 10_00, 20_00, 50_00, 100_00] },
  JPY: { largestCoin: 500, notes: [1_000, 2_000, 5_000, 10_000] },
};

const NEXT_NOTES = 3;
/** A drawer with more than so many of the largest note is a number that was scanned or mistyped. */
const MOST_LARGE_NOTES = 200;

/** A currency that is not listed: one whole unit is its coin, and its notes are 1, 2, 5, 10, 20, 50 and 100 of them. */
function piecesOf(currency: string): CashPieces {
  const unit = 10 ** exponentOf(currency);
  return PIECES[currency] ?? { largestCoin: unit, notes: [unit, ...[2, 5, 10, 20, 50, 100].map((n) => n * unit)] };
}

const largestNoteOf = ({ notes }: CashPieces): MinorUnits => Math.max(...notes);

/** One coin too much or too little: by how much an honest drawer is off. */
export const largestCoinOf = (currency: string): MinorUnits => piecesOf(currency).largestCoin;

/**
 * The most that somebody hands over for `due`: the bill itself and the next three notes above it, where there is none above it the largest.
 * For 10,000 IDR these are 20,000, 50,000 and 100,000, together 180,000.
 */
export function mostTendered(due: MinorUnits, currency: string): MinorUnits {
  const pieces = piecesOf(currency);
  const above = pieces.notes.filter((note) => note > due).slice(0, NEXT_NOTES);
  const missing = Array.from({ length: NEXT_NOTES - above.length }, () => largestNoteOf(pieces));
  return due + sum([...above, ...missing]);
}

/** The most cash that is put into a drawer at once: two hundred of the largest note (20,000,000 IDR, 40,000.00 BRL). */
export const mostCashAtOnce = (currency: string): MinorUnits => MOST_LARGE_NOTES * largestNoteOf(piecesOf(currency));
