import { describe, expect, it } from '@jest/globals';

import { factsOf, lineOf, orderOf } from './approval-facts.js';

const money = (minor: number): string => `Rp ${minor}`;

describe('what is told of a request that waits for an approval', () => {
  it('names the bill of its path', () => {
    const id = '0192f3c4-5d6e-7f80-8a9b-0c1d2e3f4a5b';

    expect(orderOf(`/api/v1/orders/${id}/discount`)).toBe(id);
    expect(orderOf(`/api/v1/orders/${id}`)).toBe(id);
    expect(orderOf('/api/v1/shifts/close')).toBeUndefined();
    expect(orderOf('/api/v1/orders/quote')).toBeUndefined();
  });

  it('names the line of its path', () => {
    const [order, line] = ['0192f3c4-5d6e-7f80-8a9b-0c1d2e3f4a5b', '1192f3c4-5d6e-7f80-8a9b-0c1d2e3f4a5b'];

    expect(lineOf(`/api/v1/orders/${order}/items/${line}/comp`)).toBe(line);
    expect(lineOf(`/api/v1/orders/${order}/discount`)).toBeUndefined();
  });

  it.each([
    { body: { type: 'PERCENT', value: 10, reason: 'Cold soup' }, facts: ['10 %', 'Cold soup'] },
    { body: { type: 'FIXED', value: 5_000, reason: 'Late' }, facts: ['Rp 5000', 'Late'] },
    { body: { amount: 20_000, reason: 'Wrong dish', restock: true }, facts: ['Rp 20000', 'Wrong dish'] },
    { body: { quantity: 2, reason: 'Birthday', version: 3 }, facts: ['2 ×', 'Birthday'] },
    { body: { type: 'PAY_OUT', amount: 7_500, reason: 'Ice' }, facts: ['Rp 7500', 'Ice'] },
    { body: { shift_id: 'x', end_cash: 90_000 }, facts: ['Rp 90000'] },
    { body: { user_id: 'x' }, facts: [] },
    { body: { amount: '1', quantity: {}, reason: 3 }, facts: [] },
  ])('tells how much, how many and why of $body', ({ body, facts }) => {
    expect(factsOf(body, money)).toEqual(facts);
  });
});
