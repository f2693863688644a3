import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { anOutlet } from '../../../outlets/testing/an-outlet.js';
import { aTender } from '../../../payments/testing/a-tender.js';
import { anActor } from '../../testing/a-shift.js';
import { shiftWorld } from '../../testing/shift-world.js';

describe('money found or missed after the Z', () => {
  const outlet = anOutlet();
  const cashier = anActor('KASIR', outlet.id);
  const supervisor = anActor('SUPERVISOR', outlet.id);
  const edc = aTender({ outletId: outlet.id, name: 'BCA' });
  let world: ReturnType<typeof shiftWorld>;

  beforeEach(() => {
    world = shiftWorld(outlet);
    world.roles.set(cashier.id, 'KASIR');
    world.tenders.push(edc);
  });

  const opened = async () => (await world.open.execute({ actor: cashier, outletId: outlet.id, startCash: 200_000 })).id;
  const closed = async () => {
    const shiftId = await opened();
    await world.close.execute({
      actor: supervisor,
      shiftId,
      endCash: 200_000,
      declared: edc.countsInDrawer ? [{ method: edc.method, amount: 0 }] : [],
    });
    return shiftId;
  };
  const adjust = (shiftId: string, given: object = {}) =>
    world.adjust.execute({ actor: supervisor, shiftId, method: 'cash', amount: -500, reason: 'tray', ...given });
  const zOf = async (shiftId: string) => {
    await world.makeReport.execute({ outletId: outlet.id, shiftId });
    return (await world.reports.ofShift(outlet.id, shiftId))!.body;
  };

  it('makes the Z first, where its job has not come to it, and is told by the next one alone', async () => {
    const [first, second] = [await closed(), await closed()];

    const { adjustment } = await adjust(first);
    await adjust(first, { method: 'card_terminal', amount: 700 });

    expect(adjustment).toMatchObject({ reportNumber: 1, afterNumber: 1, amount: -500, tender: null });
    expect(await zOf(first)).not.toHaveProperty('late_adjustments');
    expect((await zOf(second)).late_adjustments).toMatchObject([
      { report_number: 1, shift_id: first, method: 'cash', name: null, amount: -500, by: { id: supervisor.id } },
      { report_number: 1, shift_id: first, method: 'card_terminal', name: 'BCA', amount: 700, reason: 'tray' },
    ]);
    expect(await zOf(await closed())).not.toHaveProperty('late_adjustments');
    expect(await world.reportViews.verify(anActor('ADMIN', outlet.id), outlet.id)).toMatchObject({ fault: null });
    expect(world.audit.filter(({ action }) => action === 'shift.adjusted')).toHaveLength(2);
  });

  it('may be of the Z that the next one follows only later', async () => {
    const [first, second, third] = [await closed(), await closed(), await closed()];
    await zOf(first);
    await zOf(second);

    await adjust(first);

    expect((await zOf(third)).late_adjustments).toMatchObject([{ report_number: 1 }]);
  });

  it('is of a closed shift, its own payments and the outlet’s tenders', async () => {
    const open = await opened();
    await expect(adjust(open)).rejects.toMatchObject({ code: 'SHIFT_NOT_CLOSED', kind: 'conflict' });
    await world.close.execute({ actor: supervisor, shiftId: open, endCash: 200_000 });
    await expect(adjust(open, { method: 'voucher' })).rejects.toMatchObject({ code: 'TENDER_UNNAMED' });
    await expect(adjust(open, { tenderId: edc.id })).rejects.toMatchObject({ code: 'TENDER_UNNAMED' });
    await expect(adjust(open, { paymentId: newId() })).rejects.toMatchObject({ code: 'PAYMENT_NOT_FOUND' });
    await expect(adjust(open, { actor: cashier })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(adjust(newId())).rejects.toMatchObject({ code: 'SHIFT_NOT_FOUND' });
    await expect(adjust(open, { actor: anActor('SUPERVISOR', newId()) })).rejects.toMatchObject({
      code: 'SHIFT_NOT_FOUND',
    });
    expect(world.adjustments.rows).toEqual([]);
    const paymentId = newId();
    world.adjustments.payments.add(paymentId);
    expect((await adjust(open, { paymentId })).adjustment).toMatchObject({ paymentId });
  });
});
