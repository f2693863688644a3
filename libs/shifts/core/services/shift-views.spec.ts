import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, type PageRequest } from '#libs/kernel';

import { onlyPage } from '../../../kernel/testing/pages.js';
import { anActor, aShift } from '../../testing/a-shift.js';
import type { CashMovement, MovementType } from '../model/cash-movement.js';
import type { ShiftState } from '../model/shift.js';
import { type ShiftFilter, ShiftQueries, type ShiftView } from '../shifts.ports.js';
import { DrawerDuty } from './drawer-duty.js';
import { ShiftViews } from './shift-views.js';

const page = { limit: 20, offset: 0 };

/** Answers with the shifts that a test gives, and remembers what it was asked. */
class GivenShifts extends ShiftQueries {
  shifts: ShiftView[] = [];
  readonly filters: ShiftFilter[] = [];
  readonly types: (readonly MovementType[])[] = [];

  view = async (_: unknown, id: string) => this.shifts.find((shift) => shift.id === id) ?? null;
  current = async (userId: string) => this.shifts.find((shift) => shift.userId === userId) ?? null;
  openOf = async (userId: string) => this.shifts.filter((shift) => shift.userId === userId && shift.status === 'OPEN');
  list = async (filter: ShiftFilter, request: PageRequest) => {
    this.filters.push(filter);
    return onlyPage(this.shifts, request);
  };
  movements = async (_: ShiftState, types: readonly MovementType[], request: PageRequest) => {
    this.types.push(types);
    return onlyPage<CashMovement>([], request);
  };
}

describe('shifts as people see them', () => {
  const outletId = newId();
  const cashier = anActor('KASIR', outletId);
  const colleague = anActor('KASIR', outletId);
  const supervisor = anActor('SUPERVISOR', outletId);
  const stateOf = (status: 'OPEN' | 'CLOSED'): ShiftView => ({
    ...aShift({ outletId, userId: cashier.id }).state,
    status,
    expectedCash: 200_000,
    reportNumber: null,
  });
  let queries: GivenShifts;
  let views: ShiftViews;

  beforeEach(() => {
    queries = new GivenShifts();
    views = new ShiftViews(queries);
  });

  it('are a cashier’s own, and all of the outlet for a supervisor', async () => {
    await views.list({ actor: cashier, page });
    await views.list({ actor: supervisor, page });
    await views.list({ actor: supervisor, page, outletId, userId: cashier.id, status: 'OPEN' });

    expect(queries.filters).toEqual([
      { scope: [outletId], userId: cashier.id },
      { scope: [outletId], userId: undefined },
      { scope: [outletId], outletId, userId: cashier.id, status: 'OPEN' },
    ]);
  });

  it('are never a colleague’s or another outlet’s', async () => {
    const [shift] = (queries.shifts = [stateOf('CLOSED')]);

    await expect(views.list({ actor: colleague, page, userId: cashier.id })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(views.list({ actor: cashier, page, outletId: newId() })).rejects.toMatchObject({
      code: 'OUTLET_NOT_FOUND',
    });
    await expect(views.get(colleague, shift!.id)).rejects.toMatchObject({ code: 'SHIFT_NOT_FOUND' });
    await expect(views.movements({ actor: colleague, shiftId: shift!.id, page })).rejects.toMatchObject({
      code: 'SHIFT_NOT_FOUND',
    });
    await expect(views.get(cashier, newId())).rejects.toMatchObject({ code: 'SHIFT_NOT_FOUND' });
    expect(queries.filters).toEqual([]);
  });

  it('say that there is none open for whoever has none', async () => {
    queries.shifts = [stateOf('OPEN')];

    expect(await views.current(cashier)).toBe(queries.shifts[0]);
    await expect(views.current(colleague)).rejects.toMatchObject({ kind: 'not_found', code: 'NO_OPEN_SHIFT' });
    await expect(views.current(cashier, newId())).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
  });

  it('hide the sales from a cashier who is still to count', async () => {
    const [open, closed] = (queries.shifts = [stateOf('OPEN'), stateOf('CLOSED')]);
    const all = ['FLOAT', 'SALE', 'REFUND', 'PAY_IN', 'PAY_OUT', 'DROP', 'TIP', 'TIP_OUT', 'NO_SALE', 'CORRECTION'];
    const blind = ['FLOAT', 'PAY_IN', 'PAY_OUT', 'DROP', 'TIP_OUT', 'NO_SALE'];

    await views.movements({ actor: cashier, shiftId: open!.id, page });
    await views.movements({ actor: cashier, shiftId: open!.id, type: 'SALE', page });
    await views.movements({ actor: supervisor, shiftId: open!.id, page });
    await views.movements({ actor: cashier, shiftId: closed!.id, page });
    await views.movements({ actor: cashier, shiftId: closed!.id, type: 'SALE', page });
    expect(queries.types).toEqual([blind, [], all, all, ['SALE']]);
  });

  it('show the ledger with the shift to a supervisor alone', async () => {
    const [shift] = (queries.shifts = [stateOf('OPEN')]);

    expect(await views.get(cashier, shift!.id)).toEqual({ shift, movements: null });
    expect(await views.get(supervisor, shift!.id)).toMatchObject({ shift, movements: { data: [], limit: 100 } });
  });

  describe('an open drawer', () => {
    const after = (role: 'KASIR' | 'KITCHEN' | 'ADMIN', outletIds: string[]) => ({ role, outletIds });

    it('keeps its cashier until it is closed, unless they may still close it', async () => {
      const [shift] = (queries.shifts = [stateOf('OPEN')]);
      const duty = new DrawerDuty(queries);
      const refused = { code: 'SHIFT_OPEN', details: { shift_id: shift!.id } };

      await expect(duty.assertEndable(cashier.id, null)).rejects.toMatchObject(refused);
      await expect(duty.assertEndable(cashier.id, after('KITCHEN', [outletId]))).rejects.toMatchObject(refused);
      await expect(duty.assertEndable(cashier.id, after('KASIR', [newId()]))).rejects.toMatchObject(refused);
      await duty.assertEndable(cashier.id, after('KASIR', [outletId]));
      await duty.assertEndable(cashier.id, after('ADMIN', []));
      queries.shifts = [stateOf('CLOSED'), { ...stateOf('OPEN'), userId: colleague.id }];
      await duty.assertEndable(cashier.id, null);
    });
  });
});
