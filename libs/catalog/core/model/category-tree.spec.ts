import { describe, expect, it } from '@jest/globals';

import { newCategory } from './category.js';
import { assertPlace, inTreeOrder, stationIn } from './category-tree.js';

const NOON = new Date('2026-03-16T12:00:00Z');
const category = (name: string, parentId?: string, more: { outletId?: string; station?: string } = {}) => ({
  ...newCategory(more.outletId ?? null, { name, parentId, station: more.station ?? null }, NOON),
  id: name,
});
const [drinks, coffee, iced, seasonal] = [
  category('drinks', undefined, { station: 'bar' }),
  category('coffee', 'drinks'),
  category('iced', 'coffee'),
  category('seasonal', 'iced'),
];
const [food, cakes] = [category('food'), category('cakes', 'food', { outletId: 'cafe' })];
const all = [drinks, coffee, iced, seasonal, food, cakes];
const placing = (one: ReturnType<typeof category>, parentId: string) => () => assertPlace({ ...one, parentId }, all);

describe('the tree of categories', () => {
  it('has four levels, and no category below itself', () => {
    expect(placing(category('tea'), 'iced')).not.toThrow();
    expect(placing(category('tea'), 'seasonal')).toThrow(expect.objectContaining({ code: 'CATEGORY_TOO_DEEP' }));
    expect(placing(food, 'coffee')).not.toThrow();
    expect(placing(food, 'iced')).toThrow(expect.objectContaining({ code: 'CATEGORY_TOO_DEEP' }));
    for (const below of ['drinks', 'coffee', 'seasonal']) {
      expect(placing(drinks, below)).toThrow(expect.objectContaining({ code: 'CATEGORY_CYCLE' }));
    }
    expect(placing(food, 'nowhere')).toThrow(expect.objectContaining({ code: 'CATEGORY_NOT_FOUND' }));
  });

  it('has one of an outlet below shared ones and those of its outlet', () => {
    expect(placing(category('bread', undefined, { outletId: 'cafe' }), 'cakes')).not.toThrow();
    expect(placing(category('bread'), 'cakes')).toThrow(expect.objectContaining({ code: 'CATEGORY_ELSEWHERE' }));
    expect(placing(category('bread', undefined, { outletId: 'bakery' }), 'cakes')).toThrow(
      expect.objectContaining({ code: 'CATEGORY_ELSEWHERE' }),
    );
  });

  it('passes the station down to where none is said', () => {
    expect(stationIn(seasonal, all)).toBe('bar');
    expect(stationIn({ ...iced, station: 'cold' }, all)).toBe('cold');
    expect(stationIn(cakes, all)).toBeNull();
  });

  it('is read from the top, each before those below it, in the order that they come in', () => {
    const shuffled = [food, seasonal, iced, category('tea', 'drinks'), drinks, coffee, category('lost', 'nowhere')];
    expect(inTreeOrder(shuffled).map(({ category: { id }, depth }) => `${depth} ${id}`)).toEqual([
      '0 food',
      '0 drinks',
      '1 tea',
      '1 coffee',
      '2 iced',
      '3 seasonal',
      '0 lost',
    ]);
  });
});
