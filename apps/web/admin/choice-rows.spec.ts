import { describe, expect, it } from '@jest/globals';

import { groupsIn, newGroup, newOption, newWord, rowsOf } from './choice-rows.js';

const GROUPS = [
  {
    ...{ id: 'g', name: 'On it', min: 0, max: 3, translations: { id: { name: 'Isi' } } },
    pre: [
      { code: 'EXTRA', name: 'extra', multiply: 150, add: 500, after: false, translations: { id: { name: 'ekstra' } } },
    ],
    options: [
      {
        ...{
          id: 'o',
          name: 'Cheese',
          price_delta: -1_250,
          available: false,
          default: true,
          allergens: ['milk' as const],
        },
        modifier_groups: [
          {
            id: 'h',
            name: 'Kind',
            min: 1,
            max: 1,
            options: [{ id: 'p', name: 'Blue', price_delta: 0, available: true }],
          },
        ],
      },
    ],
  },
];

describe('choices while they are edited', () => {
  it('are sent as they were read where nobody changed them, with what the page does not show', () => {
    expect(groupsIn(rowsOf(GROUPS, 'BRL'), 'BRL')).toEqual([
      {
        ...GROUPS[0],
        options: [
          {
            ...GROUPS[0]?.options[0],
            modifier_groups: [
              {
                id: 'h',
                name: 'Kind',
                min: 1,
                max: 1,
                options: [{ id: 'p', name: 'Blue', price_delta: 0, available: true, default: false }],
              },
            ],
          },
        ],
      },
    ]);
  });

  it('are new ones with a code of each word of the owner’s, and NO at no price', () => {
    const row = {
      ...newGroup(),
      name: ' Ice ',
      words: [newWord('NO', 'tanpa'), newWord('', 'sedikit és')],
      options: [{ ...newOption(), name: 'Ice', price: '-500' }],
    };
    expect(groupsIn([row], 'IDR')).toEqual([
      {
        ...{ name: 'Ice', min: 0, max: 1 },
        pre: [
          { code: 'NO', name: 'tanpa' },
          { code: 'SEDIKIT_ES', name: 'sedikit és', multiply: 100, add: 0 },
        ],
        options: [{ name: 'Ice', price_delta: -500, available: true, default: false }],
      },
    ]);
  });

  it('are none while one lacks its name, or a number is none', () => {
    const fine = { ...newGroup(), name: 'Milk', options: [{ ...newOption(), name: 'Oat' }] };
    expect(groupsIn([fine], 'IDR')).not.toBeNull();
    for (const wrong of [{ name: ' ' }, { min: 'x' }, { options: [newOption()] }, { words: [newWord('', '')] }]) {
      expect(groupsIn([{ ...fine, ...wrong }], 'IDR')).toBeNull();
    }
    expect(groupsIn([{ ...fine, options: [{ ...newOption(), name: 'Oat', price: 'ten' }] }], 'IDR')).toBeNull();
  });
});
