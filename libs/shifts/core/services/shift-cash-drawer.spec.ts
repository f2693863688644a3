import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { anOutlet } from '../../../outlets/testing/an-outlet.js';
import { anActor } from '../../testing/a-shift.js';
import { shiftWorld } from '../../testing/shift-world.js';

const FLOAT = 200_000;

describe('the drawer as payments see it', () => {
  const outlet = anOutlet();
  const cashier = anActor('KASIR', outlet.id);
  const supervisor = anActor('SUPERVISOR', outlet.id);
  let world: ReturnType<typeof shiftWorld>;
  let shiftId: string;

  beforeEach(async () => {
    world = shiftWorld(outlet);
    world.roles.set(cashier.id, 'KASIR');
    ({ id: shiftId } = await world.open.execute({ actor: cashier, outletId: outlet.id, startCash: FLOAT }));
  });

  const entry = (cash: number) => ({
    outletId: outlet.id,
    userId: cashier.id,
    type: cash < 0 ? ('REFUND' as const) : ('SALE' as const),
    cash,
    paymentId: newId(),
    ...(cash < 0 && { refundId: newId() }),
  });
  const held = () => world.ledger.expectedCash(outlet.id, shiftId);

  it('shares the lock with other payments for what comes in', async () => {
    const sale = entry(45_000);

    expect(await world.drawer.record(sale)).toEqual({ shiftId });
    expect(world.ledger.locks).toEqual([`shared ${cashier.id}`]);
    expect(world.movements.at(-1)).toMatchObject({ type: 'SALE', amount: 45_000, paymentId: sale.paymentId });
  });

  it('joins a payment without cash to the shift, without a line', async () => {
    expect(await world.drawer.record(entry(0))).toEqual({ shiftId });
    expect(world.movements).toHaveLength(1);
  });

  it('holds the lock alone for what goes out, as far as the drawer holds it', async () => {
    expect(await world.drawer.record(entry(-FLOAT))).toEqual({ shiftId });
    expect(world.ledger.locks).toEqual([`alone ${cashier.id}`]);
    await expect(world.drawer.record(entry(-1))).rejects.toMatchObject({ code: 'DRAWER_TOO_LOW' });
    expect(await held()).toBe(0);
  });

  it('tells what it holds to a supervisor alone', async () => {
    const refusalTo = async (askedBy?: { role: 'KASIR' | 'SUPERVISOR'; kind: 'user'; id: string }) =>
      (await world.drawer.record({ ...entry(-FLOAT - 1), askedBy }).catch((error: unknown) => error)) as {
        details: object;
      };

    expect((await refusalTo()).details).toEqual({});
    expect((await refusalTo({ kind: 'user', id: cashier.id, role: 'KASIR' })).details).toEqual({});
    expect((await refusalTo({ kind: 'user', id: supervisor.id, role: 'SUPERVISOR' })).details).toEqual({ held: FLOAT });
  });

  it('refuses both ways once the shift is closed', async () => {
    await world.close.execute({ actor: cashier, shiftId, endCash: FLOAT });

    await expect(world.drawer.record(entry(1))).rejects.toMatchObject({ kind: 'conflict', code: 'NO_OPEN_SHIFT' });
    await expect(world.drawer.record(entry(-1))).rejects.toMatchObject({ code: 'NO_OPEN_SHIFT' });
  });

  describe('of a payment that was recorded by the wrong means', () => {
    const tender = { id: newId(), name: 'BCA' };
    const toCard = () => ({
      ...{ outletId: outlet.id, shiftId, paymentId: newId(), actor: supervisor, reason: 'wrong button' },
      ...{ from: { method: 'cash', tender: null }, to: { method: 'card_terminal', tender } },
      ...{ amount: 40_000, tip: 5_000 },
    });

    it('loses the cash that never came, and has what came as cash', async () => {
      const entered = toCard();
      await world.drawer.retender(entered);
      expect(await held()).toBe(FLOAT - 45_000);
      await world.drawer.retender({ ...entered, from: entered.to, to: entered.from });
      expect(await held()).toBe(FLOAT);
      await world.drawer.retender({ ...entered, from: entered.to, to: { method: 'voucher', tender } });
      expect(world.movements.slice(1).map(({ type, amount, reason }) => [type, amount, reason])).toEqual([
        ['CORRECTION', -40_000, 'wrong button'],
        ['TIP', -5_000, 'wrong button'],
        ['CORRECTION', 40_000, 'wrong button'],
        ['TIP', 5_000, 'wrong button'],
      ]);
      await expect(world.drawer.retender({ ...entered, amount: FLOAT + 1 })).rejects.toMatchObject({
        code: 'DRAWER_TOO_LOW',
      });
    });

    it('stands as it was closed, and the next Z tells what it should have had', async () => {
      await world.close.execute({ actor: cashier, shiftId, endCash: FLOAT });
      const entered = toCard();

      await world.drawer.retender(entered);

      expect(await held()).toBe(FLOAT);
      expect((await world.reports.ofShift(outlet.id, shiftId))?.number).toBe(1);
      expect(
        world.adjustments.rows.map(({ method, amount, reportNumber, afterNumber }) => [
          method,
          amount,
          reportNumber,
          afterNumber,
        ]),
      ).toEqual([
        ['cash', -45_000, 1, 1],
        ['card_terminal', 45_000, 1, 1],
      ]);
    });
  });
});
