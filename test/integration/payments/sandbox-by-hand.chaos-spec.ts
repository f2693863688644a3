import { beforeAll, describe, expect, it } from '@jest/globals';

import { eventually } from '../../support/eventually.js';
import { expectStatus, type Shop } from '../../support/shop.js';
import { type PayAnswer, PaymentsWorld } from './payments-world.js';

const METHODS = { midtrans: 'midtrans', propay: 'pix', openpix: 'pix', stripe: 'credit_card' } as const;
type Gateway = keyof typeof METHODS;

interface Button {
  readonly label: string;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}
interface Screen {
  readonly state: string;
  readonly buttons: readonly Button[];
}

const AMOUNT = 5_000;
const REFUND_TAKES_MS = 2_500;

/** What the API must show of a payment whose page stands so; what is not here waits for its payer. */
const SHOWN: Readonly<Record<Gateway, Readonly<Record<string, object>>>> = {
  midtrans: {
    capture: { status: 'PAID', needs_review: null },
    settlement: { status: 'PAID', needs_review: null },
    deny: { status: 'FAILED' },
    'deny pending': { status: 'FAILED' },
    cancel: { status: 'CANCELLED' },
    'capture cancel': { status: 'PAID', needs_review: 'reversed' },
    expire: { status: 'EXPIRED' },
    refund: { status: 'REFUNDED' },
    chargeback: { status: 'PAID', needs_review: 'CHARGEBACK' },
  },
  propay: {
    paid: { status: 'PAID' },
    cancelled: { status: 'CANCELLED' },
    expired: { status: 'EXPIRED' },
    refunded: { status: 'REFUNDED' },
  },
  openpix: {
    COMPLETED: { status: 'PAID' },
    'COMPLETED COMPLETED': { status: 'REFUNDED' },
    EXPIRED: { status: 'EXPIRED' },
  },
  stripe: {
    succeeded: { status: 'PAID', needs_review: null },
    'succeeded succeeded': { status: expect.stringMatching(/PAID|REFUNDED/) },
    canceled: { status: 'CANCELLED' },
  },
};
const WAITS = { status: 'PENDING', needs_review: null };

const textOf = (html: string) => html.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');

async function screenOf(response: Response): Promise<Screen> {
  expect(response.status).toBe(200);
  const html = await response.text();
  const [, state = ''] = /<p role="status">State: <strong>([^<]+)</.exec(html) ?? [];
  const buttons = [...html.matchAll(/<form method="post" action="([^"]+)">(.*?)<button>([^<]+)<\/button>/g)].map(
    ([, url = '', inputs = '', label = '']) => ({
      label: textOf(label),
      url: new URL(textOf(url), response.url).href,
      fields: Object.fromEntries(
        [...inputs.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
          name,
          textOf(value),
        ]),
      ),
    }),
  );
  return { state: textOf(state), buttons };
}

const press = async ({ url, fields }: Button): Promise<Screen> =>
  screenOf(await fetch(url, { method: 'POST', body: new URLSearchParams(fields) }));

