import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { anOutlet } from '../../../outlets/testing/an-outlet.js';
import { anActor, MORNING } from '../../testing/a-shift.js';
import { shiftWorld } from '../../testing/shift-world.js';

/** In rupiah nobody starts with, brings, or counts more than this at once. */
const MOST_AT_ONCE = 20_000_000;

describe('opening a shift', () => {
  const outlet = anOutlet({ businessDayCutoff: '04:00' });
  const cashier = anActor('KASIR', outlet.id);
  const supervisor = anActor('SUPERVISOR', outlet.id);
  let world: ReturnType<typeof shiftWorld>;

  beforeEach(() => {
    world = shiftWorld(outlet);
    world.roles.set(cashier.id, 'KASIR').set(supervisor.id, 'SUPERVISOR');
  });

  const open = (more: Partial<Parameters<typeof world.open.execute>[0]> = {}) =>
    world.open.execute({ actor: cashier, outletId: outlet.id, startCash: 200_000, ...more });

  it('puts the float into the drawer and tells the outlet, without an amount in the event', async () => {
    const shift = await open();

    expect(shift).toMatchObject({
      outletId: outlet.id,
      userId: cashier.id,
      openedBy: cashier.id,
      status: 'OPEN',
      currency: 'IDR',
      timeZone: 'Asia/Jakarta',
      businessDate: '2026-03-02',
      startCash: 200_000,
      openedAt: MORNING,
    });
    expect(world.movements).toMatchObject([{ type: 'FLOAT', amount: 200_000, shiftId: shift.id }]);
    expect(world.events).toEqual([
      {
        type: 'SHIFT_OPENED',
        outletId: outlet.id,
        payload: {
          id: shift.id,
          outlet_id: outlet.id,
          user_id: cashier.id,
          status: 'OPEN',
          opened_at: MORNING.toISOString(),
        },
      },
    ]);
    expect(world.audit).toMatchObject([
      { action: 'shift.opened', subjectId: shift.id, details: { user_id: cashier.id, start_cash: 200_000 } },
    ]);
  });

  it('belongs to the day before until the outlet’s cutoff', async () => {
    world.clock.set(new Date('2026-03-01T20:59:59Z')); // 03:59:59 on 2 March in Jakarta

    expect((await open()).businessDate).toBe('2026-03-01');
  });

  it('says which shift is in the way of a second one', async () => {
    const { id } = await open();

    await expect(open()).rejects.toMatchObject({
      kind: 'conflict',
      code: 'SHIFT_ALREADY_OPEN',
      details: { shift_id: id },
    });
    expect(world.events).toHaveLength(1);
    expect(world.movements).toHaveLength(1);
  });

  it('asks again for a float that no drawer starts with', async () => {
    await expect(open({ startCash: MOST_AT_ONCE + 1 })).rejects.toMatchObject({ code: 'START_CASH_UNLIKELY' });
    expect((await open({ startCash: MOST_AT_ONCE })).startCash).toBe(MOST_AT_ONCE);
    const other = { actor: supervisor, startCash: MOST_AT_ONCE + 1, isConfirmed: true };
    expect((await open(other)).startCash).toBe(MOST_AT_ONCE + 1);
  });

  it('is done for a colleague by a supervisor, and by no cashier', async () => {
    const waiter = newId();
    world.roles.set(waiter, 'WAITER');

    await expect(open({ userId: waiter })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await open({ actor: supervisor, userId: waiter })).toMatchObject({
      userId: waiter,
      openedBy: supervisor.id,
    });
  });

  it('needs somebody of the outlet’s staff with a role that takes cash', async () => {
    const cook = newId();
    world.roles.set(cook, 'KITCHEN');

    await expect(open({ actor: supervisor, userId: newId() })).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
    await expect(open({ actor: supervisor, userId: cook })).rejects.toMatchObject({ code: 'ROLE_HAS_NO_DRAWER' });
    await expect(open({ outletId: newId() })).rejects.toMatchObject({ code: 'OUTLET_NOT_FOUND' });
    expect(world.movements).toEqual([]);
  });
});
