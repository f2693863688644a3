import { createHmac, randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, it } from '@jest/globals';

import { SANDBOX_KEYS } from '../../../apps/sandbox/src/start-sandbox.js';
import { eventually } from '../../support/eventually.js';
import type { Shop } from '../../support/shop.js';
import { PaymentsWorld } from './payments-world.js';

type Word = 'pending' | 'paid' | 'expired' | 'refunded';

interface Signed {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const AMOUNT = 5_000;
const ALL: readonly Word[] = ['pending', 'paid', 'expired', 'refunded'];
const AT_ONCE = 4;
const REFUND_TAKES_MS = 2_500;

interface Opened {
  readonly shop: Shop;
  readonly orderId: string;
  readonly id: string;
}

const GATEWAYS = {
  midtrans: {
    method: 'midtrans',
    path: 'midtrans',
    events: { pending: 'pending', expired: 'expire', paid: 'settlement', refunded: 'refund' },
  },
  propay: {
    method: 'pix',
    path: 'payment',
    events: { pending: '', expired: 'charge.expired', paid: 'charge.paid', refunded: 'charge.refunded' },
  },
  stripe: {
    method: 'credit_card',
    path: 'stripe',
    events: {
      pending: 'payment_intent.created',
      expired: '',
      paid: 'payment_intent.succeeded',
      refunded: 'charge.refunded',
    },
  },
  openpix: {
    method: 'pix',
    path: 'openpix',
    events: {
      pending: '',
      expired: 'OPENPIX:CHARGE_EXPIRED',
      paid: 'OPENPIX:CHARGE_COMPLETED',
      refunded: 'PIX_TRANSACTION_REFUND_SENT_CONFIRMED',
    },
  },
} as const;
type Gateway = keyof typeof GATEWAYS;

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item, i) => permutations(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]));

const hmac = (algorithm: string, secret: string, text: string) => createHmac(algorithm, secret).update(text);

function byStripe(event: object): Signed {
  const body = JSON.stringify({ ...event, id: `evt_${randomUUID()}` });
  const time = Math.floor(Date.now() / 1000);
  const signature = hmac('sha256', SANDBOX_KEYS.stripe.webhookSecret, `${time}.${body}`).digest('hex');
  return { body, headers: { ...JSON_TYPE, 'stripe-signature': `t=${time},v1=${signature}` } };
}

function byProPay(event: object): Signed {
  const body = JSON.stringify({ ...event, event_id: `evt_${randomUUID()}` });
  const signature = hmac('sha256', SANDBOX_KEYS.propay.outboundSecret, body).digest('hex');
  return { body, headers: { ...JSON_TYPE, 'x-propay-signature': `sha256=${signature}` } };
}

const eventOf = ({ body }: Signed) => JSON.parse(body) as { data: { object: object } };

/** The sandbox's intents are not paid after they ended: this is how Stripe would tell it, signed as it signs. */
function cancelledIntent(paid: Signed): Signed {
  const { data, ...event } = eventOf(paid);
  const object = { ...data.object, status: 'canceled', amount_received: 0, latest_charge: null };
  return byStripe({ ...event, type: 'payment_intent.canceled', data: { object } });
}

/** ProPay tells nothing of a charge that only waits; this is a type that nobody has documented. */
const activeCharge = (expired: Signed): Signed => byProPay({ ...eventOf(expired), event: 'charge.created' });

/** The same once more as webhooks of their own, which the inbox cannot know for the same. OpenPix' have no id but what they tell. */
const ANEW: Readonly<Record<Gateway, (told: Signed) => Signed>> = {
  midtrans: (told) => ({ ...told, body: JSON.stringify({ ...eventOf(told), status_message: randomUUID() }) }),
  propay: (told) => byProPay(eventOf(told)),
  stripe: (told) => byStripe(eventOf(told)),
  openpix: (told) => told,
};

