import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { type Sandbox, startSandbox } from '../../apps/sandbox/src/start-sandbox.js';
import { onCleanup } from '../support/cleanup.js';
import {
  type Api,
  type Client,
  client,
  createAccount,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
interface Notification {
  readonly id: string;
  readonly kind: string;
  readonly cause: string;
  readonly status: string;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly recipient: string | null;
  readonly user_id: string | null;
}
interface Job {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly status: string;
  readonly last_error: string | null;
}
type Page<T> = { readonly data: readonly T[]; readonly total: number };
type Problem = { readonly code: string };

const PATIENT = { timeoutMs: 20_000 };
const CPF = '52998224725';

describe('mails', () => {
  let sandbox: Sandbox;
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;
  let coffee: string;

  beforeAll(async () => {
    [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox()]);
    onCleanup(() => sandbox.stop());
    api = await start();
    shop = await createShop(database, api, {
      name: 'Loja & Filhos',
      currency: 'BRL',
      tax_rate: 0,
      cash_rounding: 1,
    });
    coffee = (await shop.product('Café <coado>', 1_850)).id;
    expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 10_000 }));
    expectStatus(201, await shop.supervisor.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 10_000 }));
  }, 200_000);
  afterEach(() => {
    resend().clearFaults();
    resend().forgetCalls();
  });

  const resend = () => sandbox.control.of.resend;
  const start = () => {
    const { RESEND_API_KEY, RESEND_BASE_URL, MAILER_FROM_EMAIL } = sandbox.env();
    const env = { RESEND_API_KEY, RESEND_BASE_URL, MAILER_FROM_EMAIL };
    // The circuit has tests of its own.
    const breaker = { CIRCUIT_BREAKER_THRESHOLD: '900' };
    return startApi({ database, env: { ...env, ...breaker, FRONTEND_URL: 'https://loja.example' } });
  };

  async function aCustomer(more: object = {}): Promise<{ id: string; email: string; me: Client }> {
    const { id, token } = await createAccount(database, 'CUSTOMER');
    const [email, me] = [`ana-${id.slice(-12)}@mail.example`, client(api, token)];
    expectStatus(200, await me.put('/users/me', { name: 'Ana', email, cpf: CPF, locale: 'pt-BR', ...more }));
    return { id, email, me };
  }
  const place = async (by: Client, more: object = {}): Promise<{ id: string; number: string }> => {
    const body = { outlet_id: shop.outletId, items: [{ product_id: coffee, quantity: 2 }], type: 'ONLINE', ...more };
    return expectStatus(201, await by.post<{ id: string; number: string }>('/orders', body));
  };
  const pay = async (orderId: string) =>
    expectStatus(201, await shop.cashier.post<{ payment_id: string }>(`/orders/${orderId}/pay`, { method: 'cash' }));
  const mailsTo = (email: string) =>
    (resend().items() as unknown as Mail[]).filter(({ to }) => to.includes(email)).map((mail) => mail);
  /** Waits until as many have come, and nothing about mails is under way. */
  const settledMails = (email: string, count: number): Promise<Mail[]> =>
    eventually(async () => {
      const owed = await database.query(
        `SELECT kind, key FROM jobs WHERE kind LIKE 'notifications.%' AND status = 'PENDING' AND kind <> 'notifications.remove-old'`,
      );
      expect(owed).toEqual([]);
      expect(mailsTo(email)).toHaveLength(count);
      return mailsTo(email);
    }, PATIENT);
  const notifications = async (query: string): Promise<readonly Notification[]> =>
    expectStatus(200, await shop.admin.get<Page<Notification>>(`/notifications?${query}`)).data;
  /** The one notification of somebody, in this state. */
  const only = (userId: string, expected: object): Promise<Notification> =>
    eventually(async () => {
      const [one, ...others] = await notifications(`user_id=${userId}`);
      expect(others).toEqual([]);
      expect(one).toMatchObject(expected);
      return one!;
    }, PATIENT);

  it('tell an online order from its beginning to its refund, one mail each', async () => {
    const { id: userId, email, me } = await aCustomer();

    const order = await place(me);
    const { payment_id } = await pay(order.id);
    const sent = { tracking_number: `BR${newId().slice(-9).toUpperCase()}`, carrier: 'Correios PAC' };
    for (let i = 0; i < 2; i++) expectStatus(200, await shop.admin.patch(`/orders/${order.id}/tracking`, sent));
    const refund = { amount: 1_000, reason: 'um café frio' };
    expectStatus(201, await shop.supervisor.post(`/payments/${payment_id}/refunds`, refund));

    const mails = await settledMails(email, 4);
    const mailAbout = (word: string) => mails.find(({ subject }) => subject.includes(word));
    expect(mails.every(({ subject }) => subject.includes(order.number))).toBe(true);
    expect(mailAbout('Recebemos')?.text).toContain('2 × Café <coado>: R$ 37,00');
    expect(mailAbout('Recebemos')?.html).toContain('2 × Café &lt;coado&gt;');
    expect(mailAbout('Recebemos')?.html).toContain('Loja &amp; Filhos');
    expect(mailAbout('Recebemos')?.text).toContain(`https://loja.example/orders/${order.id}`);
    expect(mailAbout('Pagamento')?.text).toContain('Pago: R$ 37,00');
    expect(mailAbout('caminho')?.text).toContain(`https://loja.example/tracking/${sent.tracking_number}`);
    expect(mailAbout('caminho')?.text).toContain('Correios PAC');
    expect(mailAbout('Reembolso')?.text).toContain('Total reembolsado: R$ 10,00');
    const noted = await notifications(`user_id=${userId}`);
    expect(noted.map(({ kind, status }) => `${kind} ${status}`).toSorted()).toEqual([
      'ORDER_PLACED SENT',
      'ORDER_SHIPPED SENT',
      'PAYMENT_RECEIVED SENT',
      'PAYMENT_REFUNDED SENT',
    ]);
    const stored = await database.query(
      `SELECT n::text AS row FROM notifications n UNION ALL SELECT j::text FROM jobs j`,
    );
    expect(JSON.stringify(stored)).not.toContain(email);
    expect(api.logs.join('\n')).not.toContain(email);
  });

  it('are written in the language of whoever reads them, and say when an order was cancelled', async () => {
    const { email, me } = await aCustomer({ locale: 'en' });
    const order = await place(me);
    expectStatus(200, await me.patch(`/orders/${order.id}/cancel`, { reason: 'changed my mind' }));

    const mails = await settledMails(email, 2);

    expect(mails.map(({ subject }) => subject).toSorted()).toEqual([
      `Order ${order.number} was cancelled`,
      `We have your order ${order.number}`,
    ]);
    expect(mails.find(({ subject }) => subject.includes('cancelled'))?.text).toContain('You have not been charged.');
    expect(mails.find(({ subject }) => subject.includes('We have'))?.text).toContain('R$37.00');
  });

  it('say that an order ended which nobody paid in time', async () => {
    const { id: userId, email, me } = await aCustomer();
    const order = await place(me);
    await database.query(`UPDATE jobs SET run_at = now() WHERE kind = 'ordering.expire-order' AND key = $1`, [
      order.id,
    ]);

    const mails = await eventually(() => {
      expect(mailsTo(email)).toHaveLength(2);
      return mailsTo(email);
    }, PATIENT);

    expect(mails[1]?.subject).toBe(`Pedido ${order.number} não foi pago a tempo`);
    expect(mails[1]?.text).toContain('Nada foi cobrado.');
    expect(await notifications(`user_id=${userId}&kind=ORDER_EXPIRED`)).toHaveLength(1);
  });

  it('go to nobody who stands at the counter, and to nobody without an address', async () => {
    const [known, silent] = [await aCustomer(), await aCustomer({ email: null })];
    const counter = await place(shop.cashier, { type: 'TAKEAWAY', customer_id: known.id });
    await pay(counter.id);
    await pay((await place(silent.me)).id);
    const delivered = await place(shop.cashier, { type: 'DELIVERY', customer_id: known.id });

    const mails = await settledMails(known.email, 1);

    expect(mails[0]?.subject).toContain(delivered.number);
    expect(await notifications(`user_id=${silent.id}`)).toEqual([]);
  });

  describe('when Resend', () => {
    it('is down, wait without holding up the order, are seen, and go when an administrator says so', async () => {
      resend().inject({ kind: 'error', status: 503 });
      const { id: userId, email, me } = await aCustomer();

      const order = await place(me);

      const owed = await only(userId, { status: 'PENDING', last_error: 'failing', kind: 'ORDER_PLACED' });
      expect(owed).toMatchObject({ cause: `order-placed/${order.id}`, recipient: 'a***@m***.example' });
      expect(JSON.stringify(await notifications('status=PENDING'))).not.toContain(email);
      resend().clearFaults();
      const retried = await shop.admin.post<Notification>(`/notifications/${owed.id}/retry`);
      expect([retried.status, retried.body.status]).toEqual([202, 'PENDING']);
      await settledMails(email, 1);
      await only(userId, { status: 'SENT', last_error: null });
      const twice = await shop.admin.post<Problem>(`/notifications/${owed.id}/retry`);
      expect([twice.status, twice.body.code]).toEqual([409, 'NOTIFICATION_SENT']);
      expect((await shop.admin.post(`/notifications/${newId()}/retry`)).status).toBe(404);
    });

    it('is slow, hold up their own jobs alone', async () => {
      resend().inject({ kind: 'delay', operation: 'send', ms: 4_000, times: 1 });
      const { id: userId, email, me } = await aCustomer();

      const order = await place(me);

      const statusOf = async (kind: string) =>
        database.query(`SELECT status FROM jobs WHERE key = $1 AND kind = $2`, [order.id, kind]);
      await eventually(async () => {
        expect(await statusOf('customers.remember-outlet')).toEqual([{ status: 'DONE' }]);
        expect(await statusOf('notifications.tell-order-placed')).toEqual([{ status: 'PENDING' }]);
      });
      await settledMails(email, 1);
      await only(userId, { status: 'SENT', attempts: 1 });
    });

    it('will never take one, wait for a person, as does their job', async () => {
      resend().inject({ kind: 'error', status: 422, operation: 'send', times: 1 });
      const { id: userId, email, me } = await aCustomer();

      const order = await place(me);

      await only(userId, { status: 'FAILED', attempts: 1 });
      const dead = await eventually(async () => {
        const page = await shop.admin.get<Page<Job>>('/jobs?status=DEAD&kind=notifications.tell-order-placed');
        const job = page.body.data.find(({ key }) => key === order.id);
        expect(job).toMatchObject({ status: 'DEAD', last_error: 'MailRejected validation_error' });
        return job!;
      });
      expect((await shop.admin.post(`/jobs/${dead.id}/retry`)).status).toBe(202);
      await settledMails(email, 1);
      await only(userId, { status: 'SENT', attempts: 2 });
      const done = await shop.admin.post<Problem>(`/jobs/${dead.id}/retry`);
      expect([done.status, done.body.code]).toEqual([409, 'JOB_DONE']);
      const acts = await database.query(`SELECT action FROM audit_log WHERE subject_id = $1`, [dead.id]);
      expect(acts).toEqual([{ action: 'job.retried' }]);
    });

    it('took one and the process was killed before it was noted, are sent once all the same', async () => {
      const { id: userId, email, me } = await aCustomer();
      const order = await place(me);
      await settledMails(email, 1);
      resend().inject({ kind: 'delay', operation: 'send', ms: 8_000, times: 1 });
      await pay(order.id);
      await eventually(() => expect(mailsTo(email)).toHaveLength(2), PATIENT);
      await api.kill();

      await comeBack();

      await settledMails(email, 2);
      await eventually(async () => {
        const noted = await notifications(`user_id=${userId}&kind=PAYMENT_RECEIVED`);
        expect(noted).toMatchObject([{ status: 'SENT', attempts: 2 }]);
      }, PATIENT);
    });

    it('was never reached before the process was killed after the payment, are sent once after the restart', async () => {
      const { email, me } = await aCustomer();
      resend().inject({ kind: 'reset' });
      await pay((await place(me)).id);
      await api.kill();
      resend().clearFaults();

      await comeBack();

      const mails = await settledMails(email, 2);
      expect(mails.filter(({ subject }) => subject.startsWith('Pagamento'))).toHaveLength(1);
    });
  });

  /** A new process, which need not wait for the dead one's leases to end. */
  async function comeBack(): Promise<void> {
    await database.query('UPDATE jobs SET locked_until = NULL, run_at = now() WHERE locked_until IS NOT NULL');
    await database.query(`UPDATE jobs SET run_at = now() WHERE kind LIKE 'notifications.%' AND status = 'PENDING'`);
    await database.query('UPDATE notifications SET held_until = NULL');
    api = await start();
    shop = { ...shop, ...callersOf(api, shop) };
  }

  it('are told to whoever asks what is held on them, and forgotten with them', async () => {
    const { id: userId, email, me } = await aCustomer();
    await place(me);
    await settledMails(email, 1);
    const held = await me.get<{ elsewhere: { mails: unknown } }>('/users/me/export');
    expect(held.body.elsewhere.mails).toEqual([{ kind: 'ORDER_PLACED', sent_at: expect.any(String) }]);
    resend().inject({ kind: 'error', status: 500 });
    await place(me);
    await eventually(async () => expect(await notifications(`user_id=${userId}&status=PENDING`)).toHaveLength(1));

    expectStatus(204, await me.delete('/users/me'));

    resend().clearFaults();
    await database.query(`UPDATE jobs SET run_at = now() WHERE kind LIKE 'notifications.%' AND status = 'PENDING'`);
    await settledMails(email, 1);
    expect(await notifications(`user_id=${userId}`)).toEqual([]);
  });

  it('lead to a new password, through Resend as well', async () => {
    const { id: userId, email } = await aCustomer({ locale: 'id' });

    expectStatus(202, await client(api).post('/auth/forgot-password', { email }));

    const [mail] = await eventually(() => {
      expect(mailsTo(email)).toHaveLength(1);
      return mailsTo(email);
    }, PATIENT);
    expect(mail?.subject).toBe('Buat kata sandi baru');
    const [, token] = /https:\/\/loja\.example\/reset-password\?token=([\w-]+)/.exec(mail?.text ?? '') ?? [];
    const password = 'kata-sandi-baru-2026';
    expectStatus(204, await client(api).post('/auth/reset-password', { token, password }));
    expectStatus(200, await client(api).post('/auth/login', { email, password }));
    const noted = await only(userId, { kind: 'PASSWORD_RESET', status: 'SENT' });
    expect(JSON.stringify(noted)).not.toContain(token);
  });

  it('are an administrator’s alone to see, as is the work that is owed', async () => {
    for (const path of ['/notifications', '/jobs']) {
      expect((await shop.supervisor.get(path)).status).toBe(403);
      expect((await client(api).get(path)).status).toBe(401);
    }
    expect((await shop.admin.get('/notifications?status=LOST')).status).toBe(400);
    expect((await shop.admin.get('/jobs?status=DONE')).status).toBe(400);
    expect((await shop.admin.post(`/jobs/${newId()}/retry`)).status).toBe(404);
  });
});

const callersOf = (api: Api, { accounts }: Shop) => ({
  admin: client(api, accounts.admin.token),
  supervisor: client(api, accounts.supervisor.token),
  cashier: client(api, accounts.cashier.token),
});
