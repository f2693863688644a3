import { inCash } from './quick-amounts.js';

export interface Preset {
  readonly percent: number;
  /** In the smallest unit. */
  readonly amount: number;
}

/** Tips that guests are offered on `due`: whole percents of it, in amounts that can be paid in coins of `step`. */
export const presetTips = (due: number, percents: readonly number[], step: number): readonly Preset[] =>
  percents
    .map((percent) => ({ percent, amount: inCash(Math.round((due * percent) / 100), step) }))
    .filter(({ amount }) => amount > 0);
