import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';

import { aCashPayment, aPayment, AT } from '../../testing/a-payment.js';
import { NO_ANSWER, PIX, type PaymentWorld, paymentWorld, stateOf } from '../../testing/payment-world.js';
import { ClosePayments } from './close-payments.js';
import { OpenPayment } from './open-payment.js';
import { ReservePayment } from './reserve-payment.js';
import { TakeCash } from './take-cash.js';

let world: PaymentWorld;
beforeEach(() => {
  world = paymentWorld();
});

describe('taking cash', () => {
  const take = (given: object = {}) => {
    const { payments, drawer, clock, tips, payable, cashier: actor } = world;
    return new TakeCash(payments, drawer, clock, tips).execute({
      payable,
      amount: 10_300,
      cashRounding: 500,
      actor,
      ...given,
    });
  };
  beforeEach(() => {
    world.drawer.shifts.set(world.cashier.id, newId());
  });

  it('puts what is due, rounded to the smallest coin, into the drawer', async () => {
    const { id } = await take({ tendered: 20_000 });

    const expected = { status: 'PAID', amount: 10_500, rounding: 200, tendered: 20_000, change: 9_500, paidAt: AT };
    expect((await world.payments.find('all', id))?.view).toMatchObject(expected);
    expect(world.drawer.entries).toMatchObject([{ type: 'SALE', cash: 10_500, paymentId: id }]);
  });

  it('rounds all cash of a bill once', async () => {
    await take({ amount: 5_150 });
    const second = await take({ amount: 5_150 });

    expect([second.amount, second.rounding]).toEqual([5_500, 350]);
    expect((await take({ amount: 5_150, hasEarlier: false })).amount).toBe(5_000);
  });

  it('takes nothing for the rest of a bill that earlier cash covers by its rounding', async () => {
    await take({ amount: 10_300 });

    await expect(take({ amount: 200 })).rejects.toMatchObject({ code: 'CASH_SHARE_TOO_SMALL' });
    expect(await take({ amount: 200, isRest: true })).toMatchObject({ status: 'PAID', amount: 0, rounding: -200 });
    expect(await take({ amount: 100, isRest: true, cashRounding: 50 })).toMatchObject({ amount: 100, rounding: 0 });
  });

  it('takes nothing, and gives nothing back, when the coin became smaller between two shares', async () => {
    await take({ amount: 10_300 });

    const last = await take({ amount: 60, isRest: true, cashRounding: 50 });

    expect(last).toMatchObject({ amount: 0, rounding: -60 });
  });

  it.each<[string, object, string]>([
    ['the whole of a bill that no coin is small enough for', { amount: 249, isRest: true }, 'CASH_SHARE_TOO_SMALL'],
    ['less than is due', { tendered: 10_499 }, 'TENDERED_TOO_LITTLE'],
    ['a number that nobody hands over', { tendered: 8_991_234_567 }, 'TENDERED_UNLIKELY'],
    ['a share that no coin is small enough for', { amount: 249 }, 'CASH_SHARE_TOO_SMALL'],
    ['a guest', { actor: { kind: 'guest', sessionId: newId() } }, 'NO_OPEN_SHIFT'],
    [
      'a cashier without a shift',
      { actor: { kind: 'user', id: newId(), role: 'KASIR', outletIds: [] } },
      'NO_OPEN_SHIFT',
    ],
  ])('refuses %s', async (_, given, code) => {
    await expect(take(given)).rejects.toMatchObject({ code });
    expect(world.drawer.entries).toEqual([]);
  });

  it('takes an unlikely number that somebody looked at again', async () => {
    expect((await take({ tendered: 8_991_234_567, isTenderedConfirmed: true })).tendered).toBe(8_991_234_567);
  });
});