describe.each([
  ['propay', ['midtrans', 'propay', 'stripe']],
  ['openpix', ['openpix']],
] as const)('the sandbox by hand, PIX by %s', (pix, gateways) => {
  let world: PaymentsWorld;

  beforeAll(async () => {
    world = await PaymentsWorld.start({ env: { PIX_PROVIDER: pix, CIRCUIT_BREAKER_THRESHOLD: '1000' } });
  });

  const shopOf = (gateway: Gateway): Shop => (gateway === 'midtrans' ? world.jakarta : world.saoPaulo);
  const controlOf = (gateway: Gateway) => world.sandbox.control.provider(gateway);

  const opened = async (gateway: Gateway): Promise<PayAnswer & { orderId: string }> => {
    const shop = shopOf(gateway);
    const { id: orderId } = await world.order(shop, AMOUNT);
    return { ...(await world.pay(shop.waiter, orderId, METHODS[gateway])), orderId };
  };
  const pageOf = (gateway: Gateway, { redirect_url: snap, payment_id: id }: PayAnswer) =>
    fetch(snap ?? `${world.sandbox.url}/${gateway}/pay/${id}`);

  /** From a payment of its own: these buttons, one after the other, each with what it does to the API's payment. */
  const walk = async (gateway: Gateway, labels: readonly string[]) => {
    const payment = await opened(gateway);
    let screen = await screenOf(await pageOf(gateway, payment));
    let last = '';
    for (const label of labels) {
      const button = screen.buttons.find((one) => one.label === label);
      if (!button) throw new Error(`no button ${label}`);
      await press(button);
      await world.sandbox.control.clock.advance(REFUND_TAKES_MS);
      await world.sandbox.control.idle();
      screen = await screenOf(await pageOf(gateway, payment));
      const shown = SHOWN[gateway][`${last} ${screen.state}`] ?? SHOWN[gateway][screen.state] ?? WAITS;
      await eventually(async () =>
        expect([label, await world.payment(shopOf(gateway), payment.payment_id)]).toMatchObject([label, shown]),
      );
      last = screen.state;
    }
    return screen;
  };

  it.each(gateways)(
    'presses every button of each page of %s: the API takes all that it is told, and shows what is true',
    async (gateway) => {
      const seen = new Set<string>();
      const actions = new Set<string>();
      const paths: string[][] = [[]];
      for (let path = paths.shift(); path; path = paths.shift()) {
        const screen = await walk(gateway, path);
        const view = [screen.state, ...screen.buttons.map(({ label }) => label)].join('|');
        if (seen.has(view)) continue;
        seen.add(view);
        for (const { label, fields } of screen.buttons) {
          actions.add(fields['action'] ?? '');
          paths.push([...path, label]);
        }
      }
      expect([...actions]).toEqual(expect.arrayContaining(['pay', 'fail', 'expire', 'refund']));
      const refused = controlOf(gateway)
        .webhooks()
        .filter(({ attempts }) => attempts.some(({ status }) => status !== 200));
      expect(refused).toEqual([]);
    },
    60_000,
  );

  it.each(gateways)('hears webhooks of %s that come twice, late, in reverse or never: paid, once', async (gateway) => {
    for (const kind of ['webhook-doubled', 'webhook-delayed', 'webhook-reordered', 'webhook-lost'] as const) {
      const { payment_id: id, orderId } = await opened(gateway);
      expectStatus(201, await controlled('POST', `/${gateway}/faults`, { kind, ms: 60_000 }));
      if (gateway === 'midtrans') controlOf(gateway).act('choose', id);
      controlOf(gateway).act('pay', id);
      await controlled('DELETE', `/${gateway}/faults`);
      if (kind === 'webhook-delayed') await world.sandbox.control.clock.advance(60_000);
      await controlled('POST', `/${gateway}/webhooks/release`);
      await world.sandbox.control.idle();
      if (kind === 'webhook-lost') await world.runDue('payments.ask-gateway');
      await eventually(async () =>
        expect([kind, await world.orderOf(shopOf(gateway), orderId)]).toMatchObject([
          kind,
          { payment_status: 'PAID', paid_amount: AMOUNT, refunded_amount: 0 },
        ]),
      );
    }
  });

  it.each(gateways)(
    'hears nothing that it could believe from %s: never paid before it hears better, and then once',
    async (gateway) => {
      const shop = shopOf(gateway);
      const { payment_id: id, orderId } = await opened(gateway);
      controlOf(gateway).inject({ kind: 'webhook-lost' });
      controlOf(gateway).act('pay', id);
      const sync = () => shop.waiter.post<{ status: string; needs_review: string | null }>(`/payments/${id}/sync`);
      const deaf = [
        { kind: 'html' },
        { kind: 'half-body' },
        { kind: 'redirect' },
        { kind: 'reset' },
        { kind: 'reset-after' },
        { kind: 'error', status: 500 },
        { kind: 'error', status: 429 },
        { kind: 'delay', ms: 5_500 },
      ];
      for (const fault of deaf) {
        expectStatus(201, await controlled('POST', `/${gateway}/faults`, { ...fault }));
        const answer = await sync();
        expect([fault, answer.status]).toEqual([fault, 503]);
        await controlled('DELETE', `/${gateway}/faults`);
        expect([fault, await world.payment(shop, id)]).toMatchObject([
          fault,
          { status: 'PENDING', needs_review: null },
        ]);
      }
      expectStatus(201, await controlled('POST', `/${gateway}/faults`, { kind: 'wrong-amount', times: 1 }));
      expect(expectStatus(200, await sync())).toMatchObject({ status: 'PENDING', needs_review: 'amount_mismatch' });
      expect(await world.orderOf(shop, orderId)).toMatchObject({ payment_status: 'PENDING', paid_amount: 0 });
      await controlled('DELETE', `/${gateway}/faults`);

      expect(expectStatus(200, await sync())).toMatchObject({ status: 'PAID' });
      expect(await world.orderOf(shop, orderId)).toMatchObject({ payment_status: 'PAID', paid_amount: AMOUNT });
    },
    30_000,
  );

  /** The control over HTTP, as a person with curl has it. */
  async function controlled(method: string, path: string, body?: object) {
    const response = await fetch(`${world.sandbox.url}/control${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as unknown } as never;
  }
});
