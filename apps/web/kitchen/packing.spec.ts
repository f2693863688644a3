import { expect, test } from '@jest/globals';

import { cardsOn, columnsIn, pack, pageOf, type Size, waitingAfter } from './packing.js';

const card = (key: string, lines: number, height = 50): Size => ({
  key,
  head: 50,
  lines: new Array<number>(lines).fill(height),
  foot: 70,
});
const room = { columns: 2, height: 600, gap: 10, continued: 40 };
const drawn = (cards: readonly Size[]) =>
  pack(cards, room).map((page) => page.map((column) => column.map(({ key, from, to }) => `${key} ${from}-${to}`)));

test('fills a column from top to bottom, then the next, then the next page', () => {
  // A card of 3 lines is 270 high: two of them and a gap are 550.
  expect(drawn(['a', 'b', 'c', 'd', 'e'].map((key) => card(key, 3)))).toEqual([
    [
      ['a 0-3', 'b 0-3'],
      ['c 0-3', 'd 0-3'],
    ],
    [['e 0-3']],
  ]);
});

test('a card that fits into a column is not torn', () => {
  expect(drawn([card('a', 3), card('b', 9)])).toEqual([[['a 0-3'], ['b 0-9']]]);
});

test('a card that is taller than a column goes on in the next, and the next card may stand below its end', () => {
  // 20 lines: 50 + 10 × 50 + 40 = 590 in the first; 40 + 9 × 50 + 70 would hold 9 in the last: 10 go on with the torn edge, as 540 + 40 = 580 ≤ 600.
  const pages = pack([card('a', 20), card('b', 1)], room);
  expect(pages.flat(2).map(({ key, from, to, first, last }) => [key, from, to, first, last])).toEqual([
    ['a', 0, 10, true, false],
    ['a', 10, 19, false, false],
    ['a', 19, 20, false, true],
    ['b', 0, 1, true, true],
  ]);
});

test('no piece is higher than its column, no line is lost or doubled, whatever the sizes', () => {
  let seed = 7;
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  for (let round = 0; round < 300; round += 1) {
    const cards = Array.from({ length: 1 + random(12) }, (_, index) =>
      card(String(index), 1 + random(30), 40 + random(60)),
    );
    const pieces = pack(cards, { ...room, columns: 1 + random(5) }).flat(2);
    for (const piece of pieces) expect(piece.height).toBeLessThanOrEqual(room.height);
    for (const { key, lines } of cards) {
      const own = pieces.filter((piece) => piece.key === key);
      expect(own.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index))).toEqual([
        ...lines.keys(),
      ]);
      expect(own.filter(({ first }) => first)).toEqual([own[0]]);
      expect(own.filter(({ last }) => last)).toEqual([own.at(-1)]);
    }
  }
});

test('a line that is taller than a column is shown all the same', () => {
  expect(drawn([card('a', 2, 900)])).toEqual([[['a 0-1'], ['a 1-2']]]);
});

test('pages tell what waits behind them, and where a card is', () => {
  const pages = pack(
    ['a', 'b', 'c', 'd', 'e'].map((key) => card(key, 3)),
    room,
  );
  expect(waitingAfter(pages, 0)).toBe(1);
  expect(pageOf(pages, 'e')).toBe(1);
  expect(pageOf(pages, 'x')).toBe(-1);
  expect(cardsOn(pages[0])).toEqual(['a', 'b', 'c', 'd']);
  expect(cardsOn(undefined)).toEqual([]);
});

test.each([
  [800, 2],
  [640, 2],
  [629, 1],
  [100, 1],
  [1920, 6],
])('%d px have %d columns of at least 310', (width, columns) => {
  expect(columnsIn(width, 310, 10)).toBe(columns);
});
