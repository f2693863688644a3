import { describe, expect, it } from '@jest/globals';

import { cursorOf, readPlace } from './log-place.js';

describe('a place in the log', () => {
  it.each([
    ['4711', { seq: 4711, epoch: null }],
    ['0', { seq: 0, epoch: null }],
    ['0000000A.4711', { seq: 4711, epoch: '0000000A' }],
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
    expect(readPlace(cursorOf('00000002', 12))).toEqual({ seq: 12, epoch: '00000002' });
  });
});
