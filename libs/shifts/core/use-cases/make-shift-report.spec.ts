import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { anOutlet } from '../../../outlets/testing/an-outlet.js';
import { anActor, noFigures } from '../../testing/a-shift.js';
import { shiftWorld } from '../../testing/shift-world.js';

describe('the reports of a shift', () => {
  const outlet = anOutlet();
  const cashier = anActor('KASIR', outlet.id);
  const supervisor = anActor('SUPERVISOR', outlet.id);
  let world: ReturnType<typeof shiftWorld>;

  beforeEach(() => {
    world = shiftWorld(outlet);
    world.roles.set(cashier.id, 'KASIR');
    world.figures.figures = noFigures({
      expectedCash: 245_000,
      sales: [{ method: 'cash', count: 1, amount: 45_000, rounding: 0 }],
    });
  });

  const opened = async () => (await world.open.execute({ actor: cashier, outletId: outlet.id, startCash: 200_000 })).id;
  const closed = async () => {
    const id = await opened();
    await world.close.execute({ actor: supervisor, shiftId: id, endCash: 200_000 });
    return id;
  };
  const make = (shiftId: string, outletId = outlet.id) => world.makeReport.execute({ outletId, shiftId });

  it('make one Z of a closed shift, however often it is asked, and tell it once', async () => {
    const shiftId = await closed();
    expect(await world.reportViews.get(cashier, shiftId)).toBeNull();

    await make(shiftId);
    await make(shiftId);

    expect(await world.reports.lastNumber(outlet.id)).toBe(1);
    const z = await world.reportViews.get(cashier, shiftId);
    expect(z?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(z).toMatchObject({
      type: 'Z',
      number: 1,
      previous_hash: null,
      counted_cash: 200_000,
      expected_cash: 245_000,
      difference: -45_000,
    });
    expect(world.events.filter(({ type }) => type === 'SHIFT_REPORT_READY')).toEqual([
      {
        type: 'SHIFT_REPORT_READY',
        outletId: outlet.id,
        payload: { shift_id: shiftId, outlet_id: outlet.id, number: 1 },
      },
    ]);
  });

  it('tie each Z to the one before, as a reading of all of them finds', async () => {
    const [first, second] = [await closed(), await closed()];
    await make(first);
    await make(second);
    const [one, two] = [
      await world.reportViews.get(supervisor, first),
      await world.reportViews.get(supervisor, second),
    ];

    expect(two).toMatchObject({ number: 2, previous_hash: one?.hash });
    const admin = anActor('ADMIN', outlet.id);
    expect(await world.reportViews.verify(admin, outlet.id)).toEqual({
      reports: 2,
      lastNumber: 2,
      lastHash: two?.hash,
      fault: null,
    });
    await expect(world.reportViews.verify(anActor('SUPERVISOR', newId()), outlet.id)).rejects.toMatchObject({
      code: 'OUTLET_NOT_FOUND',
    });
  });

  it('make none of a shift that is open, unknown, or of another outlet', async () => {
    const shiftId = await opened();

    await expect(make(shiftId)).rejects.toMatchObject({ code: 'SHIFT_NOT_FOUND' });
    await expect(make(newId())).rejects.toMatchObject({ code: 'SHIFT_NOT_FOUND' });
    await world.close.execute({ actor: supervisor, shiftId, endCash: 200_000 });
    await expect(make(shiftId, newId())).rejects.toMatchObject({ code: 'SHIFT_NOT_FOUND' });
  });

  it('are an X while the shift is open: whole for a supervisor, without what could be added up for its cashier', async () => {
    const shiftId = await opened();

    expect(await world.reportViews.get(supervisor, shiftId)).toMatchObject({ type: 'X', expected_cash: 245_000 });
    expect(await world.reportViews.get(cashier, shiftId)).toMatchObject({
      type: 'X',
      expected_cash: null,
      sales: [{ method: 'cash', count: 1, amount: null, rounding: null }],
    });
    for (const stranger of [anActor('KASIR', outlet.id), anActor('SUPERVISOR', newId())]) {
      await expect(world.reportViews.get(stranger, shiftId)).rejects.toMatchObject({ code: 'SHIFT_NOT_FOUND' });
    }
  });
});
