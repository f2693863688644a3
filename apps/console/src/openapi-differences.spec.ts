import { describe, expect, it } from '@jest/globals';

import { describeDifferences } from './openapi-differences.js';

const operation = { summary: 'Places an order', tags: ['Orders'] };
const document = (paths: Record<string, unknown>) => ({ openapi: '3.1.0', paths });

describe('the differences of two OpenAPI documents', () => {
  it('are none between equal ones', () => {
    expect(describeDifferences(document({ '/a': { get: operation } }), document({ '/a': { get: operation } }))).toEqual(
      [],
    );
  });

  it('name an operation that came and one that went', () => {
    const before = document({ '/orders': { get: operation, post: operation } });
    const after = document({ '/orders': { get: operation, put: operation } });

    expect(describeDifferences(before, after)).toEqual(['- POST /orders', '+ PUT /orders']);
  });

  it('show what a changed place said and says', () => {
    const before = document({ '/orders': { post: operation } });
    const after = document({ '/orders': { post: { ...operation, summary: 'Takes an order' } } });

    expect(describeDifferences(before, after)).toEqual([
      '~ POST /orders › summary: "Places an order" → "Takes an order"',
    ]);
  });

  it('find the place in a list', () => {
    const before = document({ '/orders': { post: operation } });
    const after = document({ '/orders': { post: { ...operation, tags: ['Orders', 'Payments'] } } });

    expect(describeDifferences(before, after)).toEqual(['+ POST /orders › tags › 1']);
  });

  it('stop where nobody would read on', () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`/p${index}`, { get: operation }]));

    const lines = describeDifferences(document({}), document(many));

    expect(lines).toHaveLength(41);
    expect(lines.at(-1)).toBe('… and 20 more');
  });
});
