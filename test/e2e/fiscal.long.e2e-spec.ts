import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import {
  type Api,
  client,
  type Client,
  createAccount,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  type FiscalProviderServer,
  type Shop,
  startApi,
  startFiscalProvider,
  type TestAccount,
  type TestDatabase,
} from '../support/index.js';

interface DocumentBody {
  id: string;
  order_id: string;
  model: string;
  status: string;
  series: number | null;
  number: number | null;
  access_key: string | null;
  total: number;
  code?: string | null;
  reason?: string | null;
  faults?: { code: string; product_id: string | null }[];
  owed?: boolean;
  files_kept: boolean;
}
interface Order {
  id: string;
  total_amount: number;
}

const CPF = '52998224725';
const NFE = { NFE_PROVIDER: 'focusnfe', NFE_CNPJ: '11.222.333/0001-81', NFE_AMBIENTE: 'homologacao' };
const PATIENT = { timeoutMs: 20_000 };

/** A shop in São Paulo with one coffee that is complete for its document and one cake that is not. */
async function aShopInSaoPaulo(database: TestDatabase, api: Api) {
  const shop = await createShop(database, api, {
    currency: 'BRL',
    tax_rate: 8.65,
    cash_rounding: 1,
    service_charge_rate: 10,
  });
  const coffee = await shop.product('Café coado', 850);
  const cake = await shop.product('Bolo de rolo', 1_490);
  expectStatus(200, await shop.admin.patch(`/products/${coffee.id}`, { ncm: '09012100', cfop: '5102' }));
  expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 10_000 }));
  expectStatus(201, await shop.supervisor.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 10_000 }));
  return { shop, coffee, cake };
}

