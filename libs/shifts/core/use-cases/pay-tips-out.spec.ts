import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, ruleBroken, type UserActor } from '#libs/kernel';
import type { PaymentsApi, TipToPayOut } from '#libs/payments';

import { anOutlet } from '../../../outlets/testing/an-outlet.js';
import { anActor, MORNING } from '../../testing/a-shift.js';
import { shiftWorld } from '../../testing/shift-world.js';
import { PayTipsOut } from './pay-tips-out.js';

const FLOAT = 50_000;
const outlet = anOutlet();

let world: ReturnType<typeof shiftWorld>;
let cashier: UserActor;
let shiftId: string;
let owed: number;
let paid: TipToPayOut[];

beforeEach(async () => {
  world = shiftWorld(outlet);
  cashier = anActor('KASIR', outlet.id);
  world.roles.set(cashier.id, 'KASIR');
  shiftId = (await world.open.execute({ actor: cashier, outletId: outlet.id, startCash: FLOAT })).id;
  owed = 20_000;
  paid = [];
});

const payOut = (given: object = {}) => {
  const payments = {
    payOutTip: async (tip: TipToPayOut) => {
      if (tip.amount > owed) throw ruleBroken('TIP_OUT_TOO_LARGE', 'That is more.', { owed });
      paid.push(tip);
    },
  } as Partial<PaymentsApi> as PaymentsApi;
  const changes = { moved: async () => undefined } as unknown as ConstructorParameters<typeof PayTipsOut>[4];
  return new PayTipsOut(
    { run: (work: () => Promise<unknown>) => work() } as unknown as ConstructorParameters<typeof PayTipsOut>[0],
    world.shifts,
    world.ledger,
    payments,
    changes,
    world.clock,
    world.permissions,
  ).execute({ actor: cashier, shiftId, userId: newId(), amount: 15_000, ...given });
};
const held = () => world.ledger.expectedCash(outlet.id, shiftId);

describe('paying tips out of a drawer', () => {
  it('takes the cash out, under the name of who gets it, and holds the drawer alone', async () => {
    const userId = newId();
    const { movement } = await payOut({ userId });

    expect(movement).toMatchObject({ type: 'TIP_OUT', amount: -15_000, paidTo: userId, occurredAt: MORNING });
    expect(paid).toMatchObject([{ userId, amount: 15_000, shiftId, movementId: movement.id, currency: 'IDR' }]);
    expect(world.ledger.locks.at(-1)).toBe(`alone ${cashier.id}`);
    expect(await held()).toBe(FLOAT - 15_000);
  });

  it('takes no more than is owed, nor than the drawer holds', async () => {
    await expect(payOut({ amount: 20_001 })).rejects.toMatchObject({ code: 'TIP_OUT_TOO_LARGE' });
    owed = FLOAT * 2;
    await expect(payOut({ amount: FLOAT + 1 })).rejects.toMatchObject({ code: 'DRAWER_TOO_LOW' });

    expect(await held()).toBe(FLOAT);
  });

  it('is nobody’s who may not, nor out of a colleague’s drawer, nor of one that was counted', async () => {
    const colleague = anActor('KASIR', outlet.id);
    await expect(payOut({ actor: colleague })).rejects.toMatchObject({ code: 'NOT_YOUR_SHIFT' });
    await world.close.execute({ actor: cashier, shiftId, endCash: FLOAT });

    await expect(payOut()).rejects.toMatchObject({ code: 'SHIFT_CLOSED' });
  });
});
