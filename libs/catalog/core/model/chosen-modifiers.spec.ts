import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { propertyRuns } from '../../../kernel/testing/index.js';
import { chooseModifiers, chosenAgain, keyOfChoice, type WantedModifier } from './chosen-modifiers.js';
import { cheapestChoices, groupFaults, lacksChoice, type ModifierGroup, type ModifierOption } from './modifiers.js';
import type { PreModifier } from './pre-modifiers.js';

const word = (code: string, name: string, more: Partial<PreModifier> = {}): PreModifier => ({
  ...{ code, name, multiply: 10_000, add: 0, after: false },
  ...more,
});
const WORDS = [
  word('NO', 'no'),
  word('EXTRA', 'extra', { multiply: 15_000 }),
  word('LIGHT', 'light', { multiply: 5_000 }),
  word('SIDE', 'on the side', { add: 500, after: true }),
];
const option = (id: string, priceDelta = 0, more: Partial<ModifierOption> = {}): ModifierOption => ({
  ...{ id, name: id, priceDelta, available: true },
  ...more,
});
const group = (id: string, options: ModifierOption[], more: Partial<ModifierGroup> = {}): ModifierGroup => ({
  ...{ id, name: id, min: 0, max: 5, options },
  ...more,
});

const DONENESS = group('doneness', [option('rare'), option('well done')], { min: 1, max: 1 });
const BURGER = {
  name: 'Burger',
  modifierGroups: [
    group('on it', [option('onion'), option('cheese', 4_001), option('egg', 5_000, { available: false })], {
      pre: WORDS,
    }),
    group('patty', [option('beef', 10_000, { modifierGroups: [DONENESS] }), option('soy', 3_000)], { max: 2 }),
  ],
};
const codes = (wanted: WantedModifier[]) =>
  chooseModifiers(BURGER, wanted).faults.map(({ at, code }) => `${at} ${code}`);
const lines = (wanted: WantedModifier[]) =>
  chooseModifiers(BURGER, wanted).chosen.map(({ name, quantity, priceDelta }) => [quantity, name, priceDelta]);

