import { describe, expect, it } from '@jest/globals';

import { safeHeaders } from './safe-headers.js';

describe('headers of a kept webhook', () => {
  it('say nothing that would let somebody else call', () => {
    const headers = {
      authorization: 'Q2xpZW50X0lk',
      cookie: 'a=b',
      'x-api-key': 'k',
      'x-openpix-token': 't',
      'stripe-signature': 't=1,v1=abc',
      'content-type': 'application/json',
    };
    expect(safeHeaders(headers)).toEqual({
      authorization: '[redacted]',
      cookie: '[redacted]',
      'x-api-key': '[redacted]',
      'x-openpix-token': '[redacted]',
      'stripe-signature': 't=1,v1=abc',
      'content-type': 'application/json',
    });
  });

  it('are cut to a bearable size', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`x-${i}`, 'y'.repeat(5_000)]));
    expect(JSON.stringify(safeHeaders(many)).length).toBeLessThan(70_000);
  });
});
