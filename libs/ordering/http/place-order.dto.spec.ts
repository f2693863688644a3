import { describe, expect, it } from '@jest/globals';

import { toWish } from './place-order.dto.js';

describe('what is kept of a request, to tell it from another under the same id', () => {
  const items = [{ barcode: '6291041500213', quantity: 1 }];
  const shipping = { service: 'PAC', address_id: '0192f3c4-5d6e-7f80-8a9b-0c1d2e3f4a5b' };

  it('is there for an order with a parcel, which gets the id of its key, by barcodes too', () => {
    const [one, again] = [toWish({ items, shipping }), toWish({ items, shipping })];
    const other = toWish({ items: [{ barcode: '96385074', quantity: 1 }], shipping });

    expect(one.requestHash).toMatch(/./);
    expect(again.requestHash).toBe(one.requestHash);
    expect(other.requestHash).not.toBe(one.requestHash);
  });

  it('is not there for an order that gets no id but a new one', () => {
    expect(toWish({ items }).requestHash).toBeUndefined();
  });
});
