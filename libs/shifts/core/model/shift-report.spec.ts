import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { aClosing, aMovement, aShift, EVENING, noFigures } from '../../testing/a-shift.js';
import { blinded, composeReport, type Figures, peopleIn } from './shift-report.js';

const shift = aShift();
const compose = (figures: Figures, state = shift.state) =>
  composeReport({
    shift: state,
    figures,
    names: new Map([[state.userId, 'Sari']]),
    closing: aClosing(),
    madeAt: EVENING,
  });

const busy = noFigures({
  expectedCash: 345_500,
  sales: [
    { method: 'card', count: 2, amount: 90_000, rounding: 0 },
    { method: 'cash', count: 3, amount: 187_500, rounding: -250 },
  ],
  refunds: [{ method: 'cash', count: 1, amount: 12_000, rounding: 0 }],
  movements: [
    aMovement('PAY_IN', 50_000),
    aMovement('PAY_OUT', -30_000),
    aMovement('PAY_OUT', -20_000),
    aMovement('DROP', -30_000),
  ],
});

describe('a shift report', () => {
  it('adds its lines up', () => {
    const report = compose(busy);
    expect(report).toMatchObject({ type: 'X', float: 200_000, expected_cash: 345_500, counted_cash: null });
    expect(report.totals).toEqual({
      gross: 277_500,
      refunds: 12_000,
      net: 265_500,
      rounding: -250,
      payments_count: 5,
      refunds_count: 1,
      cash_sales: 187_500,
      cash_refunds: 12_000,
      pay_ins: 50_000,
      pay_outs: 50_000,
      drops: 30_000,
    });
    expect(report.pay_outs.map(({ amount }) => amount)).toEqual([30_000, 20_000]);
  });

  it('names people it knows and keeps the ids of the others', () => {
    const report = compose(busy);
    expect(report.cashier).toEqual({ id: shift.state.userId, name: 'Sari' });
    expect(report.pay_ins[0]?.by).toEqual({ id: busy.movements[0]?.createdBy, name: null });
    expect(peopleIn(shift.state, busy)).toHaveLength(5);
  });

  it('tells a difference once the drawer is counted', () => {
    const closed = { ...shift.state, status: 'CLOSED' as const, endCash: 340_000 };
    expect(compose(busy, closed)).toMatchObject({ type: 'Z', counted_cash: 340_000, difference: -5_500 });
  });

  it('gives a blind cashier nothing that the expected cash could be worked out from', () => {
    const money = fc.integer({ min: 0, max: 9_000_000 });
    const cashOf = fc.record({ expectedCash: money, sold: money, rounding: money, refunded: money });
    const seen = ({ expectedCash, sold, rounding, refunded }: Record<string, number>) =>
      blinded(
        compose({
          ...busy,
          expectedCash: expectedCash ?? 0,
          sales: [
            { method: 'card', count: 2, amount: 90_000, rounding: 0 },
            { method: 'cash', count: 3, amount: sold ?? 0, rounding: rounding ?? 0 },
          ],
          refunds: [{ method: 'cash', count: 1, amount: refunded ?? 0, rounding: 0 }],
        }),
      );
    fc.assert(fc.property(cashOf, cashOf, (one, other) => expect(seen(one)).toEqual(seen(other))));
    expect(blinded(compose(busy)).sales).toEqual([
      { method: 'card', count: 2, amount: 90_000, rounding: 0 },
      { method: 'cash', count: 3, amount: null, rounding: null },
    ]);
  });

  describe('of an outlet with tenders', () => {
    const [edc, gone] = ['0192f3c4-5d6e-7f80-8a9b-0c1d2e3f4a5b', '0192f3c4-5d6e-7f80-8a9b-0c1d2e3f4a5c'];
    const figures = noFigures({
      sales: [
        { method: 'cash', count: 1, amount: 5_000, rounding: 0 },
        { method: 'card_terminal', count: 2, amount: 90_000, rounding: 0 },
        { method: 'pix', count: 1, amount: 7_000, rounding: 0 },
      ],
      refunds: [{ method: 'card_terminal', count: 1, amount: 10_000, rounding: 0 }],
      tenders: [
        { tenderId: edc, method: 'card_terminal', name: 'BCA', count: 1, amount: 70_000 },
        { tenderId: gone, method: 'card_terminal', name: 'Old', count: 1, amount: 10_000 },
      ],
    });
    const tender = { tender_id: edc, method: 'card_terminal', name: 'BCA now' };
    const reportWith = (declared: number | null) =>
      composeReport({
        shift: shift.state,
        figures,
        names: new Map(),
        closing: aClosing({
          tenders: [{ ...tender, declared, declared_count: declared === null ? null : 1 }],
          denominations: [{ value: 100_000, count: 2 }],
        }),
        madeAt: EVENING,
      });

    it('tells what each took, and what was declared of it', () => {
      const old = { tender_id: gone, method: 'card_terminal', name: 'Old', count: 1, expected: 10_000 };

      expect(reportWith(69_000).tenders).toEqual([
        { ...tender, count: 1, expected: 70_000, declared: 69_000, declared_count: 1, difference: -1_000 },
        { ...old, declared: null, declared_count: null, difference: null },
      ]);
      expect(reportWith(null).tenders?.[0]).toMatchObject({ declared: null, difference: null });
      expect(reportWith(null).denominations).toEqual([{ value: 100_000, count: 2 }]);
      const sum = (reportWith(null).tenders ?? []).reduce((all, { expected }) => all + (expected ?? 0), 0);
      expect(sum).toBe(90_000 - 10_000);
    });

    it('hides what is declared from whoever is to declare it', () => {
      const seen = blinded(reportWith(null));

      expect(seen.tenders).toMatchObject([{ expected: null }, { expected: null }]);
      expect(seen.sales.map(({ method, amount }) => [method, amount])).toEqual([
        ['cash', null],
        ['card_terminal', null],
        ['pix', 7_000],
      ]);
      expect(seen.refunds).toMatchObject([{ amount: null }]);
    });

    it('says nothing of them where there are none', () => {
      expect(Object.keys(compose(busy))).not.toEqual(expect.arrayContaining(['tenders']));
      expect(Object.keys(blinded(compose(busy)))).not.toEqual(expect.arrayContaining(['tenders']));
    });
  });
});
