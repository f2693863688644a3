import { describe, expect, it } from '@jest/globals';

import { declarationOf, NOTHING_TYPED } from './declare.js';
import { spokenFor, type Tender, unseenOf } from './tenders.js';

describe('a payment by tender that nobody has seen', () => {
  it('speaks for its part of the bill; what a gateway waits for does not', () => {
    const payment = (id: string, method: string, status: string) => ({ id, method, status, amount: 5_000 });
    const bill = {
      id: 'bill',
      payments: [
        payment('a', 'bank_transfer', 'PENDING'),
        payment('b', 'pix', 'PENDING'),
        payment('c', 'voucher', 'PENDING'),
        payment('d', 'bank_transfer', 'PAID'),
      ],
    };
    expect([unseenOf(bill).map(({ id }) => id), spokenFor(bill), spokenFor({ id: 'new' })]).toEqual([
      ['a', 'c'],
      10_000,
      0,
    ]);
  });
});

describe('a declaration', () => {
  const tender = { id: 'edc', method: 'card_terminal' } as Tender;
  it('is none before an amount was typed; below zero where more was given back', () => {
    const told = (more: object) => declarationOf(tender, { ...NOTHING_TYPED, ...more });
    expect(told({ slips: '2' })).toBeNull();
    expect(told({ amount: '0', isBack: true })).toEqual({ method: 'card_terminal', tender_id: 'edc', amount: 0 });
    expect(told({ amount: '9000', slips: '2', isBack: true })).toMatchObject({ amount: -9_000, count: 2 });
  });
});
