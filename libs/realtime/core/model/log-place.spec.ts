import { describe, expect, it } from '@jest/globals';

import { cursorOf, readPlace, readSince } from './log-place.js';

describe('a place in the log', () => {
  it.each([
    ['4711', { seq: 4711 }],
    ['0', { seq: 0 }],
    ['0000000A.4711', { place: 4711, epoch: '0000000A' }],
  ])('is read from %s', (text, place) => {
    expect(readPlace(text)).toEqual(place);
  });

  it.each(['', '-1', '1.5', 'A.5', '0000000a.5', '00000001.', '00000001.5.6', ' 5', '1234567890123456'])(
    'is not read from "%s"',
    (text) => {
      expect(readPlace(text)).toBeUndefined();
    },
  );

  it('is written as it is read', () => {
    expect(readPlace(cursorOf('00000002', 12))).toEqual({ place: 12, epoch: '00000002' });
  });
});

describe('how far a client has come', () => {
  const [CAFE, SHOP] = ['0192f0c0-0000-7000-8000-00000000000a', '0192f0c0-0000-7000-8000-00000000000b'];
  const each = {
    seqs: new Map([
      [CAFE, 7],
      [SHOP, 0],
    ]),
  };

  it.each([
    [41, { seq: 41 }],
    ['41', { seq: 41 }],
    ['00000002.41', { place: 41, epoch: '00000002' }],
    [{ [CAFE]: 7, [SHOP]: 0 }, each],
    [JSON.stringify({ [CAFE.toUpperCase()]: 7, [SHOP]: 0 }), each],
  ])('is read from %j', (given, expected) => {
    expect(readSince(given)).toEqual(expected);
  });

  it.each([
    [{}],
    [{ [CAFE]: -1 }],
    [{ [CAFE]: '7' }],
    [{ [CAFE]: 1.5 }],
    [{ cafe: 7 }],
    [[7]],
    ['{'],
    ['{"a":1}'],
    [true],
    [undefined],
  ])('is not read from %j', (given) => {
    expect(readSince(given)).toBeUndefined();
  });

  it('is not read from more outlets than anybody has', () => {
    const ids = Array.from({ length: 201 }, (_, n) => [`0192f0c0-0000-7000-8000-${String(n).padStart(12, '0')}`, 1]);

    expect(readSince(Object.fromEntries(ids))).toBeUndefined();
  });
});
