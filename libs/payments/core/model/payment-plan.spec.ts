import { describe, expect, it } from '@jest/globals';

import { planPayment } from './payment-plan.js';

const snap = { id: 'snap', method: 'midtrans', amount: 50_000 };
const pix = { id: 'pix', method: 'pix', amount: 100_000 };

describe('what asking to pay means', () => {
  it('opens a payment for all that is due', () => {
    expect(planPayment(150_000, [], { method: 'pix' })).toEqual({ kind: 'open', amount: 150_000, giveUp: [] });
  });

  it('is the same payment when it is asked for again, with its amount or without', () => {
    expect(planPayment(50_000, [snap], { method: 'midtrans' })).toEqual({ kind: 'reuse', id: 'snap' });
    expect(planPayment(150_000, [snap], { method: 'midtrans', amount: 50_000 })).toEqual({ kind: 'reuse', id: 'snap' });
    expect(planPayment(150_000, [snap, pix], { method: 'pix' })).toEqual({ kind: 'reuse', id: 'pix' });
  });

  it('joins the shares of others while there is room, and takes the rest when no amount is given', () => {
    expect(planPayment(150_000, [snap], { method: 'midtrans', amount: 60_000 })).toMatchObject({ giveUp: [] });
    expect(planPayment(150_000, [snap], { method: 'pix' })).toEqual({ kind: 'open', amount: 100_000, giveUp: [] });
  });

  it('gives up what stands in the way of a change of mind, its own method first', () => {
    expect(planPayment(50_000, [snap], { method: 'pix' })).toEqual({ kind: 'open', amount: 50_000, giveUp: ['snap'] });
    expect(planPayment(150_000, [snap, pix], { method: 'pix', amount: 75_000 })).toMatchObject({ giveUp: ['pix'] });
    expect(planPayment(150_000, [snap, pix], { method: 'credit_card' })).toMatchObject({
      amount: 150_000,
      giveUp: ['snap', 'pix'],
    });
  });
});
