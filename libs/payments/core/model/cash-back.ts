import { type MinorUnits, roundToStep } from '#libs/kernel';

export interface CashBack {
  readonly amount: MinorUnits;
  /** What the smallest coin added to what was asked for. */
  readonly rounding: MinorUnits;
}

/**
 * The cash to give for what was asked of what is left of a payment: a multiple of the smallest coin, and never more than is left. All that is
 * left is given as it is, so that everything given back is everything taken, to the unit. Amount 0 where no coin is that small.
 */
export function cashBack(asked: MinorUnits, left: MinorUnits, coin: MinorUnits): CashBack {
  const amount = asked >= left ? asked : Math.min(roundToStep(asked, coin), left);
  return { amount, rounding: amount - asked };
}

/** The same of money that did not come in cash: what is left may be no sum of coins, so that a part of it, less than a coin, may have to go back as it came. */
export function cashInstead(asked: MinorUnits, left: MinorUnits, coin: MinorUnits): CashBack {
  const amount = Math.min(roundToStep(asked, coin), left - (left % Math.max(coin, 1)));
  return { amount, rounding: amount - asked };
}
