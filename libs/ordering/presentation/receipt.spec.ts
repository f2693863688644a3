import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { newId, roundToStep, SYSTEM } from '#libs/kernel';

import {
  aCafe,
  aCafeReceipt,
  aDish,
  anOrderAt,
  aShop,
  aShopBill,
  AT,
  discounted,
  paidInCash,
  sourcesOf,
} from '../testing/a-receipt.js';
import { plainText } from './plain-text.js';
import { receiptOf } from './receipt.js';

const act = { actor: SYSTEM, at: AT };
const total = (amounts: number[]) => amounts.reduce((a, b) => a + b, 0);

describe('A receipt', () => {
  it('tells a paid bill: who, where, when, what and how', () => {
    const receipt = receiptOf(aCafeReceipt());

    expect(receipt).toMatchObject({
      kind: 'RECEIPT',
      language: 'id',
      number: 'JKT-0042',
      table: '4',
      cashier: 'Siti Rahma',
      outlet: { name: 'Kopi Senja', address: ['Jl. Sabang No. 18', 'Jakarta Pusat 10340'] },
      subtotal: 148_500,
      discountTotal: 14_850,
      discountRate: 1000,
      rounding: -98,
      total: 152_000,
      paidTotal: 152_000,
      amountDue: 0,
      paidAt: new Date('2026-11-21T07:48:00Z'),
    });
    expect(receipt.payments).toMatchObject([{ method: 'cash', amount: 152_000, tendered: 200_000, change: 48_000 }]);
  });

  it('is a bill while something is due', () => {
    expect(receiptOf(aShopBill())).toMatchObject({
      kind: 'BILL',
      total: 5490,
      paidTotal: 3000,
      amountDue: 2490,
      paidAt: null,
    });
  });

  it('counts the modifiers into the price of one piece', () => {
    const [line] = receiptOf(aCafeReceipt()).lines;

    expect(line).toMatchObject({ quantity: 2, unitPrice: 38_000, amount: 76_000 });
  });

  it('leaves voided lines out', () => {
    const wrong = aDish({ name: 'Wrong one' });
    const order = anOrderAt(aCafe, [aDish({ unitPrice: 10_000 }), wrong]);
    order.voidLine(wrong.id, act);

    const receipt = receiptOf(sourcesOf(order, aCafe));

    expect(receipt.lines.map(({ name }) => name)).toEqual(['Es Kopi Susu']);
    expect(receipt.subtotal).toBe(10_000);
  });

  it('of a voided order shows only the money that came and went', () => {
    const order = anOrderAt(aCafe, [aDish()]);
    const payment = paidInCash(order);
    order.void(act);
    order.refunded(payment.amount, act);

    const receipt = receiptOf(
      sourcesOf(order, aCafe, [{ ...payment, status: 'REFUNDED', refundedAmount: payment.amount }]),
    );

    expect(receipt).toMatchObject({ kind: 'VOID', lines: [], taxes: [], total: 0, amountDue: 0 });
    expect(receipt.paidTotal).toBe(payment.amount);
    expect(receipt.refundedTotal).toBe(payment.amount);
  });

  it('knows nothing of payments that were never taken', () => {
    const order = anOrderAt(aCafe, [aDish()]);
    const payment = paidInCash(order);
    const failed = { ...payment, id: newId(), status: 'FAILED' as const };
    const pending = { ...payment, id: newId(), status: 'PENDING' as const };

    expect(receiptOf(sourcesOf(order, aCafe, [failed, payment, pending])).payments).toHaveLength(1);
  });

  it('shows tax by rate, added or included', () => {
    const receipt = receiptOf(aShopBill());

    expect(receipt.taxIncluded).toBe(true);
    expect(receipt.taxes).toEqual([
      { rate: 1200, base: 2580, amount: 310 },
      { rate: 825, base: 2402, amount: 198 },
    ]);
  });

  it('keeps no control character that anybody typed', () => {
    const order = anOrderAt(aCafe, [aDish({ name: 'Kopi\u001bp\u0000', note: 'a\u001d!\u0011\n\u202eb' })], {
      note: '\u001b@',
    });

    const receipt = receiptOf(sourcesOf(order, { ...aCafe, name: 'Kopi\u0007 Senja' }));

    expect(receipt.lines[0]).toMatchObject({ name: 'Kopi p', note: 'a ! b' });
    expect(receipt.outlet.name).toBe('Kopi Senja');
    expect(receipt.note).toBe('@');
  });

  it('adds up to the unit, whatever was sold, discounted and rounded', () => {
    const line = fc.record({
      unitPrice: fc.integer({ min: 0, max: 5_000_000 }),
      quantity: fc.integer({ min: 1, max: 50 }),
      taxRate: fc.constantFrom(0, 825, 1000, 1100),
      priceDelta: fc.integer({ min: 0, max: 20_000 }),
    });
    const discount = fc.oneof(
      fc.record({ type: fc.constant('PERCENT' as const), rate: fc.integer({ min: 0, max: 10_000 }) }),
      fc.record({ type: fc.constant('FIXED' as const), amount: fc.integer({ min: 0, max: 1_000_000 }) }),
    );
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 8 }),
        discount,
        fc.constantFrom(aCafe, aShop),
        fc.boolean(),
        (lines, off, outlet, isPaid) => {
          const order = discounted(
            anOrderAt(
              outlet,
              lines.map(({ priceDelta, ...rest }) =>
                aDish({ ...rest, modifiers: [{ optionId: newId(), group: 'g', name: 'm', quantity: 1, priceDelta }] }),
              ),
            ),
            { ...off, reason: 'test' },
          );
          const due = order.amountDue;
          const payments =
            isPaid && due > 0 ? [paidInCash(order, { rounding: roundToStep(due, outlet.cashRounding) - due })] : [];

          const receipt = receiptOf(sourcesOf(order, outlet, payments));

          expect(total(receipt.lines.map(({ amount }) => amount))).toBe(receipt.subtotal);
          expect(receipt.lines.every(({ unitPrice, quantity, amount }) => unitPrice * quantity === amount)).toBe(true);
          expect(total(receipt.taxes.map(({ amount }) => amount))).toBe(receipt.taxTotal);
          const { subtotal, discountTotal, serviceCharge, shippingTotal, rounding, taxTotal, taxIncluded } = receipt;
          const parts = [subtotal, -discountTotal, serviceCharge, shippingTotal, rounding, taxIncluded ? 0 : taxTotal];
          expect(total(parts)).toBe(receipt.total);
          const net = total(receipt.taxes.map(({ base }) => base));
          expect(net + taxTotal + shippingTotal + rounding).toBe(receipt.total);
          expect(receipt.paidTotal + receipt.amountDue).toBe(receipt.total);
        },
      ),
    );
  });
});

describe('Plain text', () => {
  it('has no control, format or line character, and nothing to trim, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const plain = plainText(text);

        expect(plain).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
        expect(plain).toBe(plain.trim());
      }),
    );
  });

  it('keeps emoji and accents as people wrote them', () => {
    expect(plainText('  Cafe\u0301 👩‍🍳\tpronto ')).toBe('Café 👩‍🍳 pronto');
  });
});
