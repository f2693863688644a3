import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { anOutlet } from '../../../outlets/testing/an-outlet.js';
import { aTender } from '../../../payments/testing/a-tender.js';
import { anActor, EVENING, noFigures } from '../../testing/a-shift.js';
import { PIN, shiftWorld } from '../../testing/shift-world.js';

const FLOAT = 200_000;
const LIMIT = 10_000;
const MOST_AT_ONCE = 20_000_000;

describe('closing a shift', () => {
  const outlet = anOutlet({ cashDifferenceLimit: LIMIT });
  const cashier = anActor('KASIR', outlet.id);
  const supervisor = anActor('SUPERVISOR', outlet.id);
  let world: ReturnType<typeof shiftWorld>;
  let shiftId: string;

  beforeEach(async () => {
    world = shiftWorld(outlet);
    world.roles.set(cashier.id, 'KASIR');
    ({ id: shiftId } = await world.open.execute({ actor: cashier, outletId: outlet.id, startCash: FLOAT }));
    world.clock.set(EVENING);
  });

  const close = (more: Partial<Parameters<typeof world.close.execute>[0]> = {}) =>
    world.close.execute({ actor: cashier, shiftId, endCash: FLOAT, ...more });

  it('keeps the count, what the outlet was at that moment, and has the Z made', async () => {
    const order = {
      id: newId(),
      number: 'JKT-7',
      status: 'NEW' as const,
      payment_status: 'UNPAID',
      total_amount: 50_000,
      paid_amount: 0,
      currency: 'IDR',
    };
    world.openOrders.push(order);

    const { shift, expectedCash } = await close({ note: 'quiet' });

    expect(expectedCash).toBe(FLOAT);
    expect(shift).toMatchObject({
      status: 'CLOSED',
      endCash: FLOAT,
      note: 'quiet',
      closedBy: cashier.id,
      closedAt: EVENING,
      approvedBy: null,
      closing: { outlet_name: 'Kopi Senja', open_orders: [order] },
    });
    expect((await world.shifts.find('all', shiftId))?.state).toEqual(shift);
    expect(world.jobs).toEqual([
      {
        kind: 'shifts.make-report',
        key: shiftId,
        outletId: outlet.id,
        payload: { shift_id: shiftId, outlet_id: outlet.id },
      },
    ]);
    expect(world.audit.at(-1)).toMatchObject({
      action: 'shift.closed',
      approvedBy: null,
      details: { user_id: cashier.id, end_cash: FLOAT, expected_cash: FLOAT },
    });
  });

  it('tells the outlet without an amount', async () => {
    await close();

    expect(world.events.at(-1)).toEqual({
      type: 'SHIFT_CLOSED',
      outletId: outlet.id,
      payload: {
        id: shiftId,
        outlet_id: outlet.id,
        user_id: cashier.id,
        status: 'CLOSED',
        closed_at: EVENING.toISOString(),
      },
    });
  });

  it('holds the drawer alone while it counts', async () => {
    await close();

    expect(world.ledger.locks).toEqual([`alone ${cashier.id}`]);
  });

  it.each([FLOAT + LIMIT, FLOAT - LIMIT])('takes a count of %d from a cashier alone', async (endCash) => {
    expect((await close({ endCash })).shift).toMatchObject({ endCash, approvedBy: null });
  });

  it.each([FLOAT + LIMIT + 1, FLOAT - LIMIT - 1])('needs a supervisor behind a count of %d', async (endCash) => {
    await expect(close({ endCash })).rejects.toMatchObject({ code: 'APPROVAL_REQUIRED' });
    expect(world.jobs).toEqual([]);
    const approval = { userId: supervisor.id, pin: PIN };
    expect((await close({ endCash, approval })).shift.approvedBy).toBe(supervisor.id);
    expect(world.audit.at(-1)).toMatchObject({ action: 'shift.closed', approvedBy: supervisor.id });
  });

  it('refuses a proof that does not hold, needed or not', async () => {
    await expect(close({ approval: { userId: supervisor.id, pin: '0000' } })).rejects.toMatchObject({
      code: 'APPROVAL_DENIED',
    });
    expect((await world.shifts.find('all', shiftId))?.isOpen).toBe(true);
  });

  it('asks again for a count that is far beyond what the drawer can hold', async () => {
    const endCash = FLOAT + MOST_AT_ONCE + 1;

    await expect(close({ actor: supervisor, endCash })).rejects.toMatchObject({ code: 'END_CASH_UNLIKELY' });
    expect((await close({ actor: supervisor, endCash, isConfirmed: true })).shift).toMatchObject({
      endCash,
      closedBy: supervisor.id,
      approvedBy: supervisor.id,
    });
  });

  it('happens once, and to no colleague’s or other outlet’s shift', async () => {
    await expect(close({ actor: anActor('KASIR', outlet.id) })).rejects.toMatchObject({ code: 'NOT_YOUR_SHIFT' });
    await expect(close({ actor: anActor('SUPERVISOR', newId()) })).rejects.toMatchObject({ code: 'SHIFT_NOT_FOUND' });
    await close();
    await expect(close()).rejects.toMatchObject({ code: 'SHIFT_CLOSED', details: { shift_id: shiftId } });
    expect(world.jobs).toHaveLength(1);
  });

  it('keeps the coins and notes, which must be what was counted', async () => {
    const denominations = [{ value: 100_000, count: 2 }];

    await expect(close({ denominations: [{ value: 100_000, count: 1 }] })).rejects.toMatchObject({
      code: 'DENOMINATIONS_DIFFER',
    });
    expect((await close({ denominations })).shift.closing).toMatchObject({ denominations });
  });

  describe('where slips of a tender lie in the drawer', () => {
    const edc = aTender({ outletId: outlet.id, name: 'BCA', countsInDrawer: true, differenceLimit: 1_000 });
    const approval = { userId: supervisor.id, pin: PIN };
    const declaring = (amount: number, more: object = {}) =>
      close({ declared: [{ method: 'card_terminal', amount, count: 2 }], ...more });
    beforeEach(() => {
      world.tenders.push(edc);
      world.figures.figures = noFigures({
        tenders: [{ tenderId: edc.id, method: 'card_terminal', name: 'BCA', count: 2, amount: 50_000 }],
      });
    });

    it('asks what it took, and keeps it for the Z', async () => {
      await expect(close()).rejects.toMatchObject({ code: 'DECLARATION_MISSING', details: { tenders: [edc.id] } });
      const { shift } = await declaring(49_000);

      expect(shift.closing?.tenders).toEqual([
        { tender_id: edc.id, method: 'card_terminal', name: 'BCA', declared: 49_000, declared_count: 2 },
      ]);
      expect(shift.approvedBy).toBeNull();
    });

    it.each([48_999, 51_001])('takes an approval for %s, and tells nothing of what it should be', async (amount) => {
      const refused = await declaring(amount).catch((error: unknown) => error);

      expect(refused).toMatchObject({ code: 'APPROVAL_REQUIRED' });
      expect(JSON.stringify((refused as { details?: unknown }).details ?? {})).not.toContain('50000');
      expect((await declaring(amount, { approval })).shift.approvedBy).toBe(supervisor.id);
    });

    it('has a limit of nothing where it has none', async () => {
      world.tenders.splice(0, 1, { ...edc, differenceLimit: null });

      await expect(declaring(49_999)).rejects.toMatchObject({ code: 'APPROVAL_REQUIRED' });
      expect((await declaring(50_000)).shift.approvedBy).toBeNull();
    });
  });
});
