import { beforeAll, describe, expect, it } from '@jest/globals';

import { PaymentsApi, type GatewayEvent } from '#libs/payments';

import { eventually } from '../../support/eventually.js';
import { type PayAnswer, PaymentsWorld } from './payments-world.js';

type Told = 'PENDING' | 'PAID' | 'EXPIRED' | 'REFUNDED';

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item, i) => permutations(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]));

const AMOUNT = 5_000;

describe('events of a gateway, applied in whatever order they come', () => {
  let world: PaymentsWorld;
  let payments: PaymentsApi;

  beforeAll(async () => {
    world = await PaymentsWorld.start({ webhooks: false });
    payments = world.get(PaymentsApi);
  });

  const reading = ({ payment_id: paymentId }: PayAnswer, status: Told, more: object = {}): GatewayEvent => ({
    verdict: 'genuine',
    eventId: `${paymentId} ${status}`,
    type: status,
    paymentId,
    reference: null,
    mustBeConfirmed: false,
    refund: null,
    state: {
      reference: paymentId,
      status,
      amount: AMOUNT,
      currency: 'BRL',
      refundedAmount: status === 'REFUNDED' ? AMOUNT : 0,
      paidAt: null,
      review: null,
      ...more,
    },
  });

  const opened = async (more: { stock?: number } = {}) => {
    const order = await world.order(world.saoPaulo, AMOUNT, more);
    return { order, pix: await world.pay(world.saoPaulo.waiter, order.id, 'pix') };
  };

  it.each([
    [['PENDING', 'PAID'], 'PAID', 'PAID'],
    [['PENDING', 'EXPIRED'], 'EXPIRED', 'FAILED'],
    [['PENDING', 'PAID', 'EXPIRED'], 'PAID', 'PAID'],
    [['PENDING', 'PAID', 'EXPIRED', 'REFUNDED'], 'REFUNDED', 'REFUNDED'],
  ] as const)(
    'ends %j, each told twice, as %s',
    async (told, status, orderStatus) => {
      for (const order of permutations<Told>(told)) {
        const one = await opened();
        for (const word of order) {
          await payments.applyEvent('propay', reading(one.pix, word), 1);
          await payments.applyEvent('propay', reading(one.pix, word), 1);
        }
        const payment = await world.payment(world.saoPaulo, one.pix.payment_id);
        const bill = await world.orderOf(world.saoPaulo, one.order.id);
        expect([order, payment.status, bill.payment_status]).toEqual([order, status, orderStatus]);
        expect([order, payment.refunds.length]).toEqual([order, status === 'REFUNDED' ? 1 : 0]);
      }
    },
    90_000,
  );

  it('are one effect when the same comes a thousand times, fifty at once', async () => {
    const { order, pix } = await opened();

    const outcomes: { status: string }[] = [];
    for (let round = 0; round < 20; round++) {
      const told = Array.from({ length: 50 }, () => payments.applyEvent('propay', reading(pix, 'PAID'), 1));
      outcomes.push(...(await Promise.all(told)));
    }

    expect(outcomes.filter(({ status }) => status === 'APPLIED')).toHaveLength(1);
    expect(outcomes.filter(({ status }) => status === 'UNCHANGED')).toHaveLength(999);
    expect(await world.orderOf(world.saoPaulo, order.id)).toMatchObject({
      payment_status: 'PAID',
      paid_amount: AMOUNT,
    });
    const events = await world.database.query(
      `SELECT 1 FROM events WHERE type = 'PAYMENT_UPDATED' AND payload->>'order_id' = $1`,
      [order.id],
    );
    expect(events).toHaveLength(1);
  });

  it.each([
    ['another amount', { amount: AMOUNT - 1 }, 'amount_mismatch'],
    ['another currency', { currency: 'USD' }, 'currency_mismatch'],
    ['more given back than taken', { refundedAmount: AMOUNT + 1 }, 'refund_over_captured'],
    ['what a person must look at', { review: 'challenged' }, 'challenged'],
  ] as const)('are parked when they tell %s', async (_, more, review) => {
    const { order, pix } = await opened();

    const outcome = await payments.applyEvent('propay', reading(pix, 'PAID', more), 1);

    expect(outcome).toMatchObject({ status: 'NEEDS_REVIEW', result: review });
    expect(await world.payment(world.saoPaulo, pix.payment_id)).toMatchObject({
      status: 'PENDING',
      needs_review: review,
    });
    expect(await world.orderOf(world.saoPaulo, order.id)).toMatchObject({ payment_status: 'PENDING' });
    const metrics = await (await fetch(`${world.url}/metrics`)).text();
    expect(metrics).toContain(`comanda_payments_needing_review_total{gateway="propay",review="${review}"}`);
  });

  it('are parked when they tell of nobody, or of two', async () => {
    const [one, two] = [await opened(), await opened()];
    const known = await world.payment(world.saoPaulo, two.pix.payment_id);
    const ofNobody = { ...reading(one.pix, 'PAID'), paymentId: '01900000-0000-7000-8000-000000000000' };
    const ofTwo = { ...reading(one.pix, 'PAID'), reference: known.reference };

    expect(await payments.applyEvent('propay', ofNobody, 1)).toMatchObject({ result: 'unknown_payment' });
    expect(await payments.applyEvent('propay', ofTwo, 1)).toMatchObject({ result: 'order_mismatch' });
    expect(await payments.applyEvent('stripe', reading(one.pix, 'PAID'), 1)).toMatchObject({
      result: 'unknown_payment',
    });
    expect(await payments.applyEvent('propay', { ...ofNobody, state: null }, 1)).toMatchObject({ status: 'IGNORED' });
    expect(await world.payment(world.saoPaulo, one.pix.payment_id)).toMatchObject({ status: 'PENDING' });
  });

  it('wait, when they know only the gateway’s own id and overtake the answer that tells it to us', async () => {
    const ofGateway = { ...reading({ payment_id: '' } as PayAnswer, 'PAID'), paymentId: null, reference: 'not-yet' };
    await expect(payments.applyEvent('propay', ofGateway, 1)).rejects.toThrow();
    expect(await payments.applyEvent('propay', ofGateway, 6)).toMatchObject({ result: 'unknown_payment' });
  });

  it('tell of a refund at the gateway’s dashboard once, and the bill hears of it', async () => {
    const { order, pix } = await opened();
    const part = reading(pix, 'PAID', { status: 'PARTIALLY_REFUNDED', refundedAmount: 2_000 });
    await payments.applyEvent('propay', part, 1);
    await payments.applyEvent('propay', part, 1);
    expect(await world.orderOf(world.saoPaulo, order.id)).toMatchObject({
      payment_status: 'PARTIALLY_REFUNDED',
      refunded_amount: 2_000,
    });
    await payments.applyEvent('propay', reading(pix, 'REFUNDED'), 1);
    await payments.applyEvent('propay', part, 1);
    expect(await world.orderOf(world.saoPaulo, order.id)).toMatchObject({ payment_status: 'REFUNDED' });
    expect((await world.payment(world.saoPaulo, pix.payment_id)).refunds.map(({ amount }) => amount)).toEqual([
      2_000, 3_000,
    ]);
  });

  it('are given back when the bill needs less than was paid', async () => {
    const { saoPaulo } = world;
    const { order, pix } = await opened();
    expectDiscount(
      await saoPaulo.supervisor.post(`/orders/${order.id}/discount`, { type: 'FIXED', value: 1_500, reason: 'late' }),
    );
    world.sandbox.control.of.propay.act('pay', pix.payment_id);

    await payments.applyEvent('propay', reading(pix, 'PAID'), 1);

    await eventually(async () => {
      await world.runDue('payments.settle-refund');
      expect(await world.payment(saoPaulo, pix.payment_id)).toMatchObject({
        status: 'PARTIALLY_REFUNDED',
        refunded_amount: 1_500,
      });
    });
    expect(await world.orderOf(saoPaulo, order.id)).toMatchObject({
      payment_status: 'PAID',
      paid_amount: 3_500,
      refunded_amount: 0,
    });
  });
});

const expectDiscount = ({ status }: { status: number }) => expect(status).toBe(200);
