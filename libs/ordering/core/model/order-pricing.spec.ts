import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { propertyRuns } from '../../../kernel/testing/property-runs.js';
import { evenShares, priceBill } from './order-pricing.js';

const inclusive = { taxInclusive: true, serviceChargeRate: 0 };

describe('the price of a bill', () => {
  it('is the sum of its lines where prices include the tax', () => {
    const price = priceBill([{ subtotal: 150_000, taxRate: 1000 }], inclusive, null);

    expect(price).toMatchObject({ subtotal: 150_000, total: 150_000, taxTotal: 13_636 });
  });

  it('adds service charge, then tax on both, where prices do not include it', () => {
    const price = priceBill(
      [{ subtotal: 100_000, taxRate: 1100 }],
      { taxInclusive: false, serviceChargeRate: 500 },
      null,
    );

    expect(price).toMatchObject({ serviceCharge: 5_000, taxTotal: 11_550, total: 116_550 });
  });

  it('rounds tax once per rate, not once per line', () => {
    const lines = Array.from({ length: 3 }, () => ({ subtotal: 105, taxRate: 1000 }));

    const price = priceBill(lines, { taxInclusive: false, serviceChargeRate: 0 }, null);

    expect(price.taxTotal).toBe(32);
    expect(price.lines.map((line) => line.tax)).toEqual([11, 11, 10]);
  });

  it('takes a discount off before service and tax, and never more than the subtotal', () => {
    const discount = { type: 'FIXED', amount: 999_999, reason: 'regular' } as const;

    const price = priceBill(
      [{ subtotal: 1_000, taxRate: 1000 }],
      { taxInclusive: false, serviceChargeRate: 1000 },
      discount,
    );

    expect(price).toMatchObject({ discountTotal: 1_000, serviceCharge: 0, taxTotal: 0, total: 0 });
  });

  it('takes the coupon off first and the discount off what is left, never more than there is', () => {
    const lines = [{ subtotal: 100_000, taxRate: 0 }];
    const tenth = { type: 'PERCENT', rate: 1_000 } as const;
    const off = (discount: Parameters<typeof priceBill>[2], coupon: Parameters<typeof priceBill>[3]) =>
      priceBill(lines, inclusive, discount, coupon);

    expect(off({ ...tenth, reason: 'r' }, tenth)).toMatchObject({ couponDiscount: 10_000, discountTotal: 19_000 });
    expect(off({ type: 'FIXED', amount: 60_000, reason: 'r' }, { type: 'FIXED', amount: 60_000 })).toMatchObject({
      couponDiscount: 60_000,
      discountTotal: 100_000,
      total: 0,
    });
  });

  it('has lines that sum to the bill in every component, for any basket, rules and discount', () => {
    const line = fc.record({
      subtotal: fc.integer({ min: 0, max: 5_000_000 }),
      taxRate: fc.constantFrom(0, 500, 1000, 1100, 1825),
    });
    const rules = fc.record({ taxInclusive: fc.boolean(), serviceChargeRate: fc.integer({ min: 0, max: 2500 }) });
    const discount = fc.option(
      fc.oneof(
        fc.record({
          type: fc.constant('PERCENT' as const),
          rate: fc.integer({ min: 0, max: 10_000 }),
          reason: fc.constant('r'),
        }),
        fc.record({
          type: fc.constant('FIXED' as const),
          amount: fc.integer({ min: 0, max: 9_000_000 }),
          reason: fc.constant('r'),
        }),
      ),
    );

    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), rules, discount, (lines, pricing, off) => {
        const bill = priceBill(lines, pricing, off);
        const total = (pick: (part: (typeof bill.lines)[number]) => number) =>
          bill.lines.reduce((a, part) => a + pick(part), 0);

        expect(total((part) => part.discount)).toBe(bill.discountTotal);
        expect(total((part) => part.serviceCharge)).toBe(bill.serviceCharge);
        expect(total((part) => part.tax)).toBe(bill.taxTotal);
        expect(total((part) => part.total)).toBe(bill.total);
        const added = pricing.taxInclusive ? 0 : bill.taxTotal;
        expect(bill.total).toBe(bill.subtotal - bill.discountTotal + bill.serviceCharge + added);
        expect(bill.lines.every((part) => part.total >= 0 && part.discount >= 0 && part.tax >= 0)).toBe(true);
      }),
      { numRuns: propertyRuns(2_000) },
    );
  });
});

describe('shares', () => {
  it('sum to what is due, and differ by one unit at most', () => {
    expect(evenShares(100_000, 3)).toEqual([33_334, 33_333, 33_333]);
  });
});
