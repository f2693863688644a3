import { describe, expect, it } from '@jest/globals';

import type { Schemas } from './api.js';
import { asSold } from './variants.js';

const product = (id: string, more: object = {}) => ({
  id,
  name: id,
  price: 1,
  available: true,
  station: 'bar',
  ...more,
});
const menuOf = (...products: object[]) =>
  ({ categories: [{ id: 'c', name: 'C', products }] }) as unknown as Schemas['MenuResponse'];

describe('the menu as it is sold', () => {
  it('has each variant in the place of its product, with what is the product’s', () => {
    const variants = [
      { id: 'm', name: 'M', price: 28, available: true },
      { id: 'l', name: 'L', price: 34, available: false },
    ];
    const sold = asSold(menuOf(product('Tea'), product('Latte', { variants }), product('Cake')));

    expect(sold.map(({ id, name, price, station, available }) => [id, name, price, station, available])).toEqual([
      ['Tea', 'Tea', 1, 'bar', true],
      ['m', 'Latte, M', 28, 'bar', true],
      ['l', 'Latte, L', 34, 'bar', false],
      ['Cake', 'Cake', 1, 'bar', true],
    ]);
    expect(sold.every((one) => !('variants' in one))).toBe(true);
  });

  it('of products without variants is the menu', () => {
    expect(asSold(menuOf(product('Tea'), product('Cake')))).toEqual([product('Tea'), product('Cake')]);
  });
});
