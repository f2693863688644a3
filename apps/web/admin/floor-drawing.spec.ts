import { describe, expect, it } from '@jest/globals';

import {
  changeSpot,
  type Drawing,
  drawingOf,
  type Floor,
  isPair,
  isSame,
  layoutOf,
  moveBy,
  put,
  takeOff,
  togglePair,
} from './floor-drawing.js';

const EMPTY: Drawing = { width: 12, height: 6, spots: [], pairs: [] };
const spot = (id: string, x: number, y: number) => ({
  id,
  x,
  y,
  width: 4,
  height: 2,
  rotation: 0,
  shape: 'RECT' as const,
});
const TWO: Drawing = { ...EMPTY, spots: [spot('a', 0, 0), spot('b', 5, 0)], pairs: [['a', 'b']] };
const at = ({ spots }: Drawing, id: string) => {
  const found = spots.find((one) => one.id === id);
  return found && [found.x, found.y, found.width, found.height];
};

describe('the drawing of a floor', () => {
  it('puts tables beside one another, then below, then into the corner', () => {
    const drawing = ['a', 'b', 'c', 'd', 'e'].reduce(put, EMPTY);
    expect(['a', 'b', 'c', 'd', 'e'].map((id) => at(drawing, id))).toEqual([
      [0, 0, 4, 2],
      [5, 0, 4, 2],
      [0, 3, 4, 2],
      [5, 3, 4, 2],
      [0, 0, 4, 2],
    ]);
    expect(at(put({ ...EMPTY, width: 2, height: 1 }, 'a'), 'a')).toEqual([0, 0, 2, 1]);
  });

  it('moves a table by units, and never off the floor', () => {
    expect(at(moveBy(TWO, 'a', { x: 1, y: 0 }), 'a')).toEqual([1, 0, 4, 2]);
    expect(at(moveBy(TWO, 'a', { x: -1, y: -1 }), 'a')).toEqual([0, 0, 4, 2]);
    expect(at(moveBy(TWO, 'b', { x: 99, y: 99 }), 'b')).toEqual([8, 4, 4, 2]);
    expect(moveBy(TWO, 'unknown', { x: 1, y: 1 })).toBe(TWO);
  });

  it('brings a table that grows or turns back onto the floor', () => {
    expect(at(changeSpot(TWO, 'b', { width: 10 }), 'b')).toEqual([2, 0, 10, 2]);
    expect(at(changeSpot(TWO, 'b', { width: 99, height: 99 }), 'b')).toEqual([0, 0, 12, 6]);
    expect(changeSpot(TWO, 'a', { rotation: 360 }).spots[0]?.rotation).toBe(0);
    expect(changeSpot(TWO, 'a', { rotation: -90 }).spots[0]?.rotation).toBe(270);
  });

  it('takes a table off with its pairs', () => {
    const left = takeOff(TWO, 'a');
    expect(left.spots.map(({ id }) => id)).toEqual(['b']);
    expect(left.pairs).toEqual([]);
  });

  it('says of two tables that they go together, whichever is named first', () => {
    const apart = togglePair(TWO, 'b', 'a');
    expect(isPair(apart, 'a', 'b')).toBe(false);
    expect(togglePair(apart, 'b', 'a').pairs).toEqual([['a', 'b']]);
  });

  it('is the same however its tables and pairs are ordered, and another once one has moved', () => {
    const other = { ...TWO, spots: [...TWO.spots].reverse() };
    expect(isSame(TWO, other)).toBe(true);
    expect(isSame(TWO, moveBy(TWO, 'a', { x: 0, y: 1 }))).toBe(false);
    expect(isSame(TWO, togglePair(TWO, 'a', 'b'))).toBe(false);
  });

  it('is read from a floor and written as its layout', () => {
    const floor = { width: 12, height: 6, tables: TWO.spots, pairs: [{ table_ids: ['b', 'a'] }] } as unknown as Floor;
    expect(drawingOf(floor)).toEqual(TWO);
    expect(layoutOf(TWO, 3)).toEqual({ version: 3, tables: TWO.spots, pairs: [{ table_ids: ['a', 'b'] }] });
  });
});
