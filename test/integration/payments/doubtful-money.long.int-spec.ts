import { createHmac, randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, it } from '@jest/globals';

import { SANDBOX_KEYS } from '../../../apps/sandbox/src/start-sandbox.js';
import { eventually } from '../../support/eventually.js';
import { expectStatus } from '../../support/shop.js';
import { type PayAnswer, PaymentsWorld } from './payments-world.js';

const AMOUNT = 5_000;

const opened = async (world: PaymentsWorld): Promise<PayAnswer & { orderId: string }> => {
  const { id: orderId } = await world.order(world.saoPaulo, AMOUNT);
  return { ...(await world.pay(world.saoPaulo.waiter, orderId, 'pix')), orderId };
};

describe('money that OpenPix tells of in its webhooks and not when it is asked', () => {
  let world: PaymentsWorld;

  beforeAll(async () => {
    world = await PaymentsWorld.start({ env: { PIX_PROVIDER: 'openpix' } });
  });

  it('is a person’s when it was another amount, whatever the reconciler hears later', async () => {
    const { payment_id: id, orderId } = await opened(world);
    world.sandbox.control.of.openpix.act('pay', id, { amount: AMOUNT - 1_000 });
    await world.sandbox.control.idle();
    const parked = { status: 'PENDING', needs_review: 'OTHER_AMOUNT' };
    await eventually(async () => expect(await world.payment(world.saoPaulo, id)).toMatchObject(parked));

    await world.runDue('payments.ask-gateway', 4);
    expectStatus(200, await world.saoPaulo.waiter.post(`/payments/${id}/sync`));

    expect(await world.payment(world.saoPaulo, id)).toMatchObject(parked);
    expect(await world.orderOf(world.saoPaulo, orderId)).toMatchObject({ payment_status: 'PENDING', paid_amount: 0 });
  });
});

describe('a refund that OpenPix has yet to send', () => {
  let world: PaymentsWorld;

  beforeAll(async () => {
    world = await PaymentsWorld.start({ env: { PIX_PROVIDER: 'openpix' } });
  });

  it('counts when it is confirmed, and is free to ask for again when it is rejected', async () => {
    const { saoPaulo, sandbox } = world;
    const { payment_id: id, orderId } = await opened(world);
    sandbox.control.of.openpix.act('pay', id);
    const reaches = (state: object) =>
      eventually(async () => expect(await world.payment(saoPaulo, id)).toMatchObject(state));
    await reaches({ status: 'PAID' });
    const ask = async (amount: number) => {
      const calls = sandbox.control.of.openpix.count('refund');
      const wish = { amount, reason: 'cold soup' };
      const { id: refundId } = expectStatus(
        201,
        await saoPaulo.supervisor.post<{ id: string }>(`/payments/${id}/refunds`, wish),
      );
      await eventually(() => expect(sandbox.control.of.openpix.count('refund')).toBe(calls + 1));
      await reaches({
        refunds: expect.arrayContaining([expect.objectContaining({ id: refundId, status: 'PENDING' })]),
      });
    };

    sandbox.control.of.openpix.inject({ kind: 'refund-fails', times: 1 });
    await ask(AMOUNT);
    await reaches({ status: 'PAID', refunded_amount: 0, refund_pending: AMOUNT });
    await sandbox.control.clock.advance(2_000);
    await reaches({ status: 'PAID', refunded_amount: 0, refund_pending: 0 });

    await ask(1_000);
    await reaches({ status: 'PAID', refunded_amount: 0, refund_pending: 1_000 });
    expect(await world.orderOf(saoPaulo, orderId)).toMatchObject({ payment_status: 'PAID', refunded_amount: 0 });
    await sandbox.control.clock.advance(2_000);
    await reaches({ status: 'PARTIALLY_REFUNDED', refunded_amount: 1_000, refund_pending: 0 });
    expect(await world.orderOf(saoPaulo, orderId)).toMatchObject({ refunded_amount: 1_000 });
  });
});

