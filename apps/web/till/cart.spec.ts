import { describe, expect, it } from '@jest/globals';

import {
  addLine,
  emptyCart,
  itemsOf,
  type NewLine,
  orderOf,
  piecesIn,
  piecesOf,
  readCart,
  setQuantity,
} from './cart.js';

const soto: NewLine = { productId: 'soto', name: 'Soto', unitPrice: 30_000, quantity: 1, choices: [], note: '' };
const hot = { optionId: 'hot', name: 'Hot', quantity: 1, priceDelta: 0 };
const egg = { optionId: 'egg', name: 'Egg', quantity: 2, priceDelta: 5_000 };

const cartOf = (...lines: readonly NewLine[]) =>
  lines.reduce((cart, line, at) => addLine(cart, line, `line-${at}`), emptyCart('order-1'));

describe('a cart', () => {
  it('keeps apart, and asks for, prices that somebody said', () => {
    const cart = cartOf(soto, { ...soto, openPrice: 25_000 }, { ...soto, openPrice: 25_000 });
    expect(itemsOf(cart).map(({ quantity, open_price: price }) => [quantity, price])).toEqual([
      [1, undefined],
      [2, 25_000],
    ]);
  });

  it('counts the same together, whatever the order of its choices, and keeps apart what is prepared in another way', () => {
    const cart = cartOf(
      soto,
      { ...soto, choices: [hot, egg] },
      { ...soto, quantity: 2, choices: [egg, hot] },
      { ...soto, note: 'no onion' },
      soto,
    );

    expect(cart.lines.map(({ key, quantity }) => [key, quantity])).toEqual([
      ['line-0', 2],
      ['line-1', 3],
      ['line-3', 1],
    ]);
    expect(cart.current).toBe('line-0');
    expect([piecesIn(cart), piecesOf(cart, 'soto'), piecesOf(cart, 'teh')]).toEqual([6, 6, 0]);
  });

  it('loses a line of which there is none, and means the one before it then', () => {
    const cart = cartOf(soto, { ...soto, productId: 'teh' }, { ...soto, productId: 'kopi' });
    const without = setQuantity(cart, 'line-2', 0);

    expect(without.lines.map(({ key }) => key)).toEqual(['line-0', 'line-1']);
    expect(without.current).toBe('line-1');
    expect(setQuantity(without, 'line-0', 0).current).toBe('line-1');
    expect(setQuantity(cartOf(soto), 'line-0', 0)).toMatchObject({ lines: [], current: null });
  });

  it('has no more of a thing than an order may have', () => {
    expect(setQuantity(cartOf(soto), 'line-0', 12_345).lines[0]?.quantity).toBe(999);
  });

  it('becomes what orders take, without what nobody said', () => {
    const cart = cartOf({ ...soto, choices: [egg], note: 'no onion' }, soto);

    expect(itemsOf(cart)).toEqual([
      { product_id: 'soto', quantity: 1, note: 'no onion', modifiers: [{ option_id: 'egg', quantity: 2 }] },
      { product_id: 'soto', quantity: 1, modifiers: [] },
    ]);
    expect(orderOf({ ...cart, lines: [] }, 'here')).toEqual({ outlet_id: 'here', type: 'TAKEAWAY', items: [] });
    expect(orderOf({ ...cart, lines: [], type: 'DINE_IN', table: { id: 't4', name: '4' } }, 'here')).toEqual({
      outlet_id: 'here',
      type: 'DINE_IN',
      table_id: 't4',
      items: [],
    });
  });

  it('is read as it was kept, and anything else is nothing', () => {
    const cart = cartOf(soto);

    expect(readCart(JSON.parse(JSON.stringify(cart)))).toEqual(cart);
    expect([readCart(null), readCart('x'), readCart({ lines: [] }), readCart({ orderId: 1, lines: [] })]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});
