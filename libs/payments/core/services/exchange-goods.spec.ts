import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';

import { aCashPayment, aPayable, AT } from '../../testing/a-payment.js';
import { aTender } from '../../testing/a-tender.js';
import { type PaymentWorld, paymentWorld } from '../../testing/payment-world.js';
import { Payment } from '../model/payment.js';
import type { GoodsToExchange } from '../payments.api.js';

describe('goods that are exchanged', () => {
  let world: PaymentWorld;
  let supervisor: UserActor;
  let line: string;

  beforeEach(() => {
    world = paymentWorld();
    supervisor = { kind: 'user', id: newId(), role: 'SUPERVISOR', outletIds: [world.payable.outletId] };
    world.drawer.shifts.set(supervisor.id, newId());
    line = newId();
  });

  /** Cash of 10,000 for the bill of which goods come back. */
  const paidInCash = async (): Promise<Payment> => {
    const payment = aCashPayment({ payable: world.payable, userId: world.cashier.id });
    await world.payments.add(payment);
    return payment;
  };
  const paidByGoods = async (amount: number): Promise<Payment> => {
    const payment = Payment.inExchange({
      ...{ id: newId(), payable: world.payable, amount, shiftId: null, at: AT },
      actor: { kind: 'user', id: supervisor.id, role: 'SUPERVISOR' },
    });
    await world.payments.add(payment);
    return payment;
  };
  const exchange = (worth: number, due: number, more: Partial<GoodsToExchange> = {}) => {
    world.payables.worthIs = worth;
    return world.exchangeGoods.exchange({
      ...{ from: world.payable, into: aPayable({ outletId: world.payable.outletId }), due },
      ...{ pieces: [{ lineId: line, quantity: 1 }], reason: 'too small', actor: supervisor },
      ...more,
    });
  };
  const back = ({ refunds }: Awaited<ReturnType<typeof exchange>>) =>
    refunds.map(({ method, amount, pieces }) => [method, amount, pieces?.length ?? null]);

  it('pay for what costs more, and no money moves: a refund and a payment that are equal', async () => {
    const payment = await paidInCash();
    const done = await exchange(4_000, 9_000);

    expect(done).toMatchObject({ exchanged: 4_000, refunded: 0, payment: { method: 'exchange', amount: 4_000 } });
    expect(back(done)).toEqual([['exchange', 4_000, 1]]);
    expect(world.drawer.entries.map(({ cash }) => cash)).toEqual([0, 0]);
    expect((await world.again(payment)).view.refundedAmount).toBe(4_000);
    expect(world.payables.told).toContainEqual(['refunded', 4_000, 0, [{ lineId: line, quantity: 1 }]]);
  });

  it('give back as it came what they are worth more, in coins, and the pieces are told once', async () => {
    await paidInCash();
    world.payables.coin = 500;
    const done = await exchange(6_300, 4_000);

    expect(done).toMatchObject({ exchanged: 4_000, payment: { amount: 4_000 }, refunded: 2_500 });
    expect(back(done)).toEqual([
      ['exchange', 4_000, 1],
      ['cash', 2_500, 0],
    ]);
    expect(world.drawer.entries.filter(({ cash }) => cash !== 0)).toMatchObject([{ type: 'REFUND', cash: -2_500 }]);
  });

  it('take what other goods paid for first, which has no place of its own to go back to', async () => {
    const [cash, goods] = [await paidInCash(), await paidByGoods(3_000)];
    const done = await exchange(5_000, 5_000);

    expect(done).toMatchObject({ exchanged: 5_000, refunded: 0 });
    expect((await world.again(goods)).view.refundedAmount).toBe(3_000);
    expect((await world.again(cash)).view.refundedAmount).toBe(2_000);
  });

  it('send what other goods paid for where it is said alone', async () => {
    await paidByGoods(8_000);

    await expect(exchange(6_000, 4_000)).rejects.toMatchObject({ code: 'REFUND_TO_REQUIRED' });
  });

  it('send money elsewhere when it is said: by a tender, with its slip', async () => {
    await paidInCash();
    const tender = aTender({ outletId: world.payable.outletId });
    await world.tenders.insert(tender);
    const to = { method: tender.method, tenderId: tender.id };
    const done = await exchange(6_000, 4_000, { to, reference: '004711' });

    expect(done.refunds.at(-1)).toMatchObject({ method: 'card_terminal', amount: 2_000, reference: '004711' });
    expect(world.drawer.entries.filter(({ cash }) => cash !== 0)).toEqual([]);
  });

  it('are worth something, and are no sum below a coin', async () => {
    await paidInCash();
    await expect(exchange(0, 4_000)).rejects.toMatchObject({ code: 'NOTHING_TO_REFUND' });
    world.payables.coin = 500;
    await expect(exchange(4_100, 4_000)).rejects.toMatchObject({ code: 'CASH_REFUND_TOO_SMALL' });
  });
});
