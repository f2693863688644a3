import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { SellableProduct } from '#libs/catalog';
import { newId } from '#libs/kernel';

import {
  addLine,
  type Cart,
  emptied,
  merged,
  newCart,
  piecesOf,
  refreshed,
  removeLine,
  setQuantity,
  withCoupon,
} from './cart.js';
import { showLines, subtotalOf } from './cart-view.js';

const NOW = new Date('2026-11-21T05:00:00Z');
const [outletId, soto, tea] = [newId(), newId(), newId()];

const aCart = () => newCart({ customerId: newId() }, NOW);
const anonymous = () => newCart({ tokenHash: new Uint8Array(32) }, NOW);
const put = (cart: Cart, productId: string, quantity: number, ...options: string[]): Cart =>
  addLine(cart, { outletId, productId, quantity, modifiers: options.map((optionId) => ({ optionId })) }, NOW);
const codeOf = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const quantities = ({ lines }: Cart) => lines.map(({ quantity }) => quantity);

describe('a cart', () => {
  it('adds up the same product with the same choice, in whatever order the options are named', () => {
    const cart = put(put(put(put(aCart(), soto, 1), soto, 2), soto, 1, 'a', 'b'), soto, 1, 'b', 'a');

    expect(quantities(cart)).toEqual([3, 2]);
    expect(piecesOf(cart, soto)).toBe(5);
    expect(cart.version).toBe(4);
  });

  it('is of the outlet of its first item until it is empty', () => {
    const cart = withCoupon(put(aCart(), soto, 1), 'OFF', NOW);
    const elsewhere = { outletId: newId(), productId: tea, quantity: 1, modifiers: [] };

    expect(codeOf(() => addLine(cart, elsewhere, NOW))).toBe('CART_OF_ANOTHER_OUTLET');
    const empty = removeLine(cart, soto, NOW);
    expect(empty).toMatchObject({ outletId: null, couponCode: null, lines: [] });
    expect(addLine(empty, elsewhere, NOW).outletId).toBe(elsewhere.outletId);
    expect(emptied(empty, NOW)).toBe(empty);
  });

  it('holds 200 items and 1,000 pieces of one', () => {
    expect(codeOf(() => put(put(aCart(), soto, 999), soto, 2))).toBe('QUANTITY_TOO_LARGE');
    const full = Array.from({ length: 200 }).reduce<Cart>((cart) => put(cart, newId(), 1), aCart());
    expect(codeOf(() => put(full, soto, 1))).toBe('CART_FULL');
  });

  it('has lines named by their own id, or by their product where that is plain', () => {
    const cart = put(put(put(aCart(), soto, 1), soto, 1, 'a'), tea, 1);
    const [plain] = cart.lines;

    expect(quantities(setQuantity(cart, tea, 4, NOW))).toEqual([1, 1, 4]);
    expect(quantities(setQuantity(cart, plain!.id, 2, NOW))).toEqual([2, 1, 1]);
    expect(codeOf(() => setQuantity(cart, soto, 2, NOW))).toBe('CART_LINE_AMBIGUOUS');
    expect(codeOf(() => setQuantity(cart, newId(), 2, NOW))).toBe('CART_ITEM_NOT_FOUND');
    expect(setQuantity(cart, tea, 1, NOW)).toBe(cart);
    expect(codeOf(() => removeLine(cart, soto, NOW))).toBe('CART_LINE_AMBIGUOUS');
    expect(removeLine(cart, plain!.id, NOW).lines.map(({ productId }) => productId)).toEqual([soto, tea]);
    expect(quantities(removeLine(cart, tea, NOW))).toEqual([1, 1]);
  });

  it('keeps the price that its buyer saw last: as a line was put in, set, or looked through', () => {
    const seenOf = ({ lines }: Cart) => lines.map(({ seen }) => seen && seen.unitPrice + seen.modifiersTotal);
    const at = (unitPrice: number, modifiersTotal = 0) => ({ unitPrice, modifiersTotal });
    const both = [soto, tea].reduce(
      (cart, productId) => addLine(cart, { outletId, productId, quantity: 1, modifiers: [], seen: at(100) }, NOW),
      aCart(),
    );
    const [first, second] = both.lines;

    expect(seenOf(setQuantity(both, first!.id, 2, NOW, at(120, 5)))).toEqual([125, 100]);
    expect(seenOf(setQuantity(both, first!.id, 1, NOW, at(90)))).toEqual([90, 100]);
    expect(seenOf(put(both, soto, 1))).toEqual([100, 100]);
    const looked = refreshed(both, new Map([[second!.id, at(80)]]), NOW);
    expect(seenOf(looked)).toEqual([100, 80]);
    expect(looked.version).toBe(both.version + 1);
    expect(refreshed(looked, new Map([[second!.id, at(80)]]), NOW)).toBe(looked);
  });

  it('lives 90 days after its last change for a customer, 14 without a login', () => {
    const days = ({ expiresAt }: Cart) => (expiresAt.getTime() - NOW.getTime()) / 86_400_000;

    expect([days(put(aCart(), soto, 1)), days(put(anonymous(), soto, 1))]).toEqual([90, 14]);
  });
});

