import { describe, expect, it } from '@jest/globals';

import { hasHappened, stateBefore } from './lost.js';
import type { Means } from './means.js';

const asked = (more: object) => ({ kind: 'payment' as const, paidBefore: 20_000, linesBefore: 2, ...more });
const bill = (paid: number, payments: readonly { method: string; status: string }[] = [], lines = 2) => ({
  ...{ id: 'bill', paid_amount: paid, items: Array.from({ length: lines }) },
  payments: payments.map((one, at) => ({ ...one, id: `payment-${at}`, amount: 1 })) as never[],
});

describe('what was asked and not answered', () => {
  it('is known by what was paid, or by the lines that there are', () => {
    expect([hasHappened(asked({}), bill(20_000)), hasHappened(asked({}), bill(20_001))]).toEqual([false, true]);
    const addition = asked({ kind: 'addition' as const });
    expect([hasHappened(addition, bill(0)), hasHappened(addition, bill(0, [], 3))]).toEqual([false, true]);
    expect(hasHappened(asked({ kind: 'sale' as const }), bill(0))).toBe(true);
  });

  it('is known of a tender by its payments, since one that waits to be seen pays nothing', () => {
    const tender = { method: 'bank_transfer', before: 1 };
    const first = { method: 'bank_transfer', status: 'PENDING' };
    const others = [
      { ...first, status: 'CANCELLED' },
      { method: 'card_terminal', status: 'PAID' },
    ];
    expect(hasHappened(asked({ tender }), bill(20_000, [first, ...others]))).toBe(false);
    expect(hasHappened(asked({ tender }), bill(20_000, [first, first]))).toBe(true);
  });

  it('is held against what there was before', () => {
    const transfer = { kind: 'tender', tender: { method: 'bank_transfer' } } as Means;
    const held = bill(0, [{ method: 'bank_transfer', status: 'PENDING' }]) as never;
    expect(stateBefore({ kind: 'cash', tendered: 50_000, tip: 5_000, isSure: false })).toEqual({ tendered: 45_000 });
    expect(stateBefore(transfer)).toEqual({ tendered: null, tender: { method: 'bank_transfer', before: 0 } });
    expect(stateBefore(transfer, held).tender?.before).toBe(1);
  });
});
