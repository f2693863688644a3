import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { anOutlet } from '../../../outlets/testing/an-outlet.js';
import { aTender } from '../../../payments/testing/a-tender.js';
import { anActor, EVENING, noFigures } from '../../testing/a-shift.js';
import { shiftWorld } from '../../testing/shift-world.js';

const FLOAT = 200_000;

describe('closing a shift in two steps', () => {
  const outlet = anOutlet({ cashDifferenceLimit: 1_000, close: 'TWO_STEP' });
  const cashier = anActor('KASIR', outlet.id);
  const supervisor = anActor('SUPERVISOR', outlet.id);
  const edc = aTender({ outletId: outlet.id, countsInDrawer: true, differenceLimit: 0 });
  let world: ReturnType<typeof shiftWorld>;
  let shiftId: string;

  beforeEach(async () => {
    world = shiftWorld(outlet);
    world.roles.set(cashier.id, 'KASIR');
    ({ id: shiftId } = await world.open.execute({ actor: cashier, outletId: outlet.id, startCash: FLOAT }));
    world.clock.set(EVENING);
  });

  const close = (given: object = {}) => world.close.execute({ actor: cashier, shiftId, endCash: FLOAT, ...given });
  const audit = (given: object = {}) => world.auditShift.execute({ actor: supervisor, shiftId, ...given });

  it('ends with a count that is off, without an approval, a job, or a word of what was expected', async () => {
    const { shift } = await close({ endCash: 0, note: 'quick' });

    expect(shift).toMatchObject({ status: 'ENDED', endCash: 0, firstCount: 0, endedBy: cashier.id, closedAt: null });
    expect(shift).toMatchObject({ endedAt: EVENING, approvedBy: null, note: 'quick' });
    expect((await world.shifts.find('all', shiftId))?.state).toEqual(shift);
    expect(world.jobs).toEqual([]);
    expect(world.audit.at(-1)).toMatchObject({ action: 'shift.ended', details: { end_cash: 0 } });
    expect(JSON.stringify(world.audit.at(-1))).not.toContain('expected');
    await expect(world.makeReport.execute({ outletId: outlet.id, shiftId })).rejects.toMatchObject({
      code: 'SHIFT_NOT_FOUND',
    });
  });

  it.each([
    [FLOAT, null],
    [FLOAT - 1_000, null],
    [FLOAT - 1_001, 'auditor'],
  ])('a count of %i is approved by %s', async (endCash, approver) => {
    await close({ endCash });

    const { shift, expectedCash } = await audit();

    expect(expectedCash).toBe(FLOAT);
    expect(shift.approvedBy).toBe(approver && supervisor.id);
    expect(world.jobs).toHaveLength(1);
  });

  it('holds the tenders to what they took, as they stand at the audit', async () => {
    world.tenders.push(edc);
    await close({ declared: [{ method: edc.method, amount: 5_000 }] });
    world.figures.figures = noFigures({
      tenders: [{ tenderId: edc.id, method: edc.method, name: edc.name, count: 1, amount: 4_999 }],
    });

    expect((await audit()).shift.approvedBy).toBe(supervisor.id);
  });

  it('is somebody else’s, of what was ended, once', async () => {
    await expect(audit()).rejects.toMatchObject({ code: 'SHIFT_NOT_ENDED' });
    await close({ actor: supervisor });
    await expect(audit()).rejects.toMatchObject({ code: 'OWN_COUNT', kind: 'forbidden' });
    await expect(audit({ actor: anActor('KASIR', outlet.id) })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(audit({ shiftId: newId() })).rejects.toMatchObject({ code: 'SHIFT_NOT_FOUND' });
    const boss = anActor('ADMIN', outlet.id);
    await audit({ actor: boss });
    await expect(audit({ actor: anActor('ADMIN', outlet.id) })).rejects.toMatchObject({ code: 'SHIFT_NOT_ENDED' });
  });

  it('ends for an audit where the outlet closes at once, when somebody asks for it', async () => {
    world = shiftWorld(anOutlet({ ...outlet, close: 'ONE_STEP' }));
    world.roles.set(cashier.id, 'KASIR');
    ({ id: shiftId } = await world.open.execute({ actor: cashier, outletId: outlet.id, startCash: FLOAT }));

    const { shift } = await world.end.execute({ actor: cashier, shiftId, endCash: FLOAT });

    expect(shift.status).toBe('ENDED');
    expect((await audit({ recount: FLOAT - 1 })).shift).toMatchObject({ endCash: FLOAT - 1, firstCount: FLOAT });
  });
});