describe('money that a bank only holds for Midtrans', () => {
  let world: PaymentsWorld;

  beforeAll(async () => {
    world = await PaymentsWorld.start();
  });

  const held = async () => {
    const { id: orderId } = await world.order(world.jakarta, AMOUNT);
    const { payment_id: id } = await world.pay(world.jakarta.waiter, orderId, 'midtrans');
    world.sandbox.control.of.midtrans.act('authorize', id);
    await reaches(id, { status: 'AUTHORIZED', needs_review: null });
    expect(await world.orderOf(world.jakarta, orderId)).toMatchObject({ payment_status: 'PENDING', paid_amount: 0 });
    return { id, orderId };
  };
  const reaches = (id: string, state: object) =>
    eventually(async () => expect(await world.payment(world.jakarta, id)).toMatchObject(state));

  it('pays nothing before it is captured, by a webhook or by asking', async () => {
    const { id, orderId } = await held();
    expectStatus(200, await world.jakarta.waiter.post(`/payments/${id}/sync`));
    expect(await world.payment(world.jakarta, id)).toMatchObject({ status: 'AUTHORIZED' });

    world.sandbox.control.of.midtrans.act('capture', id);

    await reaches(id, { status: 'PAID' });
    expect(await world.orderOf(world.jakarta, orderId)).toMatchObject({ payment_status: 'PAID', paid_amount: AMOUNT });
  });

  it('is a person’s when less is captured than was asked for', async () => {
    const { id, orderId } = await held();
    world.sandbox.control.of.midtrans.act('capture', id, { amount: AMOUNT - 1_000 });

    await reaches(id, { status: 'AUTHORIZED', needs_review: 'amount_mismatch' });
    expect(await world.orderOf(world.jakarta, orderId)).toMatchObject({ payment_status: 'PENDING' });
  });

  it('is let go when the bill is paid otherwise', async () => {
    const { id, orderId } = await held();
    await world.pay(world.jakarta.waiter, orderId, 'credit_card');

    await reaches(id, { status: 'CANCELLED' });
    expect(world.sandbox.control.of.midtrans.item(id).state).toBe('cancel');
  });
});

describe('a card that Midtrans has doubts about', () => {
  let world: PaymentsWorld;

  beforeAll(async () => {
    world = await PaymentsWorld.start();
  });

  it('is a person’s, and nobody’s any more once they approved it there', async () => {
    const { id: orderId } = await world.order(world.jakarta, AMOUNT);
    const { payment_id: id } = await world.pay(world.jakarta.waiter, orderId, 'midtrans');
    const { midtrans } = world.sandbox.control.of;
    const reaches = (state: object) =>
      eventually(async () => expect(await world.payment(world.jakarta, id)).toMatchObject(state));
    midtrans.act('challenge', id);
    await reaches({ status: 'PENDING', needs_review: 'CHALLENGED' });

    await fetch(`${world.sandbox.url}/midtrans/v2/${id}/approve`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${SANDBOX_KEYS.midtrans.serverKey}:`).toString('base64')}` },
    });

    await reaches({ status: 'PAID', needs_review: null });
  });
});

describe('a captured card that Midtrans lets go', () => {
  let world: PaymentsWorld;

  beforeAll(async () => {
    world = await PaymentsWorld.start();
  });

  const captured = async () => {
    const { id: orderId } = await world.order(world.jakarta, AMOUNT);
    const { payment_id: id } = await world.pay(world.jakarta.waiter, orderId, 'midtrans');
    world.sandbox.control.of.midtrans.act('pay', id, { method: 'credit_card' });
    await reaches(id, { status: 'PAID', needs_review: null });
    return id;
  };
  const reaches = (id: string, state: object) =>
    eventually(async () => expect(await world.payment(world.jakarta, id)).toMatchObject(state));

  it('at its dashboard is a person’s: the bill shows money that is not there', async () => {
    const id = await captured();

    world.sandbox.control.of.midtrans.act('cancel', id);

    await reaches(id, { status: 'PAID', needs_review: 'reversed' });
  });

  it('on our own word is a refund, and nobody’s worry', async () => {
    const id = await captured();

    expectStatus(201, await world.jakarta.supervisor.post(`/payments/${id}/refunds`, { reason: 'cold soup' }));

    await reaches(id, { status: 'REFUNDED', needs_review: null });
    await world.sandbox.control.idle();
    expect(world.sandbox.control.of.midtrans.item(id).state).toBe('cancel');
    expectStatus(200, await world.jakarta.waiter.post(`/payments/${id}/sync`));
    await reaches(id, { status: 'REFUNDED', needs_review: null });
  });
});

