import { beforeAll, describe, expect, it } from '@jest/globals';

import {
  type Api,
  type Client,
  client,
  createAccount,
  createShop,
  createTestDatabase,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface Product {
  readonly id: string;
  readonly name: string;
  readonly price: number;
  readonly featured: boolean;
  readonly available: boolean;
  readonly barcode: string | null;
}
interface Problem {
  readonly code: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string }[];
}
type Page<T> = { readonly data: readonly T[] };
type Imported = { readonly created: number; readonly updated: number; readonly ignored_columns?: readonly string[] };

const unmade = (products: number) => [{ code: 'NO_STATION', message: expect.stringContaining('station'), products }];

describe('files and codes', () => {
  let database: TestDatabase;
  let api: Api;
  let token: string;
  let admin: Client;
  let loja: Shop;
  let names = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    ({ token } = await createAccount(database, 'ADMIN'));
    admin = client(api, token);
    loja = await createShop(database, api, { currency: 'BRL' });
  }, 200_000);

  const send = <T = Imported>(file: string | Uint8Array, type = 'text/csv', outlet = loja.outletId) =>
    admin.post<T>(`/products/import?outlet_id=${outlet}`, file, { 'content-type': type });
  const bySku = async (sku: string) =>
    (await admin.get<Page<Product>>(`/products?outlet_id=${loja.outletId}&sku=${sku}`)).body.data[0];
  const make = <T = Product & Problem>(fields: object, outlet: string | null = loja.outletId) =>
    admin.post<T>('/products', { name: `P ${++names}`, price: 100, outlet_id: outlet, ...fields });

  it('an owner edits an export in Excel in Brazil and sends it back', async () => {
    expectStatus(201, await make({ sku: 'PAO', name: 'Pão – francês', price: 75, featured: true }));
    const response = await fetch(`${api.url}/api/v1/products/export?outlet_id=${loja.outletId}&delimiter=semicolon`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const exported = bytes.subarray(3).toString();
    expect(exported.split('\r\n')[0]).toContain(';price (BRL);cost (BRL);');
    expect(exported).toContain(';0,75;');

    // Saved as "CSV": Windows-1252, Portuguese words, empty columns at the edge.
    const edited = exported
      .replace(';0,75;', ';1.250,5;')
      .replaceAll(';true;', ';VERDADEIRO;')
      .replaceAll(';false;', ';FALSO;')
      .replaceAll('\r\n', ';;\r\n')
      .replaceAll('–', '-');
    const saved = Buffer.from(`sep=;\r\n${edited}`, 'latin1');
    for (const type of [
      'application/vnd.ms-excel',
      'text/plain',
      'application/csv',
      'text/csv; charset=windows-1252',
      'text/tab-separated-values',
    ]) {
      const { status, body } = await send(saved, type);
      expect([type, status, body]).toEqual([type, 200, { created: 0, updated: 1, warnings: unmade(1) }]);
    }
    expect(await bySku('PAO')).toMatchObject({ name: 'Pão - francês', price: 125_050, featured: true });
  });

  it('a price is a decimal of the currency, and what is none is told once with its line and column', async () => {
    expect((await send('sku;name;price\nP1;Um;25\nP2;Dois;12,50\nP3;Três;12.50\nP4;Quatro;R$ 1.234,56')).status).toBe(
      200,
    );
    const prices = await Promise.all(['P1', 'P2', 'P3', 'P4'].map(async (sku) => (await bySku(sku))?.price));
    expect(prices).toEqual([2_500, 1_250, 1_250, 123_456]);
    const { status, body } = await send<Problem>('sku;name;price\nP5;Cinco;doze');
    expect([status, body.code, body.errors]).toEqual([
      400,
      'IMPORT_REFUSED',
      [expect.objectContaining({ pointer: '/lines/2/price', code: 'AMOUNT_INVALID' })],
    ]);
  });

  it('the file of another system is taken, its unknown columns are told once, and what it does not sell is off', async () => {
    const { status, body } = await send(
      [
        'Handle,SKU,Name,Category,Description,Sold by weight,Option 1 name,Option 1 value,Cost,Barcode,Track stock,Available for sale [Loja],Price [Loja],In stock [Loja],Low stock [Loja],"Tax - ""ICMS"" (18%)"',
        'suco,L1,Suco,Bebidas,,N,Tamanho,300 ml,2.00,,Y,Y,8.50,4,1,Y',
        'suco,L2,,,,,,500 ml,3.00,,,N,12.00,2,1,Y',
      ].join('\r\n'),
    );
    expect([status, body]).toEqual([
      200,
      {
        created: 2,
        updated: 0,
        ignored_columns: ['Sold by weight', 'Option 1 name', 'Tax - "ICMS" (18%)'],
        warnings: unmade(2),
      },
    ]);
    expect(await bySku('L1')).toMatchObject({ name: 'Suco - 300 ml', price: 850, available: true });
    expect(await bySku('L2')).toMatchObject({ name: 'Suco - 500 ml', price: 1_200, available: false });
  });

  it('a barcode belongs to one product of an outlet, in all its lengths, whoever is first', async () => {
    const first = expectStatus(201, await make({ barcode: ' 036000291452\r\n' }));
    expect(first.barcode).toBe('036000291452');
    for (const barcode of ['036000291452', '0036000291452', '00036000291452', '\t0036000291452 ']) {
      const { status, body } = await make({ barcode });
      expect([barcode, status, body.code]).toEqual([barcode, 409, 'BARCODE_TAKEN']);
      const found = await admin.get<Page<Product>>(
        `/products?outlet_id=${loja.outletId}&barcode=${encodeURIComponent(barcode)}`,
      );
      expect(found.body.data.map(({ id }) => id)).toEqual([first.id]);
    }
    const other = expectStatus(201, await make({ barcode: '7891000315507' }));
    expect((await admin.patch<Problem>(`/products/${other.id}`, { barcode: '0036000291452' })).body.code).toBe(
      'BARCODE_TAKEN',
    );
    const shared = await admin.post<Problem>('/products', {
      name: 'Shared',
      price: 1,
      currency: 'BRL',
      barcode: '036000291452',
    });
    expect([shared.status, shared.body.code]).toEqual([409, 'BARCODE_TAKEN']);
    const imported = await send<Problem>(
      'sku,name,price,barcode\nB1,Um,1,0036000291452\nB2,Dois,1,96385074\nB3,Três,1,96385074',
    );
    expect([imported.status, imported.body.code, imported.body.errors?.map(({ pointer }) => pointer)]).toEqual([
      409,
      'BARCODE_TAKEN',
      ['/lines/2/barcode', '/lines/3/barcode', '/lines/4/barcode'],
    ]);

    const race = await Promise.all(Array.from({ length: 8 }, () => make({ barcode: '4006381333931' })));
    expect(race.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 7 }, () => 409)]);
  });

  it('a file is refused in few words, however many faults, lines and columns it has', async () => {
    const woo = `type,name,regular price,${Array.from({ length: 60_000 }, (_, n) => `m${n}`).join()}\nsimple,Um,1`;
    for (const [file, code, told] of [
      [`name,price\n${'Um,=\n'.repeat(4_000)}`, 'IMPORT_REFUSED', 20],
      [`name,price\n${'Um,1\n'.repeat(100_000)}`, 'CSV_TOO_LONG', 0],
      [`name,price${',z'.repeat(900)}`, 'IMPORT_REFUSED', 20],
      [`name,price${',z'.repeat(200_000)}`, 'IMPORT_REFUSED', 1],
      [woo, 'IMPORT_REFUSED', 1],
      [`name,price,${'~/'.repeat(100_000)}`, 'IMPORT_REFUSED', 1],
    ] as const) {
      const { status, body } = await send<Problem & { more_errors?: number }>(file);
      expect([status, body.code, body.errors?.length ?? 0]).toEqual([400, code, told]);
      expect(JSON.stringify(body).length).toBeLessThan(5_000);
    }
    const { body } = await send<{ more_errors?: number }>(`name,price\n${'Um,=\n'.repeat(4_000)}`);
    expect(body.more_errors).toBe(3_980);
  });

  it('two products of one file may change their barcodes', async () => {
    expectStatus(200, await send('sku,name,price,barcode\nX1,Um,1,11111111\nX2,Dois,1,22222222'));
    expectStatus(200, await send('sku,barcode\nX1,22222222\nX2,11111111'));
    expect([(await bySku('X1'))?.barcode, (await bySku('X2'))?.barcode]).toEqual(['22222222', '11111111']);
  });

  it('a code that a spreadsheet broke is refused with its line', async () => {
    for (const code of ['7,89E+12', '7.89E+12']) {
      const { status, body } = await send<Problem>(`name;price;barcode\nQuebrado;1;${code}`);
      expect([status, body.errors?.map(({ pointer }) => pointer)]).toEqual([400, ['/lines/2/barcode']]);
      expect((await make({ barcode: code })).status).toBe(400);
    }
  });

  it('no two outlets have one prefix', async () => {
    const open = (name: string, more: object = {}) =>
      admin.post<{ order_number_prefix: string; id: string } & Problem>('/outlets', {
        name,
        currency: 'IDR',
        time_zone: 'Asia/Jakarta',
        ...more,
      });
    const opened = await Promise.all(['Zopi Senja', 'Zopi Sore', 'Zopi Siang', 'Zopi Malam'].map((name) => open(name)));
    expect(opened.map(({ body }) => body.order_number_prefix).sort()).toEqual(['ZOP', 'ZOP2', 'ZOP3', 'ZOP4']);
    const taken = await open('Other', { order_number_prefix: 'ZOP2' });
    expect([taken.status, taken.body.code]).toEqual([409, 'PREFIX_TAKEN']);
    const id = opened[0]?.body.id ?? '';
    const prefix = opened[0]?.body.order_number_prefix;
    const patched = await admin.patch<Problem>(`/outlets/${id}`, {
      order_number_prefix: prefix === 'ZOP' ? 'ZOP2' : 'ZOP',
    });
    expect([patched.status, patched.body.code]).toEqual([409, 'PREFIX_TAKEN']);
    const replaced = await admin.put<{ order_number_prefix: string }>(`/outlets/${id}`, {
      name: 'Zopi Sore',
      currency: 'IDR',
      time_zone: 'Asia/Jakarta',
    });
    expect([replaced.status, replaced.body.order_number_prefix]).toEqual([200, prefix]);
  });

  it('a CNPJ has its check digits, letters or not', async () => {
    const settings = (cnpj: string) => admin.put<Problem>(`/outlets/${loja.outletId}/fiscal`, { cnpj, state: 'SP ' });
    for (const cnpj of ['11.222.333/0001-81', '12.abc.345/01de-35']) expect((await settings(cnpj)).status).toBe(200);
    for (const cnpj of ['11222333000182', '00000000000000', '11111111111111', '12ABC34501DE36']) {
      const { status, body } = await settings(cnpj);
      expect([cnpj, status, body.code]).toEqual([cnpj, 422, 'CNPJ_INVALID']);
    }
    const company = { name: 'Padaria Ltda', cnpj: '12.ABC.345/01DE-35', state_registration: '111.222.333.444' };
    const made = await loja.cashier.post<Record<string, unknown>>('/customers', company);
    expect([made.status, made.body['cnpj'], made.body['state_registration']]).toEqual([
      201,
      '12ABC34501DE35',
      '111222333444',
    ]);
    const wrong = await loja.cashier.post<Problem>('/customers', { ...company, cnpj: '12ABC34501DE36' });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'CNPJ_INVALID']);
  });

  it('a state of Brazil is one of 27 in an address book', async () => {
    const customer = await createAccount(database, 'CUSTOMER');
    const add = (state: string) =>
      client(api, customer.token).post<Problem & { state: string; suggestion?: string }>(
        `/users/${customer.id}/addresses`,
        {
          street: 'Rua A',
          city: 'São Paulo',
          state,
          postal_code: '01310-100',
        },
      );
    const good = await add(' sp ');
    expect([good.status, good.body.state]).toEqual([201, 'SP']);
    const named = await add('São Paulo');
    expect([named.status, named.body.code, named.body.suggestion]).toEqual([422, 'STATE_INVALID', 'SP']);
    expect((await add('XX')).body.code).toBe('STATE_INVALID');
  });
});
