import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { newId } from '#libs/kernel';

import {
  addTableLine,
  changeTableLine,
  emptiedTable,
  joinedTables,
  newTableCart,
  removeTableLine,
  type TableCart,
  tablePiecesOf,
} from './table-cart.js';

const NOW = new Date('2026-11-21T05:00:00Z');
const [outletId, soto, tea] = [newId(), newId(), newId()];
const [ana, budi] = ['a'.repeat(64), 'b'.repeat(64)];

const aCart = () => newTableCart({ outletId, sessionId: newId() }, NOW);
const put = (cart: TableCart, phone: string, productId: string, quantity = 1, more: object = {}): TableCart =>
  addTableLine(cart, { phone, productId, quantity, modifiers: [], ...more }, NOW);
const codeOf = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const shown = ({ lines }: TableCart) => lines.map(({ phone, productId, quantity }) => [phone, productId, quantity]);

describe('what the phones of a table put together', () => {
  it('adds up what one phone has with the same choice and note, and keeps that of two phones apart', () => {
    const modifiers = [{ optionId: 'large' }, { optionId: 'hot', quantity: 2 }];
    const cart = [
      [ana, 1, { modifiers }],
      [ana, 2, { modifiers: modifiers.toReversed() }],
      [budi, 1, { modifiers }],
      [ana, 1, { modifiers, note: 'no chili' }],
    ].reduce(
      (all, [phone, quantity, more]) => put(all, phone as string, soto, quantity as number, more as object),
      aCart(),
    );

    expect(shown(cart)).toEqual([
      [ana, soto, 3],
      [budi, soto, 1],
      [ana, soto, 1],
    ]);
    expect(tablePiecesOf(cart, soto)).toBe(5);
    expect(cart.version).toBe(4);
  });

  it('counts its phones in the order in which they come, and calls them as they want', () => {
    const cart = put(put(put(put(aCart(), ana, soto), budi, tea), ana, tea, 1, { name: 'Ana' }), ana, tea);

    expect(cart.guests).toEqual([
      { phone: ana, number: 1, name: 'Ana' },
      { phone: budi, number: 2, name: null },
    ]);
    expect(put(cart, ana, tea, 1, { name: '' }).guests[0]).toMatchObject({ name: null });
  });

  it('lets a phone change and take out its own lines, and no other’s', () => {
    const cart = put(put(aCart(), ana, soto), budi, tea, 2);
    const [first, second] = cart.lines.map(({ id }) => id);

    expect(shown(changeTableLine(cart, { phone: budi, id: second!, quantity: 5 }, NOW))[1]).toEqual([budi, tea, 5]);
    expect(changeTableLine(cart, { phone: ana, id: first!, note: 'hot' }, NOW).lines[0]).toMatchObject({ note: 'hot' });
    expect(changeTableLine(cart, { phone: budi, id: second!, quantity: 2 }, NOW)).toBe(cart);
    expect(shown(removeTableLine(cart, { phone: ana, id: first! }, NOW))).toEqual([[budi, tea, 2]]);
    expect(codeOf(() => changeTableLine(cart, { phone: ana, id: second!, quantity: 1 }, NOW))).toBe(
      'CART_ITEM_NOT_YOURS',
    );
    expect(codeOf(() => removeTableLine(cart, { phone: ana, id: second! }, NOW))).toBe('CART_ITEM_NOT_YOURS');
    expect(codeOf(() => removeTableLine(cart, { phone: ana, id: newId() }, NOW))).toBe('CART_ITEM_NOT_FOUND');
  });

  it('holds 200 items and 1,000 pieces of one', () => {
    expect(codeOf(() => put(put(aCart(), ana, soto, 999), ana, soto, 2))).toBe('QUANTITY_TOO_LARGE');
    const full = Array.from({ length: 200 }).reduce<TableCart>((cart) => put(cart, ana, newId()), aCart());
    expect(codeOf(() => put(full, budi, soto))).toBe('CART_FULL');
  });

  it('comes to the cart of the party that is joined, its phones after those that are there', () => {
    const host = put(aCart(), ana, soto, 1, { name: 'Ana' });
    const both = joinedTables(host, put(aCart(), budi, tea, 2), NOW);

    expect(shown(both)).toEqual([
      [ana, soto, 1],
      [budi, tea, 2],
    ]);
    expect(both.guests).toEqual([
      { phone: ana, number: 1, name: 'Ana' },
      { phone: budi, number: 2, name: null },
    ]);
    expect(both).toMatchObject({ sessionId: host.sessionId, version: host.version + 1 });
  });

  it('keeps its phones when it was ordered', () => {
    const cart = put(aCart(), ana, soto, 1, { name: 'Ana' });

    expect(emptiedTable(cart, NOW)).toMatchObject({ lines: [], guests: cart.guests, version: cart.version + 1 });
  });

  it('comes to the same whichever phone was first', () => {
    const one = fc.record({
      phone: fc.constantFrom(ana, budi),
      product: fc.constantFrom(soto, tea),
      quantity: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (acts) => {
        const play = (all: typeof acts) =>
          shown(
            all.reduce((cart, { phone, product, quantity }) => put(cart, phone, product, quantity), aCart()),
          ).sort();
        expect(play(acts)).toEqual(play(acts.toReversed()));
      }),
    );
  });
});
