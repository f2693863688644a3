import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { eventually } from '../../support/eventually.js';
import { createAccount } from '../../support/accounts.js';
import { client } from '../../support/client.js';
import { expectStatus } from '../../support/shop.js';
import { PaymentsWorld } from './payments-world.js';

/** 1,000 in the long form. */
const RACE_RUNS = Number(process.env['RACE_RUNS'] ?? 40);
const EXPIRE = 'ordering.expire-order';

describe('an online order that nobody pays in time', () => {
  let world: PaymentsWorld;

  beforeAll(async () => {
    world = await PaymentsWorld.start();
  });
  beforeEach(async () => {
    await world.sandbox.control.idle();
    world.sandbox.control.of.midtrans.clearFaults();
    world.sandbox.control.of.stripe.clearFaults();
  });

  const online = () => world.order(world.jakarta, 25_000, { stock: 5, type: 'ONLINE' });
  const bill = (id: string) => world.orderOf(world.jakarta, id);

  it('ends with its charge cancelled at the gateway first, and its stock comes back once', async () => {
    const order = await online();
    const { payment_id: id } = await world.pay(world.jakarta.waiter, order.id, 'credit_card');
    expect(await world.stockOf(world.jakarta, order.productId)).toBe(4);

    await world.runDue(EXPIRE, 2);

    expect(await bill(order.id)).toMatchObject({ status: 'VOIDED', payment_status: 'FAILED' });
    expect(await world.payment(world.jakarta, id)).toMatchObject({ status: 'EXPIRED' });
    expect(world.sandbox.control.of.stripe.item(id)).toMatchObject({ state: 'canceled' });
    expect(await world.stockOf(world.jakarta, order.productId)).toBe(5);
    expect(await world.movementsOf(order.productId)).toBe(5);
    const pay = await world.jakarta.waiter.post(`/orders/${order.id}/pay`, { method: 'midtrans' });
    expect(pay.status).toBe(409);
  });

  it('waits for a gateway that does not say whether it was paid', async () => {
    const order = await online();
    await world.pay(world.jakarta.waiter, order.id, 'credit_card');
    world.sandbox.control.of.stripe.inject({ kind: 'error', status: 500, times: 1 });

    await world.runDue(EXPIRE);
    expect(await bill(order.id)).toMatchObject({ status: 'NEW' });
    expect(await world.stockOf(world.jakarta, order.productId)).toBe(4);

    await world.runDue(EXPIRE);
    expect(await bill(order.id)).toMatchObject({ status: 'VOIDED' });
  });

  it('is paid, not ended, when the money came before and its webhook did not', async () => {
    const order = await online();
    const { payment_id: id } = await world.pay(world.jakarta.waiter, order.id, 'credit_card');
    world.sandbox.control.of.stripe.inject({ kind: 'webhook-lost' });
    world.sandbox.control.of.stripe.act('pay', id);
    await world.sandbox.control.idle();

    await world.runDue(EXPIRE, 2);

    expect(await bill(order.id)).toMatchObject({ status: 'NEW', payment_status: 'PAID' });
    expect(await world.stockOf(world.jakarta, order.productId)).toBe(4);
  });

  /** Money for a charge that we had given up: the gateway says so after its cancel. */
  const lateMoney = async (id: string) => {
    const { PaymentsApi } = await import('#libs/payments');
    const payment = await world.payment(world.jakarta, id);
    const state = {
      reference: payment.reference ?? id,
      status: 'PAID',
      amount: payment.amount,
      currency: 'IDR',
    } as const;
    return world.get(PaymentsApi).applyEvent(
      'stripe',
      {
        verdict: 'genuine',
        eventId: `late-${id}`,
        type: 'payment_intent.succeeded',
        paymentId: id,
        reference: null,
        mustBeConfirmed: false,
        refund: null,
        state: { ...state, refundedAmount: 0, paidAt: new Date(), review: null },
      },
      1,
    );
  };

  it('is revived by late money while its stock is there, which it takes again', async () => {
    const order = await online();
    const { payment_id: id } = await world.pay(world.jakarta.waiter, order.id, 'credit_card');
    await world.runDue(EXPIRE);

    await lateMoney(id);

    expect(await bill(order.id)).toMatchObject({ status: 'NEW', payment_status: 'PAID', paid_amount: 25_000 });
    expect(await world.stockOf(world.jakarta, order.productId)).toBe(4);
    const detail = expectStatus(
      200,
      await world.jakarta.admin.get<{ items: { status: string; void_reason: string | null }[] }>(`/orders/${order.id}`),
    );
    expect(detail.items).toMatchObject([{ status: 'NEW', void_reason: null }]);
  });

  it('stays ended when somebody else has bought its stock: the money goes back', async () => {
    const order = await online();
    const { payment_id: id } = await world.pay(world.jakarta.waiter, order.id, 'credit_card');
    await world.runDue(EXPIRE);
    const others = { outlet_id: world.jakarta.outletId, items: [{ product_id: order.productId, quantity: 5 }] };
    expectStatus(201, await world.jakarta.waiter.post('/orders', others));

    await lateMoney(id);

    expect(await bill(order.id)).toMatchObject({ status: 'VOIDED', paid_amount: 0 });
    expect(await world.payment(world.jakarta, id)).toMatchObject({ status: 'PAID', refunds: [{ amount: 25_000 }] });
  });

  it('gives late money back for an order that a person cancelled', async () => {
    const order = await online();
    const { payment_id: id } = await world.pay(world.jakarta.waiter, order.id, 'credit_card');
    expectStatus(200, await world.jakarta.waiter.patch(`/orders/${order.id}/cancel`, {}));
    await eventually(async () => expect(await world.payment(world.jakarta, id)).toMatchObject({ status: 'CANCELLED' }));

    await lateMoney(id);

    expect(await bill(order.id)).toMatchObject({ status: 'VOIDED', paid_amount: 0, late_amount: 25_000 });
    expect(await world.stockOf(world.jakarta, order.productId)).toBe(5);
    expect((await world.payment(world.jakarta, id)).refunds).toMatchObject([{ amount: 25_000 }]);
  });

  it('tells its customer by mail that late money is back, and the bill what came and went', async () => {
    const account = await createAccount(world.database, 'CUSTOMER');
    const ana = client({ url: world.url }, account.token);
    await world.database.query('UPDATE users SET email = $1 WHERE id = $2', ['ana@loja.example', account.id]);
    const order = await world.order(world.jakarta, 25_000, { stock: 5, type: 'ONLINE', by: ana });
    const { payment_id: id } = await world.pay(ana, order.id, 'credit_card');
    world.sandbox.control.of.stripe.inject({ kind: 'webhook-lost' });
    world.sandbox.control.of.stripe.act('pay', id);
    await world.sandbox.control.idle();
    expectStatus(200, await world.jakarta.waiter.patch(`/orders/${order.id}/cancel`, {}));

    await eventually(
      async () => {
        for (const kind of ['payments.ask-gateway', 'payments.settle-refund', 'notifications.tell-late-payment']) {
          await world.runDue(kind);
        }
        expect(await world.payment(world.jakarta, id)).toMatchObject({ status: 'REFUNDED' });
        const mails = `SELECT cause FROM notifications WHERE kind = 'PAYMENT_LATE' AND user_id = $1`;
        expect(await world.database.query(mails, [account.id])).toEqual([{ cause: `payment-late/${order.id}/25000` }]);
      },
      { timeoutMs: 60_000 },
    );
    const told = { late_amount: 25_000, late_refunded_amount: 25_000, paid_amount: 25_000, refunded_amount: 25_000 };
    expect(await bill(order.id)).toMatchObject({ status: 'VOIDED', amount_due: 0, ...told });
  });

  it(
    `has one end when cancel, pay and expiry race, ${RACE_RUNS} times: stock back once, money kept only for what is served`,
    async () => {
      const product = await world.jakarta.product('Contended', 10_000, { stock: RACE_RUNS });
      let alive = 0;
      for (let run = 0; run < RACE_RUNS; run++) {
        const body = {
          outlet_id: world.jakarta.outletId,
          type: 'ONLINE',
          items: [{ product_id: product.id, quantity: 1 }],
        };
        const { id } = expectStatus(201, await world.jakarta.waiter.post<{ id: string }>('/orders', body));
        const pay = await world.pay(world.jakarta.waiter, id, 'credit_card');

        await Promise.all([
          Promise.resolve().then(() => {
            try {
              world.sandbox.control.of.stripe.act('pay', pay.payment_id);
            } catch {
              // It was cancelled there before.
            }
          }),
          run % 3 === 0 ? undefined : world.runDue(EXPIRE),
          run % 3 === 1 ? undefined : world.jakarta.waiter.patch(`/orders/${id}/cancel`, {}),
        ]);
        await world.sandbox.control.idle();

        await eventually(
          async () => {
            await world.runDue('payments.settle-refund');
            await world.runDue('payments.ask-gateway');
            const [order, payment] = [await bill(id), await world.payment(world.jakarta, pay.payment_id)];
            const isAlive = order.status !== 'VOIDED';
            const end = isAlive
              ? { paid: order.payment_status === 'PAID', status: payment.status }
              : { paid: false, status: payment.status };
            const fine = isAlive ? ['PAID'] : ['REFUNDED', 'CANCELLED', 'EXPIRED'];
            expect([run, fine.includes(end.status), end.paid]).toEqual([run, true, isAlive]);
          },
          { timeoutMs: 20_000 },
        );
        if ((await bill(id)).status !== 'VOIDED') alive++;
      }
      expect(await world.stockOf(world.jakarta, product.id)).toBe(RACE_RUNS - alive);
      expect(await world.movementsOf(product.id)).toBe(RACE_RUNS - alive);
    },
    RACE_RUNS * 1_500 + 30_000,
  );

  it('is settled by the reconciler alone when every webhook is lost', async () => {
    world.sandbox.control.of.stripe.inject({ kind: 'webhook-lost' });
    world.sandbox.control.of.midtrans.inject({ kind: 'webhook-lost' });
    const orders = await Promise.all(Array.from({ length: 12 }, () => world.order(world.jakarta, 9_000)));
    const paid = await Promise.all(
      orders.map(({ id }, i) => world.pay(world.jakarta.waiter, id, i % 2 === 0 ? 'midtrans' : 'credit_card')),
    );
    paid.forEach(({ payment_id: id }, i) =>
      i % 2 === 0 ? world.sandbox.control.of.midtrans.act('pay', id) : world.sandbox.control.of.stripe.act('pay', id),
    );

    await world.runDue('payments.ask-gateway');

    // The sweeper of this process may have one of them in hand.
    for (const { id } of orders) {
      await eventually(async () => expect(await bill(id)).toMatchObject({ payment_status: 'PAID' }));
    }
  });
});
