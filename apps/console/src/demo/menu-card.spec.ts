import { describe, expect, it } from '@jest/globals';

import { type Menu, MenuCard } from './menu-card.js';

type Product = Menu['categories'][number]['products'][number];

const product = (name: string, more: Partial<Product> = {}): Product => ({
  id: `id of ${name}`,
  name,
  price: 10_000,
  station: 'kitchen',
  available: true,
  stock_level: 'IN',
  modifier_groups: [],
  ...more,
});
const option = (name: string, price_delta: number, available = true) => ({
  id: `id of ${name}`,
  name,
  price_delta,
  available,
});
const card = (...products: Product[]): MenuCard =>
  new MenuCard({ outlet: { id: 'cafe', currency: 'IDR' }, categories: [{ name: 'Baru', products }] });

describe("the story's menu", () => {
  it('is as it is found: prices, and choices as far as they are offered', () => {
    const sizes = { name: 'Ukuran', min: 1, max: 1, options: [option('Besar', 6_000, false), option('Reguler', 500)] };
    const extras = { name: 'Tambahan', min: 0, max: 2, options: [option('Kerupuk', 4_000)] };
    const soto = product('Soto Ayam Lamongan', { price: 33_333, modifier_groups: [sizes, extras] });

    const { item, cost } = card(soto).wish('Soto Ayam Lamongan', ['Besar', 'Kerupuk', 'Nothing of the kind'], 2);

    expect(item.modifiers).toEqual([{ option_id: 'id of Reguler' }, { option_id: 'id of Kerupuk' }]);
    expect(cost).toBe((33_333 + 500 + 4_000) * 2);
  });

  it.each([
    ['taken away', []],
    ['86’d', [product('Tahu Isi', { available: false })]],
    ['sold out', [product('Tahu Isi', { stock_level: 'OUT' as const })]],
    ['made elsewhere', [product('Tahu Isi', { station: 'bar' })]],
  ])('puts something of the same station in the place of what is %s', (_, found) => {
    const menu = card(...found, product('Jus', { station: 'bar' }), product('Gado-gado'), product('Baru'));

    expect(menu.product('Tahu Isi').name).toBe('Baru');
  });

  it('puts the same thing in two places only where there is nothing else', () => {
    const menu = card(product('Cireng Bumbu Rujak'), product('Baru'));

    expect(menu.product('Tahu Isi').name).toBe('Cireng Bumbu Rujak');
    expect(menu.product('Cireng Bumbu Rujak').name).toBe('Baru');
    expect(menu.product('Soto Ayam Lamongan').name).toBe('Cireng Bumbu Rujak');
    expect(() => menu.product('Cappuccino')).toThrow('nor anything like it');
  });
});
