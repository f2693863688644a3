import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  type Api,
  type Client,
  client,
  createAccount,
  createTestDatabase,
  startApi,
  type TestAccount,
  type TestDatabase,
} from '../support/index.js';

interface Receipt {
  kind: string;
  number: string;
  language: string;
  served_by: string | null;
  cashier: string | null;
  items: { name: string; amount: number; note: string | null; modifiers: { name: string }[] }[];
  taxes: { rate: number; base: number; amount: number }[];
  payments: { method: string; amount: number; change: number | null }[];
  subtotal: number;
  total_amount: number;
  amount_due: number;
  notices: string[];
  [field: string]: unknown;
}

interface Problem {
  code: string;
  errors?: { pointer: string }[];
}

const CAFE = {
  name: 'Kopi Senja',
  currency: 'IDR',
  time_zone: 'Asia/Jakarta',
  tax_rate: 10,
  tax_inclusive: false,
  service_charge_rate: 5,
  service_charge_types: ['DINE_IN', 'TAKEAWAY'],
  cash_rounding: 100,
  address: 'Jl. Sabang No. 18\nJakarta Pusat',
  tax_number: '01.234.567.8-021.000',
};
const SHOP = {
  name: 'Empório São João',
  currency: 'BRL',
  time_zone: 'America/Sao_Paulo',
  tax_rate: 8.25,
  tax_inclusive: true,
};

