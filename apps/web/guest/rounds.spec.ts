import { describe, expect, it } from '@jest/globals';

import { aboutFor, othersPaying, unpaidPieces } from './rounds.js';
import type { Bill } from './state.js';

const line = (id: string, quantity: number, total: number, status = 'NEW') => ({ id, quantity, total, status });
const payment = (id: string, status: string, items: object[] | null, share: object | null = null) => ({
  id,
  status,
  amount: 10_000,
  items,
  share,
});
const bill = {
  items: [line('tea', 3, 30_000), line('rice', 1, 25_000), line('cake', 2, 20_000, 'VOIDED')],
  payments: [
    payment('theirs', 'PENDING', [{ item_id: 'tea', quantity: 1 }]),
    payment('mine', 'PENDING', [{ item_id: 'rice', quantity: 1 }]),
    payment('over', 'EXPIRED', [{ item_id: 'tea', quantity: 2 }]),
    payment('share', 'PENDING', null, { ways: 3 }),
    payment('amount', 'PENDING', null),
  ],
} as unknown as Bill;

describe('a bill that several people pay', () => {
  it('has what nobody pays: without others’ pieces, with my own and those of payments that ended', () => {
    expect([...unpaidPieces(bill, 'mine')]).toEqual([
      ['tea', 2],
      ['rice', 1],
    ]);
  });

  it('tells the payments of others that keep a part of it', () => {
    const ids = (own: string | null) => othersPaying(bill, own).map(({ id }) => id);
    expect(ids('mine')).toEqual(['theirs', 'share']);
    expect(ids(null)).toEqual(['theirs', 'mine', 'share']);
  });

  it('comes to about the pieces’ part of their lines', () => {
    expect(aboutFor(bill, new Map([['tea', 2]]))).toBe(20_000);
  });
});
