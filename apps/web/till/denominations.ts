/** A note or coin, in the smallest unit of its currency. */
export interface Denomination {
  readonly value: number;
  readonly kind: 'note' | 'coin';
}

/** What is in drawers, largest first. */
const NOTES: Readonly<Record<string, readonly number[]>> = {
  IDR: [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000],
  BRL: [200_00, 100_00, 50_00, 20_00, 10_00, 5_00, 2_00],
  USD: [100_00, 50_00, 20_00, 10_00, 5_00, 1_00],
  EUR: [100_00, 50_00, 20_00, 10_00, 5_00],
};
const COINS: Readonly<Record<string, readonly number[]>> = {
  IDR: [1_000, 500, 200, 100],
  BRL: [1_00, 50, 25, 10, 5],
  USD: [1_00, 25, 10, 5, 1],
  EUR: [2_00, 1_00, 50, 20, 10, 5, 2, 1],
};

/** Notes, then coins; none for a currency that we do not know, which is counted as one amount. */
export const denominationsOf = (currency: string): readonly Denomination[] => [
  ...notesOf(currency).map((value): Denomination => ({ value, kind: 'note' })),
  ...(COINS[currency] ?? []).map((value): Denomination => ({ value, kind: 'coin' })),
];

export const notesOf = (currency: string): readonly number[] => NOTES[currency] ?? [];

/** How many of each there are: by place in {@link denominationsOf}, since a note and a coin may be worth the same. */
export type Counts = readonly number[];

export const countedTotal = (currency: string, counts: Counts): number =>
  denominationsOf(currency).reduce((sum, { value }, at) => sum + value * (counts[at] ?? 0), 0);

/** What was counted, a row for each value, largest first: a note and a coin may be worth the same. */
export function countedPieces(currency: string, counts: readonly number[]): { value: number; count: number }[] {
  const of = new Map<number, number>();
  denominationsOf(currency).forEach(({ value }, at) => of.set(value, (of.get(value) ?? 0) + (counts[at] ?? 0)));
  return [...of].flatMap(([value, count]) => (count > 0 ? [{ value, count }] : []));
}