describe('reserving a payment', () => {
  const expiresAt = new Date(AT.getTime() + 3_600_000);
  const reserve = (given: object = {}) => {
    const { payments, gateways, billPayments, bookkeeping, schedule, clock, payable, cashier: actor } = world;
    const useCase = new ReservePayment(payments, gateways, billPayments, bookkeeping, schedule, clock);
    return useCase.execute({ payable, due: 10_000, method: 'pix', expiresAt, actor, ...given });
  };

  it('saves it before anybody is called, and has it reconciled after a minute', async () => {
    const id = await reserve();

    expect((await world.payments.find('all', id))?.view).toMatchObject({
      status: 'PENDING',
      gateway: 'propay',
      amount: 10_000,
      shiftId: null,
      createdBy: world.cashier.id,
      expiresAt,
    });
    const runAt = new Date(AT.getTime() + 60_000);
    expect(world.jobs.jobs).toMatchObject([{ kind: 'payments.ask-gateway', key: `${id}:0`, runAt }]);
    expect(world.gateway.asked).toEqual([]);
  });

  it('is the same payment when it is asked for twice', async () => {
    expect(await reserve()).toBe(await reserve());
  });

  it('gives up what would take more than the bill', async () => {
    const first = await reserve();
    await reserve({ amount: 6_000 });

    expect((await world.payments.find('all', first))?.view.isGivenUp).toBe(true);
    expect(world.jobs.jobs.map(({ key }) => key)).toContain(`${first}:given-up`);
  });

  it('belongs to the shift of whoever takes it, and to none for a customer', async () => {
    const shiftId = newId();
    world.drawer.shifts.set(world.cashier.id, shiftId);
    const customer: UserActor = { ...world.cashier, role: 'CUSTOMER' };

    expect((await world.payments.find('all', await reserve({ amount: 100 })))?.view.shiftId).toBe(shiftId);
    expect(
      (await world.payments.find('all', await reserve({ amount: 200, actor: customer })))?.view.shiftId,
    ).toBeNull();
  });

  it.each([
    ['method', { method: 'credit_card' }],
    ['currency', { payable: { id: newId(), outletId: newId(), currency: 'IDR' } }],
  ])('refuses a %s that no gateway serves', async (_, given) => {
    await expect(reserve(given)).rejects.toMatchObject({ code: 'PAYMENT_METHOD_UNAVAILABLE' });
  });
});

