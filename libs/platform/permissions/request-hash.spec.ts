import { describe, expect, it } from '@jest/globals';

import { requestHash } from './request-hash.js';

describe('what tells a request from others', () => {
  const same = requestHash('POST', '/api/v1/orders/1/discount', { type: 'FIXED', value: 1, lines: [{ a: 1, b: 2 }] });

  it('is the same however it is written down', () => {
    const written = { lines: [{ b: 2, a: 1 }], value: 1, type: 'FIXED' };

    expect(requestHash('post', '/orders/1/discount', written)).toBe(same);
    expect(requestHash('POST', '/orders/1', undefined)).toBe(requestHash('POST', '/orders/1', {}));
  });

  it.each([
    ['its method', requestHash('PUT', '/orders/1/discount', { type: 'FIXED', value: 1, lines: [{ a: 1, b: 2 }] })],
    ['its path', requestHash('POST', '/orders/2/discount', { type: 'FIXED', value: 1, lines: [{ a: 1, b: 2 }] })],
    ['its query', requestHash('POST', '/orders/1/discount?x', { type: 'FIXED', value: 1, lines: [{ a: 1, b: 2 }] })],
    ['a value', requestHash('POST', '/orders/1/discount', { type: 'FIXED', value: 2, lines: [{ a: 1, b: 2 }] })],
    [
      'the type of a value',
      requestHash('POST', '/orders/1/discount', { type: 'FIXED', value: '1', lines: [{ a: 1, b: 2 }] }),
    ],
    [
      'a member more',
      requestHash('POST', '/orders/1/discount', { type: 'FIXED', value: 1, lines: [{ a: 1, b: 2 }], c: null }),
    ],
    [
      'the order of a list',
      requestHash('POST', '/orders/1/discount', { type: 'FIXED', value: 1, lines: [{ b: 2 }, { a: 1 }] }),
    ],
  ])('changes with %s', (_, other) => {
    expect(other).not.toBe(same);
  });
});