describe('fiscal documents', () => {
  let provider: FiscalProviderServer;
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;
  let coffee: string;
  let cake: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    provider = await startFiscalProvider();
    database = await createTestDatabase();
    env = { ...NFE, NFE_BASE_URL: provider.url, NFE_API_KEY: provider.token, CIRCUIT_BREAKER_THRESHOLD: '500' };
    api = await startApi({ database, env });
    const there = await aShopInSaoPaulo(database, api);
    shop = there.shop;
    [coffee, cake] = [there.coffee.id, there.cake.id];
  }, 200_000);

  beforeEach(() => void Object.assign(provider, { mood: 'fine', rejecting: false, patience: 1 }));

  const order = async (by: Client, product: string, more: object = {}): Promise<Order> =>
    expectStatus(
      201,
      await by.post<Order>('/orders', {
        outlet_id: shop.outletId,
        items: [{ product_id: product, quantity: 2 }],
        type: 'TAKEAWAY',
        ...more,
      }),
    );
  const pay = async ({ id }: Order) =>
    expectStatus(201, await shop.cashier.post(`/orders/${id}/pay`, { method: 'cash' }));
  const documentOf = async ({ id }: Order, by: Client = shop.waiter): Promise<DocumentBody> =>
    expectStatus(200, await by.get<DocumentBody>(`/orders/${id}/fiscal`));
  const reaches = (sold: Order, status: string): Promise<DocumentBody> =>
    eventually(async () => {
      const document = await documentOf(sold);
      expect(document.status).toBe(status);
      return document;
    }, PATIENT);
  const soldAndPaid = async (product = coffee): Promise<Order> => {
    const sold = await order(shop.waiter, product);
    await pay(sold);
    return sold;
  };

  async function aCustomer(more: object): Promise<{ account: TestAccount; by: Client }> {
    const account = await createAccount(database, 'CUSTOMER');
    const by = client(api, account.token);
    expectStatus(200, await by.patch('/users/me', { name: 'Ana Souza', ...more }));
    expectStatus(
      201,
      await by.post(`/users/${account.id}/addresses`, {
        street: 'Avenida Paulista',
        number: '1578',
        district: 'Bela Vista',
        city: 'São Paulo',
        state: 'SP',
        postal_code: '01310-200',
      }),
    );
    return { account, by };
  }

  it('keep their bill closed, and a bill that is opened before has one of what it becomes', async () => {
    const sold = await soldAndPaid();
    await reaches(sold, 'AUTHORIZED');
    const reopen = ({ id }: Order) => shop.supervisor.post<Order>(`/orders/${id}/reopen`, { reason: 'one more' });
    expect(await reopen(sold)).toMatchObject({ status: 409, body: { code: 'FISCAL_DOCUMENT_ISSUED' } });

    const open = await order(shop.waiter, coffee);
    await pay(open);
    const answer = await reopen(open);
    // The job may have been faster: then it is another sale that was sent.
    if (answer.status === 409) {
      expect(answer.body).toMatchObject({ code: 'FISCAL_DOCUMENT_ISSUED' });
      return;
    }
    expectStatus(200, answer);
    const items = [{ product_id: coffee, quantity: 1 }];
    expectStatus(201, await shop.waiter.post(`/orders/${open.id}/items`, { items }));
    await pay(open);
    expect(await reaches(open, 'AUTHORIZED')).toMatchObject({ total: (open.total_amount / 2) * 3 });
  });

  it('are issued once a sale is paid, agree with the order and the receipt, and can be downloaded', async () => {
    const sold = await soldAndPaid();

    const document = await reaches(sold, 'AUTHORIZED');

    expect(document).toMatchObject({ model: 'NFCE', series: 1, number: expect.any(Number), total: sold.total_amount });
    expect(document.access_key).toHaveLength(44);
    const receipt = expectStatus(
      200,
      await shop.waiter.get<Record<string, number>>(`/orders/${sold.id}/receipt?format=json`),
    );
    const sent = provider.calls.find(({ body }) => body['informacoes_adicionais_contribuinte'] !== undefined)?.body;
    const reais = (amount = 0) => (amount / 100).toFixed(2);
    expect(sent).toMatchObject({
      cnpj_emitente: '11222333000181',
      valor_produtos: reais(receipt['subtotal']),
      valor_outras_despesas: reais(receipt['service_charge']),
      valor_total: reais(receipt['total_amount']),
      formas_pagamento: [{ forma_pagamento: '01', valor_pagamento: reais(receipt['paid_total']) }],
    });
    await eventually(async () => expect((await documentOf(sold)).files_kept).toBe(true), PATIENT);
    const files = await Promise.all(
      ['xml', 'pdf'].map((kind) =>
        fetch(`${api.url}/api/v1/orders/${sold.id}/fiscal/${kind}`, {
          headers: { authorization: `Bearer ${shop.accounts.waiter.token}` },
        }),
      ),
    );
    expect(files.map(({ status }) => status)).toEqual([200, 200]);
    expect(files[0]?.headers.get('content-type')).toContain('application/xml');
    expect(files.map((file) => file.headers.get('content-disposition'))).toEqual([
      expect.stringMatching(/^attachment; filename="\w{44}\.xml"$/),
      expect.stringMatching(/^attachment; filename="\w{44}\.pdf"$/),
    ]);
    expect(await files[0]?.text()).toContain(document.access_key);
    expect((await files[1]?.text())?.slice(0, 5)).toBe('%PDF-');
  });

  it('name the customer of an online sale, who sees the document and nothing of its trouble', async () => {
    const { account, by } = await aCustomer({ cpf: CPF });
    const sold = await order(shop.cashier, coffee, { type: 'ONLINE', customer_id: account.id });
    await pay(sold);

    expect(await reaches(sold, 'AUTHORIZED')).toMatchObject({ model: 'NFE' });
    const seen = await documentOf(sold, by);
    expect(seen).not.toHaveProperty('code');
    expect(seen).not.toHaveProperty('faults');
    const { by: stranger } = await aCustomer({});
    expect((await stranger.get(`/orders/${sold.id}/fiscal`)).status).toBe(404);

    const told = expectStatus(200, await by.get<Record<string, unknown>>('/users/me/export'));
    expect(JSON.stringify(told)).toContain(seen.access_key);
    expect(JSON.stringify(told)).toContain('132 months');
    expectStatus(204, await by.delete('/users/me'));
    expect(await documentOf(sold)).toMatchObject({ status: 'AUTHORIZED', access_key: seen.access_key });
    const [kept] = await database.query<{ cpf: string }>(
      `SELECT invoice->'buyer'->>'cpf' AS cpf FROM fiscal_documents WHERE order_id = $1`,
      [sold.id],
    );
    expect(kept?.cpf).toBe(CPF);
  });

  it('wait, with everything that is missing named, until an administrator has put it right', async () => {
    const sold = await soldAndPaid(cake);
    const blocked = await reaches(sold, 'BLOCKED');
    expect(blocked.faults).toMatchObject([
      { code: 'NCM_MISSING', product_id: cake },
      { code: 'CFOP_MISSING', product_id: cake },
    ]);
    const owed = expectStatus(
      200,
      await shop.admin.get<{ data: DocumentBody[] }>(`/fiscal/documents?status=BLOCKED&outlet_id=${shop.outletId}`),
    );
    expect(owed.data).toMatchObject([{ order_id: sold.id, owed: true }]);
    expectStatus(200, await shop.admin.patch(`/products/${cake}`, { ncm: '19059090' }));
    expectStatus(
      200,
      await shop.admin.put(`/outlets/${shop.outletId}/fiscal`, { default_cfop: '5101', state: 'SP', version: 0 }),
    );
    expect((await shop.supervisor.post(`/orders/${sold.id}/fiscal/retry`)).status).toBe(403);

    expectStatus(202, await shop.admin.post(`/orders/${sold.id}/fiscal/retry`));

    expect(await reaches(sold, 'AUTHORIZED')).toMatchObject({ number: expect.any(Number) });
    const again = await shop.admin.post<{ code: string; current_status: string }>(`/orders/${sold.id}/fiscal/retry`);
    await eventually(async () => expect((await documentOf(sold)).files_kept).toBe(true), PATIENT);
    expect([202, 409]).toContain(again.status);
    expect(await shop.admin.post(`/orders/${sold.id}/fiscal/retry`)).toMatchObject({
      status: 409,
      body: { code: 'FISCAL_NOTHING_OWED', current_status: 'AUTHORIZED' },
    });
  });

  it('wait for an address that lacks its district, and go out once somebody has corrected it before the parcel left', async () => {
    const rate = {
      outlet_id: shop.outletId,
      carrier: 'Motoboy',
      service: 'Same day',
      cep_from: '01000000',
      cep_to: '05999999',
      max_weight_grams: 30_000,
      price: 1_500,
      days: 1,
    };
    expectStatus(201, await shop.admin.post('/shipping/rates', rate));
    const { by } = await aCustomer({ cpf: CPF });
    const address = { street: 'Rua Augusta', number: '10', city: 'São Paulo', state: 'SP', postal_code: '01305-000' };
    const sold = await order(by, coffee, { type: 'ONLINE', shipping: { address, service: 'Same day' } });
    await pay(sold);
    expect(await reaches(sold, 'BLOCKED')).toMatchObject({ faults: [{ code: 'ADDRESS_DISTRICT_MISSING' }] });
    const correct = (more: object, caller: Client = by) =>
      caller.patch<Order & { code?: string }>(`/orders/${sold.id}`, { shipping: { address: { ...address, ...more } } });

    const nowhere = await correct({ state: 'XX' });
    const farOff = await correct({ postal_code: '20040-002', city: 'Rio de Janeiro', state: 'RJ', district: 'Centro' });
    expect([nowhere.status, nowhere.body.code]).toEqual([422, 'STATE_INVALID']);
    expect([farOff.status, farOff.body.code]).toEqual([422, 'ADDRESS_TOO_FAR']);
    expect((await documentOf(sold)).status).toBe('BLOCKED');
    expectStatus(200, await correct({ district: 'Consolação' }));

    expect(await reaches(sold, 'AUTHORIZED')).toMatchObject({ model: 'NFE' });
    const sent = provider.calls.find(({ body }) => body['bairro_destinatario'] === 'Consolação');
    expect(sent?.body).toMatchObject({ logradouro_destinatario: 'Rua Augusta', uf_destinatario: 'SP' });
  });

  it('that are rejected say why without anybody’s CPF, and go through under the same number', async () => {
    const { account } = await aCustomer({ cpf: CPF });
    provider.rejecting = true;
    const sold = await order(shop.cashier, coffee, { customer_id: account.id });
    await pay(sold);
    const rejected = await reaches(sold, 'REJECTED');
    expect(rejected).toMatchObject({ code: '591', reason: 'CSOSN indevido para ***', owed: true });
    provider.rejecting = false;

    expectStatus(202, await shop.admin.post(`/orders/${sold.id}/fiscal/retry`));

    expect(await reaches(sold, 'AUTHORIZED')).toMatchObject({ number: rejected.number });
  });

  it('delay nobody while the authority is away, and are one when it comes back', async () => {
    provider.mood = 'lost';
    const sold = await soldAndPaid();
    expect(await shop.waiter.get(`/orders/${sold.id}`)).toMatchObject({ body: { payment_status: 'PAID' } });
    await reaches(sold, 'PROCESSING');
    provider.mood = 'fine';

    await reaches(sold, 'AUTHORIZED');

    expect(provider.authorised.filter((reference) => reference === sold.id.replaceAll('-', ''))).toHaveLength(1);
  }, 60_000);

  it('are cancelled with the sale, and stay when a part of it is refunded', async () => {
    const [whole, part] = [await soldAndPaid(), await soldAndPaid()];
    await reaches(whole, 'AUTHORIZED');
    await reaches(part, 'AUTHORIZED');
    const payments = expectStatus(
      200,
      await shop.supervisor.get<{ data: { id: string }[] }>(`/payments?order_id=${part.id}`),
    );
    expectStatus(
      201,
      await shop.supervisor.post(`/payments/${payments.data[0]?.id}/refunds`, { amount: 100, reason: 'cold' }),
    );

    expectStatus(200, await shop.supervisor.post(`/orders/${whole.id}/void`, { reason: 'they left' }));

    await reaches(whole, 'CANCELLED');
    expect(await documentOf(part)).toMatchObject({ status: 'AUTHORIZED' });
    expect(provider.cancelled).toEqual([whole.id.replaceAll('-', '')]);
  });

  it('are not there before a sale is paid', async () => {
    const sold = await order(shop.waiter, coffee);

    expect(await shop.waiter.get(`/orders/${sold.id}/fiscal`)).toMatchObject({
      status: 404,
      body: { code: 'FISCAL_DOCUMENT_NOT_FOUND' },
    });
    expect(await shop.admin.post(`/orders/${sold.id}/fiscal/retry`)).toMatchObject({
      status: 409,
      body: { code: 'FISCAL_NOT_ISSUED' },
    });
  });

  it('leave no CPF in logs, jobs, events and the audit log', async () => {
    const [{ n } = { n: -1 }] = await database.query<{ n: number }>(
      `SELECT (SELECT count(*) FROM jobs WHERE payload::text || coalesce(last_error, '') LIKE '%' || $1 || '%')::int
            + (SELECT count(*) FROM events WHERE payload::text LIKE '%' || $1 || '%')::int
            + (SELECT count(*) FROM audit_log WHERE details::text LIKE '%' || $1 || '%')::int AS n`,
      [CPF],
    );
    expect(n).toBe(0);
    expect(api.logs.filter((line) => line.includes(CPF))).toEqual([]);
  });
});

