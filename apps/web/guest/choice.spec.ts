import { describe, expect, it } from '@jest/globals';

import { choose, type Group, NOTHING } from '../shared/choices.js';
import { kindOf, orderedOf, priceOf, type Product, withVariants } from './choice.js';

const group = (min: number, max: number, ...options: (string | [string, number])[]): Group => ({
  id: `${min}-${max}`,
  name: 'Group',
  min,
  max,
  options: options.map((one) => {
    const [id, price_delta] = typeof one === 'string' ? [one, 0] : one;
    return { id, name: id, price_delta, available: true };
  }),
});
const picked = (counts: Record<string, number>) => ({ ...NOTHING, counts });

describe('what a product can be had with', () => {
  it('is shown as one of several, as some, or counted', () => {
    expect(kindOf(group(1, 1, 'a', 'b'))).toBe('radio');
    expect(kindOf(group(0, 1, 'a', 'b'))).toBe('check');
    expect(kindOf(group(1, 3, 'a', 'b', 'c'))).toBe('check');
    expect(kindOf(group(0, 4, 'shot'))).toBe('count');
  });

  it('costs what its options add', () => {
    const product = {
      price: 20_000,
      modifier_groups: [group(1, 1, ['large', 4_000]), group(0, 4, ['shot', 5_000])],
    } as unknown as Product;
    expect(priceOf(product, picked({ large: 1, shot: 2 }))).toBe(34_000);
  });

  it('takes no more than it may', () => {
    const two = group(0, 2, 'a', 'b', 'c');
    const full = choose(two, choose(two, NOTHING, 'a', 1), 'b', 1);
    expect(choose(two, full, 'c', 1)).toBe(full);
  });
});

describe('a product that comes in variants', () => {
  const latte = {
    ...{ id: 'latte', name: 'Latte', price: 28_000 },
    modifier_groups: [group(0, 1, ['oat', 9_000])],
    variants: [
      { id: 'm', name: 'M', price: 28_000, available: true, options: { Size: 'M' } },
      { id: 'l', name: 'L', price: 34_000, available: false, options: { Size: 'L' } },
    ],
  } as unknown as Product;

  it('asks which before anything else, and costs what that one costs', () => {
    const shown = withVariants(latte);
    const [which] = shown.modifier_groups;
    expect([which?.name, which?.min, which?.max, which?.options.map(({ available }) => available)]).toEqual([
      'Size',
      1,
      1,
      [true, false],
    ]);
    expect([priceOf(shown, picked({ l: 1, oat: 1 })), priceOf(shown, picked({ m: 1 }))]).toEqual([43_000, 28_000]);
  });

  it('is ordered as the variant, with the other choices', () => {
    const shown = withVariants(latte);
    expect(orderedOf(shown, picked({ l: 1, oat: 1 }))).toEqual({
      product_id: 'l',
      options: [{ option_id: 'oat', quantity: 1 }],
    });
    const plain = { ...latte, variants: undefined } as unknown as Product;
    expect([withVariants(plain), orderedOf(plain, picked({ oat: 1 })).product_id]).toEqual([plain, 'latte']);
  });
});
