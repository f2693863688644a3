import { type MinorUnits, roundToStep, sum } from '#libs/kernel';

/** Cash as it was taken: what stays in the drawer, and what of that the smallest coin added to the share of the bill. */
export interface CashTaken {
  readonly amount: MinorUnits;
  readonly rounding: MinorUnits;
}

/**
 * What a share of a bill takes in cash after `earlier` cash of the same bill. A bill's cash is rounded once, over all of it: together the
 * shares take their sum, rounded to the step, so that nobody saves coins by paying in many small shares. May be 0, or less.
 */
export function cashFor(share: MinorUnits, earlier: readonly CashTaken[], step: MinorUnits): CashTaken {
  const taken = sum(earlier.map(({ amount }) => amount));
  const shares = sum(earlier.map(({ amount, rounding }) => amount - rounding));
  const amount = roundToStep(shares + share, step) - taken;
  return { amount, rounding: amount - share };
}

/** What the rest of a bill takes that rounding has paid already: no coin, and what was taken too much for the earlier shares covers it. */
export const coveredByRounding = (rest: MinorUnits): CashTaken => ({ amount: 0, rounding: -rest });
