import { describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { aClosing, anActor, aShift, EVENING } from '../../testing/a-shift.js';
import { type Count, maySeeShiftOf, seesExpectedCash } from './shift.js';

const count = (more: Partial<Count> = {}): Count => ({
  endCash: 200_000,
  expectedCash: 200_000,
  differenceLimit: 10_000,
  approver: null,
  closedBy: newId(),
  closedAt: EVENING,
  note: null,
  closing: aClosing(),
  ...more,
});

describe('a shift', () => {
  it.each([210_000, 190_000])('closes by itself when the count of %d is off by no more than the limit', (endCash) => {
    const shift = aShift();
    shift.close(count({ endCash }));
    expect(shift.state).toMatchObject({ status: 'CLOSED', endCash, approvedBy: null });
  });

  it.each([210_001, 189_999, 0])('needs somebody behind a count of %d, and stays open without', (endCash) => {
    const shift = aShift();
    expect(() => shift.close(count({ endCash }))).toThrow(expect.objectContaining({ code: 'APPROVAL_REQUIRED' }));
    expect(shift.state).toMatchObject({ status: 'OPEN', endCash: null, closedAt: null });
  });

  it('does not say how far off the count is when it refuses', () => {
    let refusal: unknown;
    try {
      aShift().close(count({ endCash: 123_456, expectedCash: 7_654_321 }));
    } catch (error) {
      refusal = error;
    }
    expect(JSON.stringify({ ...(refusal as object), message: (refusal as Error).message })).not.toMatch(/\d{2}/);
  });

  it('says the same of a count that is too high and one that is too low', () => {
    const refusalOf = (endCash: number): unknown => {
      try {
        aShift().close(count({ endCash }));
      } catch (error) {
        return { ...(error as object), message: (error as Error).message };
      }
      return undefined;
    };
    expect(refusalOf(900_000)).toEqual(refusalOf(1));
  });

  it('names who stood behind a difference, and nobody when there was none to stand behind', () => {
    const approver = newId();
    const off = aShift();
    off.close(count({ endCash: 0, approver }));
    const right = aShift();
    right.close(count({ approver }));
    expect([off.state.approvedBy, right.state.approvedBy]).toEqual([approver, null]);
  });

  it('is closed once', () => {
    const shift = aShift();
    shift.close(count());
    expect(() => shift.close(count())).toThrow(expect.objectContaining({ code: 'SHIFT_CLOSED', kind: 'conflict' }));
  });
});

describe('who sees what of a shift', () => {
  const outletId = newId();
  const cashier = anActor('KASIR', outletId);

  it('is the cashier for their own, and a supervisor or admin for any', () => {
    const others = ['KASIR', 'WAITER', 'KITCHEN', 'CUSTOMER', 'SUPERVISOR', 'ADMIN'] as const;
    expect(maySeeShiftOf(cashier, cashier.id)).toBe(true);
    expect(others.filter((role) => maySeeShiftOf(anActor(role, outletId), cashier.id))).toEqual([
      'SUPERVISOR',
      'ADMIN',
    ]);
  });

  it('is the expected cash for a supervisor at any time, and for the cashier after the close', () => {
    const supervisor = anActor('SUPERVISOR', outletId);
    expect([seesExpectedCash(supervisor, 'OPEN'), seesExpectedCash(cashier, 'OPEN')]).toEqual([true, false]);
    expect(seesExpectedCash(cashier, 'CLOSED')).toBe(true);
  });
});
