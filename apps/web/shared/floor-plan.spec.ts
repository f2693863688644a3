import { describe, expect, it } from '@jest/globals';

import { boxOf, leastWidth, outlineOf, placeOf } from './floor-plan.js';

const FLOOR = { width: 20, height: 10 };
const LONG = { x: 4, y: 2, width: 6, height: 2, rotation: 0 };

describe('the plan of a floor', () => {
  it.each([
    [0, { x: 4, y: 2, width: 6, height: 2 }],
    [30, { x: 4, y: 2, width: 6, height: 2 }],
    [90, { x: 6, y: 0, width: 2, height: 6 }],
    [180, { x: 4, y: 2, width: 6, height: 2 }],
    [270, { x: 6, y: 0, width: 2, height: 6 }],
    [350, { x: 4, y: 2, width: 6, height: 2 }],
  ])('has a table that was turned by %d degrees about its middle', (rotation, box) => {
    expect(boxOf({ ...LONG, rotation })).toEqual(box);
  });

  it('places a table in percent, and keeps one on the floor that was turned at its edge', () => {
    expect(placeOf(LONG, FLOOR)).toEqual({ left: '20%', top: '20%', width: '30%', height: '20%' });
    const atEdge = { x: 0, y: 0, width: 6, height: 2, rotation: 90 };
    expect(placeOf(atEdge, FLOOR)).toEqual({ left: '10%', top: '0%', width: '10%', height: '60%' });
  });

  it('draws the outline as large as the table is', () => {
    expect(outlineOf({ ...LONG, rotation: 90 })).toMatchObject({ width: '300%', height: '33.333%' });
  });

  it('is as wide as its smallest table needs', () => {
    const small = { x: 0, y: 0, width: 2, height: 2, rotation: 0 };
    expect(leastWidth([LONG, small], FLOOR, { width: 120, height: 80 })).toBe(1_200);
    expect(leastWidth([], FLOOR, { width: 120, height: 80 })).toBe(0);
  });
});
