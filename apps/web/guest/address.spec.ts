import { describe, expect, it } from '@jest/globals';

import { scanOf } from './address.js';

const TABLE = '0192f3c4-5d6e-7f80-8a9b-0c1d2e3f4a5b';
const of = (path: string) => scanOf(new URL(path, 'http://cafe.test'));

describe('the address of a scan', () => {
  it.each([
    [`/t/${TABLE}#s3cret_-`, 's3cret_-'],
    [`/t/${TABLE}?s=s3cret_-`, 's3cret_-'],
    [`/t/${TABLE.toUpperCase()}/#s3cret`, 's3cret'],
    [`/t/${TABLE}?s=old#new`, 'new'],
    [`/t/${TABLE}#a%2Fb`, 'a/b'],
    [`/t/${TABLE}#100%`, '100%'],
    [`/t/${TABLE}`, ''],
  ])('%s is a table’s code', (path, secret) => {
    expect(of(path)).toEqual({ kind: 'code', tableId: TABLE, secret });
  });

  it.each(['/t/ts_abc', '/t/#ts_abc'])('%s is a phone’s token', (path) => {
    expect(of(path)).toEqual({ kind: 'token', token: 'ts_abc' });
  });

  it.each(['/t/', '/t', '/t/?s=x', '/t/#'])('%s says nothing', (path) => {
    expect(of(path)).toBeNull();
  });
});