describe('fiscal documents over eNotas', () => {
  it('wait for the issuer’s id there, and are authorised and cancelled under its own numbers', async () => {
    const provider = await startFiscalProvider();
    const database = await createTestDatabase();
    const env = { ...NFE, NFE_PROVIDER: 'enotas', NFE_BASE_URL: provider.url, NFE_API_KEY: provider.token };
    const api = await startApi({ database, env });
    const { shop, coffee } = await aShopInSaoPaulo(database, api);
    const body = { outlet_id: shop.outletId, items: [{ product_id: coffee.id, quantity: 1 }], type: 'TAKEAWAY' };
    const sold = expectStatus(201, await shop.waiter.post<Order>('/orders', body));
    expectStatus(201, await shop.cashier.post(`/orders/${sold.id}/pay`, { method: 'cash' }));
    const reaches = (status: string) =>
      eventually(async () => {
        const document = expectStatus(200, await shop.waiter.get<DocumentBody>(`/orders/${sold.id}/fiscal`));
        expect(document.status).toBe(status);
        return document;
      }, PATIENT);
    expect(await reaches('BLOCKED')).toMatchObject({ faults: [{ code: 'COMPANY_ID_MISSING' }] });

    const settings = { company_id: '484FB0C5-969E-46AD-A047-8A0DB54667B4', regime: 'SIMPLES' };
    expectStatus(200, await shop.admin.put(`/outlets/${shop.outletId}/fiscal`, settings));
    expectStatus(202, await shop.admin.post(`/orders/${sold.id}/fiscal/retry`));
    expect(await reaches('AUTHORIZED')).toMatchObject({ number: 1, series: 1 });
    expectStatus(200, await shop.supervisor.post(`/orders/${sold.id}/void`, { reason: 'they left' }));

    expect(await reaches('CANCELLED')).toMatchObject({ number: 1 });
  }, 90_000);
});
