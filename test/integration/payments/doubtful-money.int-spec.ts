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

describe('money that OpenPix tells of in its news and not when it is asked', () => {
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

describe('news of ProPay under another txid than the payment has', () => {
  let world: PaymentsWorld;

  beforeAll(async () => {
    world = await PaymentsWorld.start();
  });

  it('are parked, and pay nothing', async () => {
    const { payment_id: id, orderId } = await opened(world);
    const txid = randomUUID().replaceAll('-', '');
    const charge = { txid, status: 'paid', amount_cents: AMOUNT, reference_type: 'order', reference_id: id };
    const body = JSON.stringify({ event: 'charge.paid', event_id: `evt_${txid}`, data: charge });
    const signature = createHmac('sha256', SANDBOX_KEYS.propay.outboundSecret).update(body).digest('hex');

    const headers = { 'content-type': 'application/json', 'x-propay-signature': `sha256=${signature}` };
    const answer = await fetch(`${world.url}/api/v1/webhooks/payment`, { method: 'POST', body, headers });

    expect(answer.status).toBe(200);
    const parked = { status: 'PENDING', needs_review: 'order_mismatch' };
    await eventually(async () => expect(await world.payment(world.saoPaulo, id)).toMatchObject(parked));
    expect(await world.orderOf(world.saoPaulo, orderId)).toMatchObject({ payment_status: 'PENDING' });
  });
});
