import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import {
  type Answer,
  type Api,
  client,
  type Client,
  createShop,
  createTestDatabase,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
  type TestProduct,
} from '../support/index.js';

interface Scanned {
  readonly product: {
    readonly id: string;
    readonly name: string;
    readonly price: number;
    readonly stock: number | null;
    readonly available: boolean;
    readonly unavailable_reason: string | null;
    readonly parent_id?: string;
  };
}
interface Order {
  readonly id: string;
  readonly items: readonly {
    readonly product_id: string;
    readonly name: string;
    readonly quantity: number;
    readonly subtotal: number;
  }[];
}
interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string }[];
}

/** Codes with a good check digit; the first of `MISREAD` is the second of these, read wrong. */
const [UPC, EAN, SMALL, ELSEWHERE] = ['036000291452', '6291041500213', '96385074', '8904000210037'];
const MISREAD = ['6291041500214', '96385075', '036000291453', '10614141000416'];
/** A UPC-A. */
const COLA = '049000006346';
/** Of no length that has a check digit. */
const OWN_OF_NONE = '4711';
/** Eight digits of which the last is no check digit: a shop's own. */
const OWN = '12345678';

const told = ({ status, body }: Answer) => `${status} ${(body as { code?: string }).code ?? ''}`.trim();

describe('goods by their barcodes', () => {
  let database: TestDatabase;
  let api: Api;
  let shop: Shop;
  let other: Shop;
  let jam: TestProduct;

  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi({ database });
    shop = await createShop(database, api);
    other = await createShop(database, api);
    jam = await shop.product('Jam', 20_000, { barcode: EAN });
    await other.product('Honey', 40_000, { barcode: ELSEWHERE });
  }, 300_000);

  const scan = (code: string, as: Client = shop.cashier, outletId = shop.outletId) =>
    as.get<Scanned & Problem>(`/products/scan/${encodeURIComponent(code)}?outlet_id=${outletId}`);

  describe('a scan', () => {
    it('finds what the outlet sells under it, as other routes show it, at the outlet’s price', async () => {
      expectStatus(200, await shop.admin.put(`/outlets/${shop.outletId}/products/${jam.id}`, { price: 23_000 }));
      const found = expectStatus(200, await scan(EAN)).product;
      const shown = expectStatus(200, await shop.cashier.get<Scanned['product']>(`/products/${jam.id}`));

      expect(Object.keys(found).sort()).toEqual([...Object.keys(shown), 'regular_price'].sort());
      expect(found).toEqual({ ...shown, price: 23_000, regular_price: 20_000 });
      expect(found).toMatchObject({ id: jam.id, name: 'Jam', available: true });
    });

    it('finds a variant as a product of its own', async () => {
      const tea = await shop.product('Tea', 5_000, {
        variants: [
          { name: 'Box', price: 30_000, barcode: SMALL },
          { name: 'Bag', price: 2_000, active: false, barcode: 'BAG-1' },
        ],
      });

      expect((await scan(SMALL)).body.product).toMatchObject({ name: 'Tea, Box', price: 30_000, parent_id: tea.id });
      expect(told(await scan('BAG-1'))).toBe('404 BARCODE_UNKNOWN');
    });

    it.each([
      ['a UPC-A of a product that has the EAN-13', `0${UPC}`, UPC],
      ['an EAN-13 of a product that has the UPC-A', UPC, `0${UPC}`],
      ['what a scanner put around and between the digits', UPC, ` ${UPC.slice(0, 6)} ${UPC.slice(6)}\r\n`],
    ])('finds %s', async (_, kept, scanned) => {
      const { id } = await shop.product('Tissues', 15_000, { barcode: kept });

      expect((await scan(scanned)).body.product.id).toBe(id);
      expectStatus(204, await shop.admin.delete(`/products/${id}`));
    });

    it('finds an own code of the shop whose last digit is no check digit, and no other like it', async () => {
      const { id } = await shop.product('Cut flowers', 50_000, { barcode: OWN });

      expect((await scan(OWN)).body.product.id).toBe(id);
      expect(told(await scan('12345679'))).toBe('422 BARCODE_INVALID');
    });

    it('finds what is sold out or off today, and says so', async () => {
      const { id } = await shop.product('Bread', 9_000, { barcode: 'BREAD', stock: 0 });
      expect((await scan('BREAD')).body.product).toMatchObject({
        ...{ stock: 0, available: false, unavailable_reason: 'SOLD_OUT' },
      });

      expectStatus(200, await shop.admin.patch(`/products/${id}`, { stock: 3 }));
      expect((await scan('BREAD')).body.product).toMatchObject({ stock: 3, available: true });
      const off = { available: false, outlet_id: shop.outletId };
      expectStatus(200, await shop.supervisor.patch(`/products/${id}/availability`, off));
      expect((await scan('BREAD')).body.product).toMatchObject({ available: false, unavailable_reason: 'STOPPED' });
    });

    it('knows nothing that was deleted, that this outlet does not offer, or that another one sells', async () => {
      const { id } = await shop.product('Soap', 9_000, { barcode: 'SOAP' });
      const hidden = await shop.product('Candle', 9_000, { barcode: 'CANDLE' });
      expect(told(await scan('SOAP'))).toBe('200');
      expect(told(await scan('CANDLE'))).toBe('200');
      expectStatus(204, await shop.admin.delete(`/products/${id}`));
      const place = `/outlets/${shop.outletId}/products/${hidden.id}`;
      expectStatus(200, await shop.admin.put(place, { visible: false }));

      for (const code of ['SOAP', 'CANDLE', ELSEWHERE, 'x'.repeat(300), '\u200E', '%']) {
        expect([code, told(await scan(code))]).toEqual([code, '404 BARCODE_UNKNOWN']);
      }
      expect(told(await scan(ELSEWHERE, other.cashier, other.outletId))).toBe('200');
      expect(told(await scan(ELSEWHERE, shop.cashier, other.outletId))).toBe('404 OUTLET_NOT_FOUND');
    });

    it('tells a code that was misread from one that nobody knows, in the reader’s language', async () => {
      for (const code of MISREAD) expect([code, told(await scan(code))]).toEqual([code, '422 BARCODE_INVALID']);
      const path = `/products/scan/${MISREAD[0]}?outlet_id=${shop.outletId}`;
      const inEnglish = await shop.cashier.get<Problem>(path);
      const inPortuguese = await shop.cashier.get<Problem>(path, { 'Accept-Language': 'pt-BR' });

      expect(inEnglish.body.detail).toBe(
        'The last digit does not fit the other digits of this barcode. Scan it again.',
      );
      expect(inPortuguese.body.detail).toBe(
        'O último dígito deste código de barras não combina com os outros. Leia o código de novo.',
      );
    });

    it('is for staff, and names its outlet', async () => {
      expect((await scan(EAN, client(api))).status).toBe(401);
      expect(told(await shop.cashier.get(`/products/scan/${EAN}`))).toBe('400 VALIDATION_FAILED');
      expect(told(await shop.cashier.get(`/products/scan/${EAN}?outlet_id=here`))).toBe('400 VALIDATION_FAILED');
    });
  });

  describe('an order', () => {
    const basket = (items: readonly object[], more: object = {}) => ({
      ...{ outlet_id: shop.outletId, type: 'TAKEAWAY', items },
      ...more,
    });
    const quote = (items: readonly object[], as: Client = shop.waiter) =>
      as.post<Order & Problem>('/orders/quote', basket(items));
    const faultsOf = ({ body }: Answer<Problem>) => body.errors?.map(({ pointer, code }) => `${pointer} ${code}`);
    const sold = ({ items }: Order) => items.map(({ name, quantity, subtotal }) => `${quantity} ${name} ${subtotal}`);
    let cola: TestProduct;
    let box: TestProduct;

    beforeAll(async () => {
      cola = await shop.product('Cola', 10_000, { barcode: COLA, stock: 100 });
      box = await shop.product('Mug', 30_000, { variants: [{ name: 'Blue', price: 32_000, barcode: 'MUG-B' }] });
    });

    it('takes barcodes beside products, of variants too: a quote, an order, another round and a sale', async () => {
      const items = [
        { barcode: `0${COLA}`, quantity: 2 },
        { product_id: cola.id, quantity: 1, note: 'cold' },
        { barcode: 'MUG-B', product_id: null, quantity: 1 },
      ];
      const lines = ['2 Cola 20000', '1 Cola 10000', '1 Mug, Blue 32000'];

      expect(sold(expectStatus(200, await quote(items)))).toEqual(lines);
      const order = expectStatus(201, await shop.waiter.post<Order>('/orders', basket(items)));
      expect(sold(order)).toEqual(lines);
      expect(order.items.map(({ product_id }) => product_id).slice(0, 2)).toEqual([cola.id, cola.id]);
      const more = { items: [{ barcode: COLA, quantity: 3 }] };
      const round = expectStatus(201, await shop.waiter.post<Order>(`/orders/${order.id}/items`, more));
      expect(sold(round)).toEqual([...lines, '3 Cola 30000']);

      expectStatus(201, await shop.cashier.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 0 }));
      const sale = await shop.cashier.post<{ order: Order }>('/transactions', basket([{ barcode: COLA, quantity: 1 }]));
      expect(sold(expectStatus(201, sale).order)).toEqual(['1 Cola 10000']);
      expect((await scan(COLA)).body.product.stock).toBe(93);
    });

    it('of guests and of anybody who asks for a price takes barcodes too, which the catalogue tells everybody', async () => {
      const table_id = shop.tableIds[0];
      const { token } = expectStatus(201, await shop.waiter.post<{ token: string }>('/table-sessions', { table_id }));
      const items = [{ barcode: COLA, quantity: 1 }];

      expect(sold(expectStatus(200, await quote(items, client(api))))).toEqual(['1 Cola 10000']);
      expect(sold(expectStatus(201, await client(api, token).post<Order>('/orders', { items })))).toEqual([
        '1 Cola 10000',
      ]);
    });

    it('names each item that cannot be, all at once, and changes nothing', async () => {
      const gone = await shop.product('Gone', 1_000, { barcode: 'GONE' });
      expectStatus(204, await shop.admin.delete(`/products/${gone.id}`));
      const items = [
        { barcode: COLA, quantity: 1 },
        { barcode: ELSEWHERE, quantity: 1 },
        { barcode: MISREAD[0], quantity: 1 },
        { product_id: gone.id, quantity: 1 },
        { barcode: 'GONE', quantity: 1 },
      ];
      const faults = [
        '/items/1/barcode BARCODE_UNKNOWN',
        '/items/2/barcode BARCODE_INVALID',
        '/items/3/product_id PRODUCT_NOT_FOUND',
        '/items/4/barcode BARCODE_UNKNOWN',
      ];
      const order = expectStatus(
        201,
        await shop.waiter.post<Order>('/orders', basket([{ barcode: COLA, quantity: 1 }])),
      );
      const { stock } = (await scan(COLA)).body.product;

      for (const path of ['/orders/quote', '/orders', '/transactions', `/orders/${order.id}/items`]) {
        const body = path.endsWith('/items') ? { items } : basket(items);
        const refused = await shop.waiter.post<Problem>(path, body);
        expect([path, told(refused), faultsOf(refused)]).toEqual([path, '404 BARCODE_UNKNOWN', faults]);
      }
      expect(told(await quote([{ barcode: MISREAD[0], quantity: 1 }]))).toBe('422 BARCODE_INVALID');
      expect(told(await quote([{ barcode: OWN_OF_NONE, quantity: 1 }]))).toBe('404 BARCODE_UNKNOWN');
      expect((await scan(COLA)).body.product.stock).toBe(stock);
    });

    it('takes one of both: both, neither, and codes that are none are refused at their places', async () => {
      const refused = await quote([
        { barcode: COLA, product_id: cola.id, quantity: 1 },
        { quantity: 1 },
        { barcode: null, product_id: null, quantity: 1 },
        { barcode: '  ', quantity: 1 },
        { barcode: 7, quantity: 1 },
        { barcode: 'x'.repeat(65), quantity: 1 },
        { barcode: COLA, quantity: 0 },
      ]);

      expect(told(refused)).toBe('400 VALIDATION_FAILED');
      expect(faultsOf(refused)).toEqual(
        expect.arrayContaining([
          '/items/0/barcode NOT_WITH_PRODUCT_ID',
          '/items/1/product_id IS_UUID',
          '/items/2/product_id IS_UUID',
          '/items/3/barcode IS_LENGTH',
          '/items/4/barcode IS_STRING',
          '/items/5/barcode IS_LENGTH',
          '/items/6/quantity MIN',
        ]),
      );
      expect(faultsOf(refused)).not.toContain('/items/0/product_id IS_UUID');
    });

    it('is told as ever what is sold out, off, or sold as its variants', async () => {
      await shop.product('Last', 5_000, { barcode: 'LAST', stock: 1 });
      await shop.product('Tray', 5_000, { barcode: 'TRAY', variants: [{ name: 'Big', price: 6_000 }] });
      const two = basket([{ barcode: 'LAST', quantity: 2 }]);

      expect(told(await shop.waiter.post('/orders', two))).toBe('409 INSUFFICIENT_STOCK');
      expect(told(await quote([{ barcode: 'TRAY', quantity: 1 }]))).toBe('422 VARIANT_REQUIRED');
      const off = { available: false, outlet_id: shop.outletId };
      expectStatus(200, await shop.supervisor.patch(`/products/${box.id}/availability`, off));
      expect(told(await quote([{ barcode: 'MUG-B', quantity: 1 }]))).toBe('409 PRODUCT_UNAVAILABLE');
    });

    it('that is sent again is the order that is there, under its id and under its key', async () => {
      const body = basket([{ barcode: COLA, quantity: 2 }], { id: newId() });
      const first = expectStatus(201, await shop.waiter.post<Order>('/orders', body));
      const again = expectStatus(201, await shop.waiter.post<Order>('/orders', body));
      expect([again.id, sold(again)]).toEqual([first.id, ['2 Cola 20000']]);
      const other = { ...body, items: [{ barcode: 'BREAD', quantity: 2 }] };
      expect(told(await shop.waiter.post('/orders', other))).toBe('409 ORDER_ID_TAKEN');

      const key = { 'Idempotency-Key': newId() };
      const unnamed = basket([{ barcode: COLA, quantity: 1 }]);
      const { id } = expectStatus(201, await shop.waiter.post<Order>('/orders', unnamed, key));
      expect(expectStatus(201, await shop.waiter.post<Order>('/orders', unnamed, key)).id).toBe(id);
    });

    it('has a line once that is sent again, by its barcode or by its product, and refuses its id for other goods', async () => {
      const order = expectStatus(
        201,
        await shop.waiter.post<Order>('/orders', basket([{ barcode: EAN, quantity: 1 }])),
      );
      const line = { id: newId(), quantity: 2 };
      const add = (item: object) => shop.waiter.post<Order>(`/orders/${order.id}/items`, { items: [item] });
      const lines = sold(expectStatus(201, await add({ ...line, barcode: COLA })));
      expect(lines).toEqual(['1 Jam 23000', '2 Cola 20000']);

      for (const said of [{ barcode: COLA }, { barcode: `0${COLA}` }, { product_id: cola.id }]) {
        expect(sold(expectStatus(201, await add({ ...line, ...said })))).toEqual(lines);
      }
      expect(told(await add({ ...line, barcode: EAN }))).toBe('409 LINE_ID_TAKEN');
    });
  });
});
