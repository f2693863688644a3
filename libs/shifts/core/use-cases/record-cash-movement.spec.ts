import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { anOutlet } from '../../../outlets/testing/an-outlet.js';
import { anActor, MORNING } from '../../testing/a-shift.js';
import { shiftWorld } from '../../testing/shift-world.js';

const FLOAT = 200_000;
const MOST_AT_ONCE = 20_000_000;
const FULLEST_DRAWER = 1_000_000_000_000_000;

describe('cash that is moved by hand', () => {
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

  const record = (more: Partial<Parameters<typeof world.record.execute>[0]> = {}) =>
    world.record.execute({ actor: cashier, shiftId, type: 'PAY_OUT', amount: 30_000, reason: 'ice', ...more });
  const held = () => world.ledger.expectedCash(outlet.id, shiftId);

  it.each([
    ['PAY_IN', 30_000],
    ['PAY_OUT', -30_000],
    ['DROP', -30_000],
  ] as const)('%s changes the drawer by %d', async (type, effect) => {
    const { movement, currency } = await record({ type });

    expect(movement).toMatchObject({
      outletId: outlet.id,
      shiftId,
      type,
      amount: effect,
      reason: 'ice',
      createdBy: cashier.id,
      occurredAt: MORNING,
    });
    expect(currency).toBe('IDR');
    expect(await held()).toBe(FLOAT + effect);
    expect(world.audit.at(-1)).toMatchObject({
      action: 'shift.cash_moved',
      subjectId: shiftId,
      reason: 'ice',
      details: { movement_id: movement.id, type, amount: effect },
    });
  });

  it('holds the drawer alone', async () => {
    await record();

    expect(world.ledger.locks).toEqual([`alone ${cashier.id}`]);
  });

  it('takes the last coin and not what is not there, and tells what is there to whoever may know', async () => {
    const tooMuch = { amount: FLOAT + 1 };

    await expect(record(tooMuch)).rejects.toMatchObject({ code: 'DRAWER_TOO_LOW', details: {} });
    const refusal = await record({ ...tooMuch, actor: supervisor }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'DRAWER_TOO_LOW', details: { held: FLOAT } });
    await record({ amount: FLOAT });
    expect(await held()).toBe(0);
  });

  it('does not tell a cashier what the drawer holds', async () => {
    const refusal = await record({ amount: FLOAT + 1 }).catch((error: unknown) => error);

    expect((refusal as { details: object }).details).toEqual({});
  });

  it('asks again for more than anybody brings at once, and for nothing that is taken out', async () => {
    const much = { type: 'PAY_IN' as const, amount: MOST_AT_ONCE + 1 };

    await expect(record(much)).rejects.toMatchObject({ code: 'AMOUNT_UNLIKELY' });
    await record({ type: 'PAY_IN', amount: MOST_AT_ONCE });
    await record({ ...much, isConfirmed: true });
    await record({ type: 'DROP', amount: MOST_AT_ONCE + 1 });
    expect(await held()).toBe(FLOAT + MOST_AT_ONCE);
  });

  it('fills no drawer beyond what one holds', async () => {
    const room = FULLEST_DRAWER - FLOAT;

    await expect(record({ type: 'PAY_IN', amount: room + 1, isConfirmed: true })).rejects.toMatchObject({
      code: 'DRAWER_TOO_FULL',
    });
    await record({ type: 'PAY_IN', amount: room, isConfirmed: true });
  });

  it('is refused of a colleague’s drawer, of another outlet’s, and of one that is closed', async () => {
    const colleague = anActor('KASIR', outlet.id);
    const stranger = anActor('SUPERVISOR', newId());

    await expect(record({ actor: colleague })).rejects.toMatchObject({ kind: 'forbidden', code: 'NOT_YOUR_SHIFT' });
    await expect(record({ actor: stranger })).rejects.toMatchObject({ code: 'SHIFT_NOT_FOUND' });
    await world.close.execute({ actor: cashier, shiftId, endCash: FLOAT });
    await expect(record()).rejects.toMatchObject({ code: 'SHIFT_CLOSED', details: { shift_id: shiftId } });
    expect(world.movements).toHaveLength(1);
  });
});