describe('a card that Midtrans denied, on a page that takes another', () => {
  let world: PaymentsWorld;

  beforeAll(async () => {
    world = await PaymentsWorld.start();
  });

  const denied = async () => {
    const { id: orderId } = await world.order(world.jakarta, AMOUNT);
    const { payment_id: id } = await world.pay(world.jakarta.waiter, orderId, 'midtrans');
    world.sandbox.control.of.midtrans.act('fail', id);
    await eventually(async () =>
      expect(await world.payment(world.jakarta, id)).toMatchObject({ status: 'FAILED', needs_review: null }),
    );
    return { id, orderId };
  };
  const checksLeft = async (id: string) =>
    (
      await world.database.query(
        `SELECT 1 FROM jobs WHERE kind = 'payments.ask-gateway' AND status = 'PENDING' AND payload->>'payment_id' = $1`,
        [id],
      )
    ).length;

  it('is asked for while the page is open: money whose webhook is lost is found', async () => {
    const { id, orderId } = await denied();
    await world.runDue('payments.ask-gateway', 2);
    world.sandbox.control.of.midtrans.inject({ kind: 'webhook-lost' });
    world.sandbox.control.of.midtrans.act('pay', id, { method: 'gopay' });
    world.sandbox.control.of.midtrans.clearFaults();

    await world.runDue('payments.ask-gateway');

    expect(await world.payment(world.jakarta, id)).toMatchObject({ status: 'PAID' });
    expect(await world.orderOf(world.jakarta, orderId)).toMatchObject({ payment_status: 'PAID', paid_amount: AMOUNT });
    expect(await checksLeft(id)).toBe(0);
  });

  it('is asked for once more when its time is over, and then no more', async () => {
    const { id } = await denied();
    await world.database.query(`UPDATE payments SET expires_at = now() - interval '1 second' WHERE id = $1`, [id]);
    const calls = world.sandbox.control.of.midtrans.count('status');

    await world.runDue('payments.ask-gateway', 3);

    expect(world.sandbox.control.of.midtrans.count('status')).toBe(calls + 1);
    expect(await world.payment(world.jakarta, id)).toMatchObject({ status: 'FAILED' });
    expect(await checksLeft(id)).toBe(0);
  });
});

describe('webhooks of ProPay', () => {
  let world: PaymentsWorld;

  beforeAll(async () => {
    world = await PaymentsWorld.start();
  });

  const tell = async (txid: string | undefined, reference: string) => {
    const charge = { txid, status: 'paid', amount_cents: AMOUNT, reference_type: 'order', reference_id: reference };
    const body = JSON.stringify({ event: 'charge.paid', event_id: `evt_${randomUUID()}`, data: charge });
    const signature = createHmac('sha256', SANDBOX_KEYS.propay.outboundSecret).update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-propay-signature': `sha256=${signature}` };
    const answer = await fetch(`${world.url}/api/v1/webhooks/payment`, { method: 'POST', body, headers });
    expect(answer.status).toBe(200);
  };
  const reaches = (id: string, state: object) =>
    eventually(async () => expect(await world.payment(world.saoPaulo, id)).toMatchObject(state));
  const PARKED = { status: 'PENDING', needs_review: 'order_mismatch' };

  it('under another txid than the payment has are parked, and pay nothing', async () => {
    const { payment_id: id, orderId } = await opened(world);

    await tell(randomUUID().replaceAll('-', ''), id);

    await reaches(id, PARKED);
    expect(await world.orderOf(world.saoPaulo, orderId)).toMatchObject({ payment_status: 'PENDING' });
  });

  it('under its txid and the id of something else are parked, and pay nothing', async () => {
    const [one, two] = [await opened(world), await opened(world)];

    await tell(one.txid, randomUUID());
    await tell(two.txid, one.orderId);

    await reaches(one.payment_id, PARKED);
    await reaches(two.payment_id, PARKED);
  });

  it('under its txid and the order’s own id pay it', async () => {
    const { payment_id: id, orderId, txid } = await opened(world);

    await tell(txid, orderId);

    await reaches(id, { status: 'PAID', needs_review: null });
  });
});