describe('choices', () => {
  it('are said as somebody says them, and cost what is said', () => {
    const wanted = [
      { optionId: 'onion', pre: ['NO'] },
      { optionId: 'cheese', pre: ['SIDE', 'EXTRA'], quantity: 2 },
    ];
    // 4,001 × 150 % is 6,001.5, half away from zero; then 500.
    expect(lines(wanted)).toEqual([
      [1, 'no onion', 0],
      [2, 'extra cheese on the side', 6_502],
    ]);
    expect(chooseModifiers(BURGER, wanted)).toMatchObject({ total: 13_004, faults: [] });
    expect(chooseModifiers(BURGER, wanted).chosen[1]?.pre).toEqual(['EXTRA', 'SIDE']);
  });

  it('that are left out cost nothing, count as none, and may be sold out', () => {
    const patties = { optionId: 'soy', quantity: 2 };
    expect(codes([patties, { optionId: 'egg', pre: ['NO'] }])).toEqual([]);
    const must = { name: 'Tea', modifierGroups: [group('milk', [option('cow', 900)], { min: 1, pre: WORDS })] };
    const left = chooseModifiers(must, [{ optionId: 'cow', pre: ['NO'] }]);
    expect([left.total, left.faults.map(({ code }) => code)]).toEqual([0, ['TOO_FEW_OPTIONS']]);
  });

  it('below choices are for each of them, in their place', () => {
    const wanted = [{ optionId: 'beef', quantity: 2, modifiers: [{ optionId: 'rare' }] }, { optionId: 'cheese' }];
    expect(chooseModifiers(BURGER, wanted)).toMatchObject({
      chosen: [
        { name: 'beef', quantity: 2 },
        { name: 'rare', group: 'doneness', quantity: 2, level: 1 },
        { name: 'cheese', quantity: 1 },
      ],
      total: 24_001,
      faults: [],
    });
  });

  it('are refused with every fault, each where it is', () => {
    expect(
      codes([
        { optionId: 'egg' },
        { optionId: 'rare' },
        { optionId: 'onion', pre: ['NO', 'EXTRA'] },
        { optionId: 'beef', modifiers: [{ optionId: 'rare' }, { optionId: 'blue' }, { optionId: 'well done' }] },
        { optionId: 'soy', pre: ['EXTRA'] },
        { optionId: 'cheese', pre: ['NO'], modifiers: [{ optionId: 'x' }] },
        { optionId: 'beef' },
      ]),
    ).toEqual([
      '/0/option_id OPTION_UNAVAILABLE',
      '/1/option_id OPTION_UNKNOWN',
      '/2/pre PRE_CLASH',
      '/3/modifiers/1/option_id OPTION_UNKNOWN',
      '/3/modifiers TOO_MANY_OPTIONS',
      '/4/pre/0 PRE_UNKNOWN',
      '/5/modifiers TOO_MANY_OPTIONS',
      '/6/modifiers TOO_FEW_OPTIONS',
      ' TOO_MANY_OPTIONS',
    ]);
  });

  it('are made again from what was kept, whatever they were', () => {
    const wish: fc.Arbitrary<WantedModifier> = fc.oneof(
      fc.record({
        optionId: fc.constant('cheese'),
        quantity: fc.constantFrom(1, 2),
        pre: fc.subarray(['EXTRA', 'SIDE'], { minLength: 1 }),
      }),
      fc.record({
        ...{ optionId: fc.constant('beef'), quantity: fc.constantFrom(1, 2, 3) },
        modifiers: fc.constantFrom([{ optionId: 'rare', quantity: 1 }], [{ optionId: 'well done', quantity: 1 }]),
      }),
      fc.constant({ optionId: 'onion', quantity: 1, pre: ['NO'] }),
      fc.constant({ optionId: 'soy', quantity: 1 }),
    );
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 4 }), (wanted) => {
        expect(chosenAgain(chooseModifiers(BURGER, wanted).chosen)).toEqual(wanted);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  it.each<[string, WantedModifier, WantedModifier]>([
    ['a count of one', { optionId: 'soy' }, { optionId: 'soy', quantity: 1 }],
    ['words', { optionId: 'cheese', pre: ['SIDE', 'EXTRA'] }, { optionId: 'cheese', pre: ['EXTRA', 'SIDE'] }],
    ['nothing with it', { optionId: 'soy' }, { optionId: 'soy', pre: [], modifiers: [] }],
    ['how many are left out', { optionId: 'onion', quantity: 3, pre: ['NO'] }, { optionId: 'onion', pre: ['NO'] }],
  ])('are the same choice, however %s is said', (_, one, other) => {
    expect(keyOfChoice([one])).toBe(keyOfChoice([other]));
    expect(keyOfChoice(chosenAgain(chooseModifiers(BURGER, [one]).chosen))).toBe(keyOfChoice([one]));
  });

  it.each<[string, WantedModifier]>([
    ['option', { optionId: 'soy', quantity: 2, modifiers: [{ optionId: 'rare' }] }],
    ['count', { optionId: 'beef', quantity: 1, modifiers: [{ optionId: 'rare' }] }],
    ['word', { optionId: 'beef', quantity: 2, pre: ['EXTRA'], modifiers: [{ optionId: 'rare' }] }],
    ['choice below it', { optionId: 'beef', quantity: 2, modifiers: [{ optionId: 'well done' }] }],
    ['count below it', { optionId: 'beef', quantity: 2, modifiers: [{ optionId: 'rare', quantity: 2 }] }],
  ])('are another choice with another %s', (_, other) => {
    const beef = { optionId: 'beef', quantity: 2, modifiers: [{ optionId: 'rare' }] };
    expect(keyOfChoice([other])).not.toBe(keyOfChoice([beef]));
  });
});

describe('groups below options', () => {
  const nest = (levels: number): ModifierGroup =>
    group(`level ${levels}`, [option(`o${levels}`, 0, levels > 1 ? { modifierGroups: [nest(levels - 1)] } : {})]);

  it('go three levels deep, and are looked through at each of them', () => {
    expect(groupFaults(0, [nest(3)], [nest(3)])).toEqual([]);
    expect(groupFaults(0, [nest(4)], [nest(4)])).toMatchObject([
      {
        pointer: '/modifier_groups/0/options/0/modifier_groups/0/options/0/modifier_groups/0/options/0/modifier_groups',
        code: 'TOO_DEEP',
      },
    ]);
    const inner = {
      ...group('in', [option('a'), option('a')], {
        min: 3,
        max: 2,
        pre: [word('NO', 'no', { add: 1 }), word('NO', 'no')],
      }),
      id: undefined,
    };
    const outer = {
      ...group('out', []),
      id: undefined,
      options: [{ name: 'o', priceDelta: 0, available: true, modifierGroups: [inner] }],
    };
    expect(groupFaults(0, [outer], []).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/modifier_groups/0/options/0/modifier_groups/0/max MAX_BELOW_MIN',
      '/modifier_groups/0/options/0/modifier_groups/0/pre/0/code NOT_ALLOWED',
      '/modifier_groups/0/options/0/modifier_groups/0/pre/1/code DUPLICATE_CODE',
      '/modifier_groups/0/options/0/modifier_groups/0/pre/1/name DUPLICATE_NAME',
      '/modifier_groups/0/options/0/modifier_groups/0/options/0/id UNKNOWN_ID',
      '/modifier_groups/0/options/0/modifier_groups/0/options/1/id UNKNOWN_ID',
      '/modifier_groups/0/options/0/modifier_groups/0/options/1/id DUPLICATE_ID',
      '/modifier_groups/0/options/0/modifier_groups/0/options/1/name DUPLICATE_NAME',
    ]);
  });

  it('close an option that needs one of which nothing is left', () => {
    const rare = [option('rare', 0, { available: false })];
    const closed = group('patty', [option('beef', 0, { modifierGroups: [group('done', rare, { min: 1 })] })], {
      min: 1,
    });
    expect([lacksChoice([closed]), lacksChoice([{ ...closed, options: [...closed.options, option('soy')] }])]).toEqual([
      true,
      false,
    ]);
  });

  it('never let a price fall below zero, whatever is said of their options', () => {
    const below = group('in', [option('a', -100)], { max: 2 });
    const groups = [
      group('out', [option('b', -1_000, { modifierGroups: [below] })], {
        max: 1,
        pre: [word('BIG', 'big', { multiply: 20_000, add: -50 })],
      }),
    ];
    // 1,000 × 200 % and 50 more, and twice 100.
    expect(cheapestChoices(groups)).toBe(-2_250);
    expect(groupFaults(2_250, groups, groups)).toEqual([]);
    expect(groupFaults(2_249, groups, groups)).toMatchObject([{ code: 'PRICE_BELOW_ZERO' }]);
  });
});
