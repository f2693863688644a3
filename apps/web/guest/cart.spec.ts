import { describe, expect, it } from '@jest/globals';

import { type Cart, emptyCart, itemsOf, piecesOf, withLine, withQuantity } from './cart.js';

const line = (product_id: string, quantity = 1, note = '', ...options: string[]) => ({
  product_id,
  quantity,
  note,
  options: options.map((option_id) => ({ option_id, quantity: 1 })),
});
const cartOf = (...lines: ReturnType<typeof line>[]): Cart => lines.reduce(withLine, emptyCart('sitting'));

describe('a cart', () => {
  it('keeps its ids whatever is put in', () => {
    const cart = emptyCart('sitting');
    const filled = withLine(withLine(cart, line('tea')), line('rice', 2));
    expect([filled.id, filled.key]).toEqual([cart.id, cart.key]);
    expect(piecesOf(filled)).toBe(3);
  });

  it('counts what is just alike on one line, and keeps apart what is not', () => {
    const cart = cartOf(line('tea'), line('tea', 2), line('tea', 1, 'no ice'), line('tea', 1, '', 'oat', 'large'));
    expect(withLine(cart, line('tea', 1, '', 'large', 'oat')).lines.map(({ quantity }) => quantity)).toEqual([3, 1, 2]);
  });

  it('holds 99 of a line at most, and loses a line of none', () => {
    const cart = cartOf(line('tea', 98), line('tea', 5));
    expect(cart.lines[0]?.quantity).toBe(99);
    expect(withQuantity(cart, cart.lines[0]!.key, 0).lines).toEqual([]);
  });

  it('is ordered by ids and counts, with a note only where there is one', () => {
    expect(itemsOf(cartOf(line('tea', 2, '', 'oat'), line('rice', 1, 'no onion')))).toEqual([
      { product_id: 'tea', quantity: 2, modifiers: [{ option_id: 'oat', quantity: 1 }] },
      { product_id: 'rice', quantity: 1, modifiers: [], note: 'no onion' },
    ]);
  });
});