describe('merging', () => {
  const merge = (own: Cart, other: Cart, stock: [string, number][] = []) => merged(own, other, new Map(stock), NOW);

  it('adds up as far as there is stock, and takes nothing from the customer’s own', () => {
    const own = put(put(aCart(), soto, 4), tea, 3);
    const other = put(put(put(anonymous(), soto, 3), soto, 2, 'large'), tea, 1);

    expect(quantities(merge(own, other)!)).toEqual([7, 4, 2]);
    expect(quantities(merge(own, other, [[soto, 6]])!)).toEqual([6, 4]);
    expect(
      quantities(
        merge(own, other, [
          [soto, 1],
          [tea, 0],
        ])!,
      ),
    ).toEqual([4, 3]);
  });

  it('keeps the customer’s coupon before the other’s, and carts of two outlets apart', () => {
    const other = withCoupon(put(anonymous(), soto, 1), 'THEIRS', NOW);
    const elsewhere = addLine(aCart(), { outletId: newId(), productId: tea, quantity: 1, modifiers: [] }, NOW);

    expect(merge(aCart(), other)).toMatchObject({ outletId, couponCode: 'THEIRS' });
    expect(merge(withCoupon(put(aCart(), tea, 1), 'MINE', NOW), other)?.couponCode).toBe('MINE');
    expect(merge(elsewhere, other)).toBeNull();
  });

  it('is never above stock but for what was the customer’s own, and never loses that, for any two carts', () => {
    const line = fc.record({
      product: fc.constantFrom('p', 'q', 'r'),
      option: fc.constantFrom('', 'a', 'b'),
      quantity: fc.integer({ min: 1, max: 30 }),
    });
    const fill = (cart: Cart, lines: { product: string; option: string; quantity: number }[]) =>
      lines.reduce(
        (filled, { product, option, quantity }) => put(filled, product, quantity, ...(option ? [option] : [])),
        cart,
      );
    const lines = fc.array(line, { maxLength: 8 });

    fc.assert(
      fc.property(lines, lines, fc.integer({ min: 0, max: 80 }), (mine, theirs, stock) => {
        const [own, other] = [fill(aCart(), mine), fill(anonymous(), theirs)];
        const both = merge(own, other, [['p', stock]])!;
        for (const product of ['p', 'q', 'r']) {
          const [had, brought] = [piecesOf(own, product), piecesOf(other, product)];
          const limit = product === 'p' ? Math.max(had, stock) : Infinity;
          expect(piecesOf(both, product)).toBe(Math.min(had + brought, limit));
        }
      }),
    );
  });
});

describe('what a cart shows', () => {
  const product = (id: string, more: Partial<SellableProduct> = {}) =>
    ({
      id,
      name: id,
      price: 1_000,
      available: true,
      trackStock: false,
      modifierGroups: [],
      ...more,
    }) as unknown as SellableProduct;
  const size = {
    id: 'g',
    name: 'Size',
    min: 1,
    max: 1,
    options: [{ id: 'large', name: 'Large', priceDelta: 500, available: true }],
  };

  it('are prices of now, and what stands in the way of ordering it as it is', () => {
    const cart = put(put(put(put(put(aCart(), 'plain', 2), 'gone', 1), 'sold out', 1), 'scarce', 3), 'sized', 1);
    const products = [
      product('plain'),
      product('sold out', { available: false }),
      product('scarce', { trackStock: true }),
      product('sized', { modifierGroups: [size] }),
    ];

    const lines = showLines(cart, {
      products: new Map(products.map((p) => [p.id, p])),
      stock: new Map([['scarce', 2]]),
    });

    expect(lines.map(({ problem }) => problem)).toEqual([
      null,
      'PRODUCT_NOT_FOUND',
      'PRODUCT_UNAVAILABLE',
      'INSUFFICIENT_STOCK',
      'MODIFIERS_INVALID',
    ]);
    expect(lines.map(({ subtotal }) => subtotal)).toEqual([2_000, null, 1_000, 3_000, null]);
    expect(subtotalOf(lines)).toBe(2_000);
  });

  it('count modifiers on every piece', () => {
    const lines = showLines(put(aCart(), 'sized', 2, 'large'), {
      products: new Map([['sized', product('sized', { modifierGroups: [size] })]]),
      stock: new Map(),
    });

    expect(lines).toMatchObject([{ subtotal: 3_000, problem: null, modifiers: [{ name: 'Large', quantity: 1 }] }]);
  });
});
