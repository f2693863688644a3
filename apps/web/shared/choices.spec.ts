import { describe, expect, it } from '@jest/globals';

import {
  addedBy,
  choose,
  type Group,
  missingIn,
  nameSaid,
  NOTHING,
  type Option,
  pickedOf,
  priceSaid,
  say,
  usual,
  wishesOf,
  wishesOfLine,
} from './choices.js';

const word = (code: string, name: string, multiply = 100, add = 0, after = false) => ({
  code,
  name,
  multiply,
  add,
  after,
});
const option = (id: string, price_delta = 0, more: Partial<Option> = {}): Option => ({
  ...{ id, name: id, price_delta, available: true },
  ...more,
});
const group = (id: string, options: Option[], more: Partial<Group> = {}): Group => ({
  ...{ id, name: id, min: 0, max: 3, options },
  ...more,
});
const done = group('done', [option('rare'), option('well', 500)], { min: 1, max: 1 });
const onIt = group('on it', [option('onion', 0, { default: true }), option('cheese', 4_001)], {
  pre: [word('NO', 'no'), word('EXTRA', 'extra', 150), word('SIDE', 'on the side', 100, 500, true)],
});
const patty = group('patty', [option('beef', 10_000, { modifier_groups: [done] }), option('soy', 2_000)], {
  min: 1,
  max: 1,
});
const groups = [onIt, patty];

describe('choices on a page', () => {
  it('cost and say what the server will: half away from zero, words before and behind', () => {
    const [, cheese] = onIt.options;
    expect(priceSaid(onIt, cheese!, ['SIDE', 'EXTRA'])).toBe(6_502);
    expect(nameSaid(onIt, cheese!, ['SIDE', 'EXTRA'])).toBe('extra cheese on the side');
    expect([priceSaid(onIt, cheese!, ['NO']), nameSaid(onIt, cheese!, ['NO'])]).toEqual([0, 'no cheese']);
    expect(priceSaid(onIt, option('x', -4_001), ['EXTRA'])).toBe(-6_002);
  });

  it('ask for what belongs to a chosen option, and only then', () => {
    expect(missingIn(groups, NOTHING).map(({ id }) => id)).toEqual(['patty']);
    const beef = choose(patty, NOTHING, 'beef', 1);
    expect(missingIn(groups, beef).map(({ id }) => id)).toEqual(['done']);
    const well = choose(done, beef, 'well', 1);
    expect([missingIn(groups, well), addedBy(groups, well)]).toEqual([[], 10_500]);
    // Another patty takes the place of it, with what was chosen with it.
    const soy = choose(patty, well, 'soy', 1);
    expect([missingIn(groups, soy), addedBy(groups, soy), wishesOf(groups, soy)]).toEqual([
      [],
      2_000,
      [{ option_id: 'soy', quantity: 1 }],
    ]);
  });

  it('take a word back, and leave out what is said no to', () => {
    const first = usual(groups);
    expect(wishesOf(groups, first)).toEqual([{ option_id: 'onion', quantity: 1 }]);
    const without = say(onIt, first, 'onion', 'NO');
    const side = say(onIt, say(onIt, without, 'cheese', 'SIDE'), 'cheese', 'EXTRA');
    expect(wishesOf(groups, side)).toEqual([
      { option_id: 'onion', quantity: 1, pre: ['NO'] },
      { option_id: 'cheese', quantity: 1, pre: ['SIDE', 'EXTRA'] },
    ]);
    expect(wishesOf(groups, say(onIt, say(onIt, side, 'onion', 'NO'), 'cheese', 'SIDE'))).toEqual([
      { option_id: 'cheese', quantity: 1, pre: ['EXTRA'] },
    ]);
    expect(wishesOf(groups, choose(onIt, without, 'onion', 1))).toEqual([{ option_id: 'onion', quantity: 1 }]);
  });

  it('are the same when they are read again, from a cart or from a line', () => {
    const wishes = [
      { option_id: 'onion', quantity: 1, pre: ['NO'] },
      { option_id: 'beef', quantity: 2, modifiers: [{ option_id: 'rare', quantity: 1 }] },
    ];
    expect(wishesOf(groups, pickedOf(wishes))).toEqual(wishes);
    const line = [
      { option_id: 'onion', group: 'on it', name: 'no onion', quantity: 1, price_delta: 0, pre: ['NO'] },
      { option_id: 'beef', group: 'patty', name: 'beef', quantity: 2, price_delta: 10_000 },
      { option_id: 'rare', group: 'done', name: 'rare', quantity: 2, price_delta: 0, level: 1 },
    ];
    expect(wishesOfLine(line)).toEqual(wishes);
  });
});
