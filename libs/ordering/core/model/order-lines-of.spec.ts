import { describe, expect, it } from '@jest/globals';

import type { SellableProduct } from '#libs/catalog';
import { DomainError } from '#libs/kernel';

import { anOutlet } from '../../../outlets/testing/an-outlet.js';
import type { WantedLine } from './order-line.js';
import { linesOf } from './order-lines-of.js';

describe('the lines of what was asked for', () => {
  const jam = { id: 'jam', name: 'Jam', price: 20_000, unavailableReason: null, components: [], modifierGroups: [] };
  const products = new Map([['jam', jam as unknown as SellableProduct]]);
  const faultOf = (wanted: readonly WantedLine[]): DomainError => {
    try {
      linesOf(wanted, products, anOutlet());
    } catch (error) {
      if (error instanceof DomainError) return error;
    }
    throw new Error('It was not refused');
  };

  it('are those of products that were named and of products that were scanned, in their order', () => {
    const wanted = [
      { productId: 'jam', quantity: 1 },
      { productId: 'jam', barcode: '6291041500213', quantity: 2 },
    ];
    const lines = linesOf(wanted, products, anOutlet());

    expect(lines.map(({ productId, quantity, position }) => [productId, quantity, position])).toEqual([
      ['jam', 1, 1],
      ['jam', 2, 2],
    ]);
  });

  it.each<[string, WantedLine[], string, string]>([
    ['an unknown barcode', [{ barcode: 'A-1', quantity: 1 }], 'not_found', 'BARCODE_UNKNOWN'],
    ['a misread one', [{ barcode: ' 6291041500214', quantity: 1 }], 'rule_broken', 'BARCODE_INVALID'],
    ['an unknown product', [{ productId: 'tea', quantity: 1 }], 'not_found', 'PRODUCT_NOT_FOUND'],
  ])('are none for %s', (_, wanted, kind, code) => {
    expect(faultOf(wanted)).toMatchObject({ kind, code, faults: [{ code }] });
  });

  it('are none where several are not sold: each is named by its place, and the first says what it is', () => {
    const fault = faultOf([
      { productId: 'jam', quantity: 1 },
      { barcode: '6291041500214', quantity: 1 },
      { productId: 'jam', barcode: '6291041500213', quantity: 1 },
      { productId: 'tea', quantity: 1 },
      { barcode: 'A-1', quantity: 1 },
      // A product that was deleted after its barcode was looked up.
      { productId: 'soap', barcode: 'SOAP', quantity: 1 },
    ]);

    expect(fault.code).toBe('BARCODE_INVALID');
    expect(fault.faults.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/items/1/barcode BARCODE_INVALID',
      '/items/3/product_id PRODUCT_NOT_FOUND',
      '/items/4/barcode BARCODE_UNKNOWN',
      '/items/5/barcode BARCODE_UNKNOWN',
    ]);
  });
});