describe.each([
  ['propay', ['midtrans', 'propay', 'stripe']],
  ['openpix', ['openpix']],
] as const)('signed webhooks, PIX by %s', (pix, gateways) => {
  let world: PaymentsWorld;

  beforeAll(async () => {
    world = await PaymentsWorld.start({ webhooks: false, env: { PIX_PROVIDER: pix } });
    // Nothing is delivered: the test does it. But it is made and signed for this address.
    for (const name of gateways) world.sandbox.control.of[name].inject({ kind: 'webhook-lost' });
    world.sandbox.control.sendWebhooksTo(world.url);
  });

  const shopOf = (gateway: Gateway) => (gateway === 'midtrans' ? world.jakarta : world.saoPaulo);

  const opened = async (gateway: Gateway): Promise<Opened> => {
    const shop = shopOf(gateway);
    const order = await world.order(shop, AMOUNT);
    const { payment_id: id } = await world.pay(shop.waiter, order.id, GATEWAYS[gateway].method);
    return { shop, orderId: order.id, id };
  };

  /** Everything that the gateway has told of a payment, once all of it has happened there. */
  const toldOf = async (gateway: Gateway, id: string): Promise<Record<Word, Signed | undefined>> => {
    const control = world.sandbox.control.of[gateway];
    const { id: own } = control.item(id);
    const all = control
      .webhooks()
      .filter(({ subject, body }) => subject === own || subject === id || body.includes(id));
    const { events } = GATEWAYS[gateway];
    const find = (word: Word): Signed | undefined => all.find(({ event }) => event !== '' && event === events[word]);
    const paid = find('paid');
    const expired = find('expired') ?? (paid && gateway === 'stripe' ? cancelledIntent(paid) : undefined);
    const pending = find('pending') ?? (expired && gateway === 'propay' ? activeCharge(expired) : undefined);
    return { pending, paid, expired, refunded: find('refunded') };
  };

  const happen = async (gateway: Gateway, ids: readonly string[], isRefunded: boolean): Promise<void> => {
    const { control } = world.sandbox;
    const act = (action: string, id: string) => control.provider(gateway).act(action, id);
    for (const id of ids) {
      if (gateway === 'midtrans') act('choose', id);
      if (gateway !== 'stripe') act('expire', id);
      act('pay', id);
      if (isRefunded) act('refund', id);
    }
    await control.clock.advance(REFUND_TAKES_MS);
    await control.idle();
  };

  const deliver = async (gateway: Gateway, id: string, { body, headers }: Signed): Promise<void> => {
    const url = `${world.url}/api/v1/webhooks/${GATEWAYS[gateway].path}`;
    const answers = await Promise.all([1, 2].map(() => fetch(url, { method: 'POST', body, headers })));
    expect([gateway, id, ...answers.map(({ status }) => status)]).toEqual([gateway, id, 200, 200]);
    // Applied in the order of their coming, and not as the jobs may have it.
    await eventually(
      async () => {
        const waiting = await world.database.query(
          `SELECT 1 FROM webhook_logs WHERE status = 'RECEIVED' AND provider = $1 AND body = $2`,
          [gateway, Buffer.from(body)],
        );
        expect(waiting).toEqual([]);
      },
      { timeoutMs: 10_000 },
    );
  };

  /** Each order of these words on a payment of its own, several at once: everything twice, and anew when all has been told. */
  const tellInEveryOrder = async (gateway: Gateway, words: readonly Word[], end: string): Promise<void> => {
    const one = async (words: readonly Word[], { shop, orderId, id }: Opened) => {
      const told = await toldOf(gateway, id);
      const inOrder = words.flatMap((word) => {
        const signed = told[word];
        if (!signed && !(gateway === 'openpix' && word === 'pending')) throw new Error(`${gateway} never told ${word}`);
        return signed ?? [];
      });
      for (const signed of inOrder) await deliver(gateway, id, signed);
      for (const signed of inOrder) await deliver(gateway, id, ANEW[gateway](signed));
      const payment = await world.payment(shop, id);
      const bill = await world.orderOf(shop, orderId);
      expect([words, payment.status, bill.payment_status, payment.needs_review]).toEqual([words, end, end, null]);
      expect([words, payment.refunds.length]).toEqual([words, end === 'REFUNDED' ? 1 : 0]);
    };
    const orders = permutations(words);
    for (let from = 0; from < orders.length; from += AT_ONCE) {
      const group = orders.slice(from, from + AT_ONCE);
      const payments = await Promise.all(group.map(() => opened(gateway)));
      const ids = payments.map(({ id }) => id);
      await happen(gateway, ids, words.includes('refunded'));
      await Promise.all(payments.map((payment, i) => one(group[i] ?? [], payment)));
    }
  };

  it.each(gateways)(
    'of %s end the same in all orders of pending, paid, expired and refunded, each repeated at once and later',
    (gateway) => tellInEveryOrder(gateway, ALL, 'REFUNDED'),
    60_000,
  );

  it.each(gateways)(
    'of %s end paid in all orders of pending, paid and expired, each repeated at once and later',
    (gateway) => tellInEveryOrder(gateway, ['pending', 'paid', 'expired'], 'PAID'),
    60_000,
  );

  it(`are not needed: when every one is lost for an hour, the reconciler settles ${gateways.join(', ')}`, async () => {
    const payments = [];
    for (const gateway of gateways) {
      const four = await Promise.all(Array.from({ length: 4 }, () => opened(gateway)));
      payments.push(...four.map((payment, i) => ({ gateway, ...payment, isPaid: i !== 3 })));
    }
    for (const { gateway, id, isPaid } of payments) {
      // A page of Midtrans' that nobody has opened is nothing that it knows of.
      if (gateway === 'midtrans') world.sandbox.control.of.midtrans.act('choose', id);
      world.sandbox.control.provider(gateway).act(isPaid ? 'pay' : 'expire', id);
    }
    const { length } = await world.database.query('SELECT 1 FROM webhook_logs');

    // After 1, 5, 15 and 60 minutes.
    await world.runDue('payments.ask-gateway', 4);

    for (const { shop, id, orderId, isPaid } of payments) {
      const [status, billed] = isPaid ? ['PAID', 'PAID'] : ['over', 'FAILED'];
      await eventually(async () => {
        const payment = await world.payment(shop, id);
        expect(/EXPIRED|CANCELLED/.test(payment.status) ? 'over' : payment.status).toBe(status);
        expect(await world.orderOf(shop, orderId)).toMatchObject({ payment_status: billed });
      });
    }
    expect(await world.database.query('SELECT 1 FROM webhook_logs')).toHaveLength(length);
  }, 60_000);
});