describe('The receipt of an order', () => {
  let database: TestDatabase;
  let api: Api;
  let admin: Client;
  let waiter: Client;
  let cashier: Client;
  let kasir: TestAccount;
  let stranger: Client;
  let cafe: string;
  let coffee: string;
  let paid: string;
  let brazilian: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    admin = await account('ADMIN');
    cafe = await anId(admin, '/outlets', CAFE);
    const shop = await anId(admin, '/outlets', SHOP);
    waiter = await account('WAITER', [cafe]);
    kasir = await createAccount(database, 'KASIR', [cafe]);
    cashier = client(api, kasir.token);
    stranger = await account('SUPERVISOR', [shop]);
    coffee = await anId(admin, '/products', {
      name: 'Es Kopi Susu',
      price: 25_000,
      outlet_id: cafe,
      modifier_groups: [{ name: 'Susu', min: 0, max: 1, options: [{ name: 'Oat milk', price_delta: 5_000 }] }],
    });
    const option = (await admin.get<{ modifier_groups: { options: { id: string }[] }[] }>(`/products/${coffee}`)).body
      .modifier_groups[0]?.options[0]?.id;
    paid = await anId(waiter, '/orders', {
      outlet_id: cafe,
      items: [
        {
          product_id: coffee,
          quantity: 2,
          note: 'no ice\u001bp0\u0019 please 👍',
          modifiers: [{ option_id: option }],
        },
      ],
    });
    await anId(cashier, '/shifts/open', { outlet_id: cafe, start_cash: 100_000 });
    const { status } = await cashier.post(`/orders/${paid}/pay`, { method: 'cash', tendered: 100_000 });
    expect(status).toBe(201);
    const bread = await anId(admin, '/products', { name: 'Pão de queijo', price: 650, outlet_id: shop });
    brazilian = await anId(stranger, '/orders', { outlet_id: shop, items: [{ product_id: bread, quantity: 4 }] });
  }, 60_000);

  async function account(...[role, outlets]: [Parameters<typeof createAccount>[1], string[]?]): Promise<Client> {
    return client(api, (await createAccount(database, role, outlets)).token);
  }

  async function anId(as: Client, path: string, body: object): Promise<string> {
    const answer = await as.post<{ id: string }>(path, body);
    expect([answer.status, answer.body]).toEqual([201, expect.objectContaining({ id: expect.any(String) })]);
    return answer.body.id;
  }

  it('is JSON unless another format is asked for, and says everything', async () => {
    const { status, headers, body } = await waiter.get<Receipt>(`/orders/${paid}/receipt`);

    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(body).toMatchObject({
      kind: 'RECEIPT',
      language: 'id',
      outlet: { name: 'Kopi Senja', address: ['Jl. Sabang No. 18', 'Jakarta Pusat'] },
      items: [{ name: 'Es Kopi Susu', unit_price: 30_000, amount: 60_000, note: 'no icep0 please 👍' }],
      subtotal: 60_000,
      service_charge: 3_000,
      service_charge_rate: 5,
      taxes: [{ rate: 10, base: 63_000, amount: 6_300 }],
      total_amount: 69_300,
      payments: [{ method: 'cash', amount: 69_300, tendered: 100_000, change: 30_700 }],
      amount_due: 0,
      notices: [],
    });
    expect(body.cashier).toBe(kasir.username);
  });

  it.each([
    ['id', /Tunai +69\.300\n/],
    ['en', /Cash +69,300\n/],
    ['pt-BR', /Dinheiro +69\.300\n/],
  ])('is text in %s', async (language, cash) => {
    const { status, headers, body } = await waiter.get<string>(`/orders/${paid}/receipt?format=txt&columns=32`, {
      'accept-language': language,
    });

    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(headers.get('content-language')).toBe(language);
    expect(body).toMatch(cash);
    expect(Math.max(...body.split('\n').map((line) => line.length))).toBe(32);
  });

  it('speaks the language that lang names before that of Accept-Language, and the outlet’s when neither says', async () => {
    const languageOf = async (query: string, accepted: string) =>
      (await waiter.get<Receipt>(`/orders/${paid}/receipt${query}`, { 'accept-language': accepted })).body.language;

    expect(await languageOf('?lang=en', 'pt-BR')).toBe('en');
    expect(await languageOf('', 'pt;q=0.9, fr')).toBe('pt-BR');
    expect(await languageOf('', 'fr')).toBe('id');
  });

  it('is ESC/POS bytes that no note can add a command to', async () => {
    const { headers, body } = await waiter.get<Buffer>(`/orders/${paid}/receipt?format=escpos&columns=48`);

    expect(headers.get('content-type')).toBe('application/vnd.escpos');
    expect(body.subarray(0, 2).toString('hex')).toBe('1b40');
    expect(body.toString('latin1')).toContain('* no icep0 please ?');
    expect(body.toString('hex')).not.toContain('1b70');
  });

  it('is a PDF, also for many tills at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => waiter.get<Buffer>(`/orders/${paid}/receipt`, { accept: 'application/pdf' })),
    );

    for (const { status, headers, body } of answers) {
      expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf']);
      expect(body.subarray(0, 5).toString()).toBe('%PDF-');
      expect(headers.get('content-disposition')).toMatch(/^inline; filename="receipt-[\w.-]+\.pdf"$/);
    }
  });

  it.each([
    ['text/plain', 'text/plain; charset=utf-8'],
    ['text/plain;q=0.2, application/pdf;q=0.9', 'application/pdf'],
    ['application/octet-stream', 'application/octet-stream'],
    ['application/vnd.escpos', 'application/vnd.escpos'],
    ['text/html, */*;q=0.1', 'application/json; charset=utf-8'],
  ])('answers Accept: %s with %s', async (accept, type) => {
    const { status, headers } = await waiter.get(`/orders/${paid}/receipt`, { accept });

    expect([status, headers.get('content-type')]).toEqual([200, type]);
    expect(headers.get('vary')).toContain('Accept');
  });

  it('refuses what it does not offer: 406 for a type, 400 with every fault for the query', async () => {
    const type = await waiter.get<Problem>(`/orders/${paid}/receipt`, { accept: 'image/png' });
    const query = await waiter.get<Problem>(`/orders/${paid}/receipt?format=docx&columns=33&lang=xx`);

    expect([type.status, type.body.code]).toEqual([406, 'NOT_ACCEPTABLE']);
    expect([query.status, query.body.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect(query.body.errors?.map(({ pointer }) => pointer).sort()).toEqual(['/columns', '/format', '/lang']);
  });

  it('is a bill while money is due, and in Brazil no fiscal document', async () => {
    const { body } = await stranger.get<Receipt>(`/orders/${brazilian}/receipt`);
    const text = await stranger.get<string>(`/orders/${brazilian}/receipt?format=txt`);

    expect(body).toMatchObject({
      kind: 'BILL',
      tax_included: true,
      total_amount: 2600,
      amount_due: 2600,
      cashier: null,
      notices: ['NÃO É DOCUMENTO FISCAL'],
    });
    expect(text.body).toContain('NÃO É DOCUMENTO FISCAL');
    expect(text.body).toMatch(/A PAGAR +R\$ 26,00/);
  });

  it('is a guest’s own: of their sitting, and of no other', async () => {
    const table = await anId(admin, '/tables', { outlet_id: cafe, name: 'Table 4' });
    const session = await waiter.post<{ token: string }>('/table-sessions', { table_id: table });
    const guest = client(api, session.body.token);
    const own = await anId(guest, '/orders', { items: [{ product_id: coffee, quantity: 1 }] });

    const { status, body } = await guest.get<Receipt>(`/orders/${own}/receipt`);

    expect([status, body.kind, body['table'], body.served_by]).toEqual([200, 'BILL', 'Table 4', null]);
    expect((await guest.get(`/orders/${paid}/receipt`)).status).toBe(404);
  });

  it('is not there for another outlet, another customer, or nobody', async () => {
    const customer = await account('CUSTOMER');

    for (const other of [stranger, customer]) {
      const { status, body } = await other.get<Problem>(`/orders/${paid}/receipt?format=pdf`);
      expect([status, body.code]).toEqual([404, 'ORDER_NOT_FOUND']);
    }
    expect((await client(api).get(`/orders/${paid}/receipt`)).status).toBe(401);
  });
});
