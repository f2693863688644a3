import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type BoxStack, pack, type Piece, weightOf } from './packing.js';

const UNKNOWN = { weightGrams: null, lengthMm: null, widthMm: null, heightMm: null };
const piece = (more: Partial<Piece> = {}): Piece => ({ quantity: 1, ...UNKNOWN, ...more });
const count = (boxes: readonly BoxStack[]) => boxes.reduce((sum, box) => sum + box.count, 0);

describe('packing', () => {
  it('takes a product of unknown size for 300 g in the smallest box', () => {
    expect(pack([piece()])).toEqual([{ box: { lengthCm: 16, widthCm: 11, heightCm: 2, weightGrams: 300 }, count: 1 }]);
  });

  it('lays pieces flat on each other, and turns the box so that its longest side comes first', () => {
    const books = piece({ quantity: 10, lengthMm: 170, widthMm: 110, heightMm: 25, weightGrams: 400 });
    expect(pack([books])).toEqual([{ box: { lengthCm: 25, widthCm: 17, heightCm: 11, weightGrams: 4_000 }, count: 1 }]);
  });

  it('rounds up to whole centimetres, and never below what carriers take', () => {
    const card = piece({ lengthMm: 161, widthMm: 20, heightMm: 1, weightGrams: 0 });
    expect(pack([card])).toEqual([{ box: { lengthCm: 17, widthCm: 11, heightCm: 2, weightGrams: 1 }, count: 1 }]);
  });

  it('opens another box where one would be too heavy', () => {
    expect(pack([piece({ quantity: 3, weightGrams: 20_000 })])).toEqual([
      { box: { lengthCm: 16, widthCm: 11, heightCm: 2, weightGrams: 20_000 }, count: 3 },
    ]);
  });

  it.each([
    ['too heavy', { weightGrams: 30_001 }],
    ['too long', { lengthMm: 1_001 }],
    ['too large on all sides together', { lengthMm: 700, widthMm: 700, heightMm: 700 }],
    ['more than ten boxes', { quantity: 11, weightGrams: 30_000 }],
  ])('is given up for a basket that is %s', (_, more) => expect(pack([piece(more)])).toBeNull());

  it('takes exactly the largest that carriers take', () => {
    expect(pack([piece({ lengthMm: 1_000, widthMm: 500, heightMm: 500, weightGrams: 30_000 })])).toHaveLength(1);
  });

  it('loses no gram, breaks no limit and holds every piece, whatever the basket', () => {
    const side = fc.option(fc.integer({ min: 0, max: 1_000 }), { nil: null });
    const any = fc.record({
      quantity: fc.integer({ min: 1, max: 30 }),
      weightGrams: fc.option(fc.integer({ min: 0, max: 30_000 }), { nil: null }),
      lengthMm: side,
      widthMm: side,
      heightMm: side,
    });
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 6 }), (pieces) => {
        const boxes = pack(pieces);
        if (!boxes) return;
        expect(boxes.reduce((sum, { box, count: n }) => sum + box.weightGrams * n, 0)).toBe(weightOf(pieces));
        expect(count(boxes)).toBeLessThanOrEqual(10);
        for (const { box } of boxes) {
          const { lengthCm, widthCm, heightCm, weightGrams } = box;
          expect(weightGrams).toBeLessThanOrEqual(30_000);
          expect(Math.max(lengthCm, widthCm, heightCm)).toBeLessThanOrEqual(100);
          expect(lengthCm + widthCm + heightCm).toBeLessThanOrEqual(200);
          expect(lengthCm >= widthCm && widthCm >= heightCm).toBe(true);
          expect(Number.isInteger(lengthCm) && Number.isInteger(widthCm) && Number.isInteger(heightCm)).toBe(true);
        }
        const volume = boxes.reduce((sum, { box: b, count: n }) => sum + b.lengthCm * b.widthCm * b.heightCm * n, 0);
        const needed = pieces.reduce(
          (sum, p) => sum + ((p.lengthMm ?? 160) * (p.widthMm ?? 110) * (p.heightMm ?? 20) * p.quantity) / 1_000,
          0,
        );
        expect(volume).toBeGreaterThanOrEqual(Math.floor(needed));
      }),
    );
  });
});
