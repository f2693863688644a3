import { describe, expect, it } from '@jest/globals';
import { cpf } from 'cpf-cnpj-validator';

import { isUuid } from '#libs/kernel';

import { ACCOUNTS, accountOf } from './accounts.js';
import { JAKARTA } from './menu-jakarta.js';
import { SAO_PAULO } from './menu-sao-paulo.js';
import { CAFE_ID, OUTLETS, SHOP_ID, tableNumber, TABLES } from './outlets.js';
import { catalogueRows } from './rows.js';

const rows = catalogueRows();
const ids = [
  ...OUTLETS,
  ...TABLES,
  ...ACCOUNTS,
  ...rows.categories,
  ...rows.products,
  ...rows.groups,
  ...rows.options,
].map(({ id }) => id);

describe('the demo data', () => {
  it('has the same ids at every run and on every machine', () => {
    expect(CAFE_ID).toBe('e344d3b9-f36a-5b84-b088-2b4deaff3075');
    expect(tableNumber(4)).toMatchObject({
      id: '01dfe56c-8672-526e-98bc-932e430d42b3',
      name: 'Meja 4',
      outlet_id: CAFE_ID,
    });
    expect(catalogueRows()).toEqual(rows);
  });

  it('gives every row an id of its own that is a UUID', () => {
    expect(ids.filter((id) => !isUuid(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has two outlets, 40 products, 12 tables, and the accounts that README names', () => {
    expect(OUTLETS.map(({ currency }) => currency)).toEqual(['IDR', 'BRL']);
    expect(rows.products).toHaveLength(40);
    expect(TABLES).toHaveLength(12);
    expect(ACCOUNTS.map(({ username }) => username)).toEqual([
      'admin',
      'supervisor',
      'kasir',
      'waiter',
      'kitchen',
      'kasir-sp',
      'kitchen-sp',
      'ana',
    ]);
  });

  it('keeps accounts within their outlet, and only the admin in both', () => {
    const outletsOf = Object.fromEntries(ACCOUNTS.map(({ username, outletIds }) => [username, outletIds]));

    expect(outletsOf).toMatchObject({ admin: [CAFE_ID, SHOP_ID], kasir: [CAFE_ID], 'kasir-sp': [SHOP_ID], ana: [] });
  });

  it('sells for more than it costs, in whole minor units', () => {
    const wrong = rows.products.filter(({ price, cost }) => !Number.isSafeInteger(price) || price <= cost || cost <= 0);

    expect(wrong).toEqual([]);
  });

  it('prepares at the kitchen, at the bar, and nowhere, in both outlets', () => {
    for (const { outletId } of [JAKARTA, SAO_PAULO]) {
      const stations = new Set(
        rows.products.filter(({ outlet_id }) => outlet_id === outletId).map(({ station }) => station),
      );
      expect(stations).toEqual(new Set(['kitchen', 'bar', null]));
    }
  });

  it('gives every modifier group enough options for its minimum', () => {
    const short = rows.groups.filter(
      ({ id, min, max }) =>
        rows.options.filter(({ group_id }) => group_id === id).length < Math.max(min, 1) || max < min,
    );

    expect(short).toEqual([]);
  });

  it('sells in São Paulo what an invoice can name, and weighs and measures whatever is packed', () => {
    const shop = rows.products.filter(({ outlet_id }) => outlet_id === SHOP_ID);
    const packed = shop.filter(({ weight_grams }) => weight_grams !== null);

    expect(shop.filter(({ ncm, cfop }) => ncm === null || cfop === null)).toEqual([]);
    expect(packed.length).toBeGreaterThanOrEqual(4);
    for (const one of packed) {
      expect(
        Math.min(one.weight_grams ?? 0, one.width_mm ?? 0, one.height_mm ?? 0, one.length_mm ?? 0),
      ).toBeGreaterThan(0);
    }
  });

  it('has a customer whose CPF is good', () => {
    expect(cpf.isValid(accountOf('ana').cpf ?? '')).toBe(true);
  });

  it('knows each sku once', () => {
    const skus = rows.products.map(({ sku }) => sku);

    expect(new Set(skus).size).toBe(skus.length);
  });
});
