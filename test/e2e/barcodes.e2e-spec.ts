import { beforeAll, describe, expect, it } from '@jest/globals';

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
interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string }[];
}

/** Codes with a good check digit; the first of `MISREAD` is the second of these, read wrong. */
const [UPC, EAN, SMALL, ELSEWHERE] = ['036000291452', '6291041500213', '96385074', '8904000210037'];
const MISREAD = ['6291041500214', '96385075', '036000291453', '10614141000416'];
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
});
