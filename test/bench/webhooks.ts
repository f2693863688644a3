import { createHash, createHmac, randomUUID } from 'node:crypto';

import type { Request } from 'autocannon';

import { type Api, GATEWAY_KEYS, POOL_MAX } from './api.js';
import { compare, type Comparison, type Pace } from './load.js';
import { script, serve, type Server } from './processes.js';
import type { World } from './world.js';

const JSON_TYPE = { 'content-type': 'application/json' };

/**
 * Distinct webhooks with good signatures, ProPay's and Midtrans' in turn. The same process applies the ones before meanwhile, as far as
 * the rush lets it.
 */
export async function takeWebhooks(
  world: World,
  api: Api,
  baseline: Server | undefined,
  pace: Pace,
): Promise<Comparison> {
  const floor = baseline ?? (await startWebhookFloor(world));
  // Made anew for each request: a webhook that is here already would cost no statement.
  const requests = (): Request[] => [
    { method: 'POST', path: '/api/v1/webhooks/payment', setupRequest: proPay },
    { method: 'POST', path: '/api/v1/webhooks/midtrans', setupRequest: midtrans },
  ];
  // What earlier rounds and parts left to be done is not the next one's burden.
  const rest = () => world.execute(`UPDATE jobs SET status = 'DONE', finished_at = now() WHERE status = 'PENDING'`);
  try {
    return await compare({ server: api, requests }, { server: floor, requests }, { ...pace, rest });
  } finally {
    if (!baseline) await floor.stop();
  }
}

const startWebhookFloor = (world: World): Promise<Server> =>
  serve({
    name: 'floor',
    args: script('floors/webhook-floor.ts'),
    env: { DATABASE_URL: world.url, DB_POOL_MAX: POOL_MAX, ...GATEWAY_KEYS },
    probe: '/ready',
  });

function proPay(request: Request): Request {
  const body = JSON.stringify({
    event: 'charge.paid',
    event_id: randomUUID(),
    data: {
      txid: randomUUID().replaceAll('-', ''),
      status: 'paid',
      amount_cents: 25_000,
      reference_type: 'order',
      reference_id: randomUUID(),
      paid_at: '2026-11-20T21:12:01Z',
      refunds: [],
    },
  });
  const signature = createHmac('sha256', GATEWAY_KEYS.PROPAY_TO_GO_SECRET).update(body).digest('hex');
  return { ...request, body, headers: { ...JSON_TYPE, 'x-propay-signature': `sha256=${signature}` } };
}

function midtrans(request: Request): Request {
  const order_id = randomUUID();
  const signed = `${order_id}20025000.00${GATEWAY_KEYS.MIDTRANS_SERVER_KEY}`;
  const body = JSON.stringify({
    transaction_time: '2026-11-20 18:12:01',
    transaction_status: 'settlement',
    transaction_id: randomUUID(),
    status_message: 'midtrans payment notification',
    status_code: '200',
    signature_key: createHash('sha512').update(signed).digest('hex'),
    payment_type: 'qris',
    order_id,
    merchant_id: 'G000000001',
    gross_amount: '25000.00',
    fraud_status: 'accept',
    currency: 'IDR',
  });
  return { ...request, body, headers: JSON_TYPE };
}
