import { invalid, ruleBroken } from '#libs/kernel';

import type { DiscountWish } from '../core/model/line-terms.js';

const HUNDREDTHS = 100;

/** Null for 0, which takes a discount off. Throws `DISCOUNT_TOO_LARGE` (422) and `VALIDATION_FAILED`. */
export function toDiscount({ type, value }: { type: 'PERCENT' | 'FIXED'; value: number }): DiscountWish | null {
  if (value === 0) return null;
  if (type === 'PERCENT') {
    if (value > 100) throw ruleBroken('DISCOUNT_TOO_LARGE', 'A discount is 100 percent at most.');
    return { type, rate: Math.round(value * HUNDREDTHS) };
  }
  if (!Number.isInteger(value)) {
    throw invalid('VALIDATION_FAILED', 'A fixed discount is a whole number of minor units.', [
      { pointer: '/value', code: 'IS_INT', message: 'value must be an integer number' },
    ]);
  }
  return { type, amount: value };
}
