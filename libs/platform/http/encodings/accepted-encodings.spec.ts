import { describe, expect, it } from '@jest/globals';

import { acceptedEncodings } from './accepted-encodings.js';

describe('accepted encodings', () => {
  it.each([
    ['no header', undefined, ['identity']],
    ['an empty header', '', ['identity']],
    ['Chrome and Firefox', 'gzip, deflate, br, zstd', ['br', 'gzip', 'identity']],
    ['okhttp', 'gzip', ['gzip', 'identity']],
    ['an older name', 'x-gzip', ['gzip', 'identity']],
    ['capitals and no spaces', 'GZIP,BR', ['br', 'gzip', 'identity']],
    ['what the reader likes better first', 'br;q=0.2, gzip;q=0.8', ['gzip', 'br', 'identity']],
    ['a refused one', 'br;q=0, gzip', ['gzip', 'identity']],
    ['a refusal with spaces', 'br ; q=0.000 , gzip ; q=1.0', ['gzip', 'identity']],
    ['anything', '*', ['br', 'gzip', 'identity']],
    ['anything but one', 'br;q=0, *', ['gzip', 'identity']],
    ['anything, though one rather', 'gzip, *;q=0.1', ['gzip', 'br', 'identity']],
    ['identity rather', 'identity, gzip;q=0.5', ['identity', 'gzip']],
    ['identity alone', 'identity', ['identity']],
    ['never identity', 'gzip, identity;q=0', ['gzip']],
    ['nothing else, by the star', 'gzip, *;q=0', ['gzip']],
    ['identity in spite of the star', 'identity;q=0.3, *;q=0', ['identity']],
    ['nothing of ours', 'deflate, zstd', ['identity']],
    ['nothing at all', 'identity;q=0', ['identity']],
    ['no number', 'br;q=much, gzip', ['gzip', 'identity']],
    ['a number out of bounds', 'br;q=2, gzip;q=-1', ['identity']],
    ['commas alone', ',,,', ['identity']],
  ])('of %s', (_, header, expected) => expect(acceptedEncodings(header)).toEqual(expected));
});
