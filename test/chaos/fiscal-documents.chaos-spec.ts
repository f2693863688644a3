import { expect, it } from '@jest/globals';

import {
  client,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  startApi,
  startFiscalProvider,
} from '../support/index.js';

interface Order {
  readonly id: string;
}

const PATIENT = { timeoutMs: 20_000 };

it('fiscal documents are exactly one each, without a gap, when processes are killed between payment and document', async () => {
  const [provider, database] = [await startFiscalProvider(), await createTestDatabase()];
  const env = {
    NFE_PROVIDER: 'focusnfe',
    NFE_CNPJ: '11.222.333/0001-81',
    NFE_AMBIENTE: 'homologacao',
    NFE_BASE_URL: provider.url,
    NFE_API_KEY: provider.token,
    CIRCUIT_BREAKER_THRESHOLD: '500',
  };
  const [api, victim] = await Promise.all([startApi({ database, env }), startApi({ database, env })]);
  const shop = await createShop(database, api, { currency: 'BRL', tax_rate: 8.65, cash_rounding: 1 });
  const coffee = await shop.product('Café coado', 850);
  expectStatus(200, await shop.admin.patch(`/products/${coffee.id}`, { ncm: '09012100', cfop: '5102' }));
  expectStatus(
    200,
    await shop.admin.put(`/outlets/${shop.outletId}/fiscal`, { default_cfop: '5101', state: 'SP', version: 0 }),
  );
  expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 10_000 }));
  const order = async (): Promise<Order> =>
    expectStatus(
      201,
      await shop.waiter.post<Order>('/orders', {
        outlet_id: shop.outletId,
        items: [{ product_id: coffee.id, quantity: 2 }],
        type: 'TAKEAWAY',
      }),
    );
  const statusOf = async ({ id }: Order): Promise<string> =>
    expectStatus(200, await shop.waiter.get<{ status: string }>(`/orders/${id}/fiscal`)).status;
  const till = client(victim, shop.accounts.cashier.token);
  provider.patience = 3;
  const sales: Order[] = [];
  for (let i = 0; i < 6; i++) sales.push(await order());
  const before = provider.authorised.length;

  const paying = sales.map(({ id }) => till.post(`/orders/${id}/pay`, { method: 'cash' }).catch(() => undefined));
  await Promise.race([
    Promise.all(paying),
    eventually(() => expect(provider.authorised.length).toBeGreaterThan(before), PATIENT),
  ]);
  await victim.kill();
  await Promise.all(paying);

  for (const sold of sales) {
    const { payment_status } = expectStatus(
      200,
      await shop.waiter.get<{ payment_status: string }>(`/orders/${sold.id}`),
    );
    if (payment_status !== 'PAID')
      expectStatus(201, await shop.cashier.post(`/orders/${sold.id}/pay`, { method: 'cash' }));
  }
  // What the dead process held is free again after a minute.
  for (const sold of sales) {
    await eventually(async () => expect(await statusOf(sold)).toBe('AUTHORIZED'), { timeoutMs: 100_000 });
  }
  const references = sales.map(({ id }) => id.replaceAll('-', ''));
  expect(provider.authorised.filter((reference) => references.includes(reference)).sort()).toEqual(references.sort());
  const rows = await database.query<{ n: number }>(
    `SELECT given_number::int AS n FROM fiscal_documents WHERE model = 'NFCE' AND given_number IS NOT NULL ORDER BY 1`,
  );
  expect(rows.map(({ n }) => n)).toEqual(rows.map((_, i) => i + 1));
}, 200_000);