describe('opening a payment', () => {
  const open = ({ view }: ReturnType<typeof aPayment>) => {
    const { payments, sync, pages, clock } = world;
    const { outletId, id: paymentId } = view;
    return new OpenPayment(payments, sync, pages, clock).execute({ outletId, paymentId, payer: null });
  };
  const reserved = async () => {
    const payment = aPayment();
    await world.payments.add(payment);
    return payment;
  };
  const statusOf = async (payment: ReturnType<typeof aPayment>) => (await world.again(payment)).view.status;

  it('calls the gateway once, and shows the same again', async () => {
    const payment = await reserved();
    const state = stateOf(payment, { status: 'PENDING', reference: 'r1' });
    world.gateway.created = { kind: 'opened', state, presentation: PIX, expiresAt: null };

    const answers = await Promise.all([open(payment), open(payment)]);

    expect(answers.map(({ presentation }) => presentation)).toEqual([PIX, PIX]);
    expect(world.gateway.asked).toEqual([['create', payment.view.id]]);
    expect((await world.again(payment)).view).toMatchObject({ status: 'PENDING', reference: 'r1' });
  });

  it('applies at once what the gateway says more of it', async () => {
    const payment = await reserved();
    world.gateway.created = { kind: 'opened', state: stateOf(payment), presentation: PIX, expiresAt: null };

    expect((await open(payment)).payment.status).toBe('PAID');
    expect(world.payables.told).toContainEqual(['captured', 10_000]);
  });

  it('is unknown after a call whose charge may exist, and can be opened again', async () => {
    const payment = await reserved();

    await expect(open(payment)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE', details: { retry_after: 7 } });
    expect(await statusOf(payment)).toBe('UNKNOWN');
    world.gateway.created = { ...NO_ANSWER, mayExist: false };
    await expect(open(payment)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    expect(await statusOf(payment)).toBe('UNKNOWN');
  });

  it('has failed after a call that made nothing, or was refused', async () => {
    const [away, refused] = [await reserved(), await reserved()];
    world.gateway.created = { ...NO_ANSWER, mayExist: false };
    await expect(open(away)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    world.gateway.created = { kind: 'refused', reason: 'TOO_LARGE' };
    await expect(open(refused)).rejects.toMatchObject({ code: 'PAYMENT_REFUSED', details: { reason: 'TOO_LARGE' } });

    expect([await statusOf(away), await statusOf(refused)]).toEqual(['FAILED', 'FAILED']);
    await expect(open(refused)).rejects.toMatchObject({ code: 'PAYMENT_NOT_OPEN' });
  });

  it('may have been called for before when it is older than one call', async () => {
    const payment = await reserved();
    world.gateway.created = { ...NO_ANSWER, mayExist: false };
    world.at(1);

    await expect(open(payment)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    expect(await statusOf(payment)).toBe('UNKNOWN');
  });

  it('ends one that exists and that nobody can be shown any more', async () => {
    const [unseen, paid] = [await reserved(), await reserved()];
    world.gateway.created = { kind: 'exists', state: stateOf(unseen, { status: 'PENDING' }) };
    await expect(open(unseen)).rejects.toMatchObject({ code: 'PAYMENT_NOT_OPEN' });
    world.gateway.created = { kind: 'exists', state: stateOf(paid) };
    await expect(open(paid)).rejects.toMatchObject({ details: { payment_status: 'PAID' } });

    expect([await statusOf(unseen), await statusOf(paid)]).toEqual(['FAILED', 'PAID']);
  });

  it('is not known when it is of another outlet', async () => {
    await expect(open(aPayment())).rejects.toMatchObject({ code: 'PAYMENT_NOT_FOUND' });
  });

  it('shows again what was opened: what was kept, or what the gateway shows', async () => {
    const card = { kind: 'card', clientSecret: 's' } as const;
    const [pix, secret] = [await world.opened(), await reserved()];
    secret.open({ reference: 'r2', presentation: null, expiresAt: null });
    await world.payments.save(secret);
    world.gateway.fetched = { kind: 'found', state: stateOf(secret), presentation: card };
    const show = ({ view }: typeof pix) => world.billPayments.show(view.outletId, view.id);

    expect((await show(pix)).presentation).toEqual(PIX);
    expect((await show(secret)).presentation).toEqual(card);
    world.gateway.fetched = { kind: 'absent' };
    await expect(show(secret)).rejects.toMatchObject({ code: 'PAYMENT_NOT_OPEN' });
    world.gateway.fetched = NO_ANSWER;
    await expect(show(secret)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    await expect(show(aPayment())).rejects.toMatchObject({ code: 'PAYMENT_NOT_FOUND' });
  });
});

describe('closing the payments of a bill', () => {
  const close = () => {
    const { billPayments, sync, payable } = world;
    return new ClosePayments(billPayments, sync).execute({ outletId: payable.outletId, payableId: payable.id });
  };

  it('cancels what is live, and nothing else', async () => {
    const { payable } = world;
    const payment = await world.opened({ payable });
    await world.payments.add(aCashPayment({ payable }));
    world.gateway.cancelled = { kind: 'cancelled' };

    await close();
    await close();

    expect((await world.again(payment)).view.status).toBe('EXPIRED');
    expect(world.gateway.asked).toEqual([['cancel']]);
  });

  it('throws when the gateway does not say', async () => {
    const payment = await world.opened({ payable: world.payable });
    await expect(close()).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      details: { retry_after: 7, payment_id: payment.view.id },
    });
  });
});
