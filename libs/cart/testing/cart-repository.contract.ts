import { expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import type { CartRepository } from '../core/cart.ports.js';
import { addLine, type Cart, emptied, newCart, withCoupon } from '../core/model/cart.js';

const NOW = new Date('2026-11-21T05:00:00Z');
const YEARS_LATER = new Date('2030-01-01T00:00:00Z');

/** An outlet that exists, and the carts of one store. */
export interface CartStore {
  readonly outlet: string;
  readonly carts: CartRepository;
}

/** What every CartRepository does; run on the fake and on PostgreSQL. */
export function cartRepositoryContract(store: () => CartStore): void {
  const filled = async (owner: Cart['owner'] = { customerId: newId() }): Promise<Cart> => {
    const { carts, outlet: outletId } = store();
    const choice = { outletId, quantity: 3, seen: { unitPrice: 20_000, modifiersTotal: 500 } };
    const modifiers = [{ optionId: newId(), quantity: 2 }];
    const opened = await carts.open(newCart(owner, NOW));
    const first = addLine(opened, { ...choice, productId: newId(), modifiers }, NOW);
    const cart = withCoupon(addLine(first, { ...choice, productId: newId(), modifiers: [] }, NOW), 'OFF', NOW);
    await carts.save(cart);
    return cart;
  };

  it('gives back a cart exactly as it was saved, to its owner alone, until it expires', async () => {
    const { carts } = store();
    const cart = await filled();

    expect(await carts.find(cart.owner, NOW)).toEqual(cart);
    expect(await carts.lock(cart.owner, NOW)).toEqual(cart);
    expect(await carts.find({ customerId: newId() }, NOW)).toBeNull();
    expect(await carts.find({ tokenHash: Buffer.alloc(32, newId()) }, NOW)).toBeNull();
    expect(await carts.find(cart.owner, YEARS_LATER)).toBeNull();
    expect(await carts.lock(cart.owner, YEARS_LATER)).toBeNull();
  });

  it('finds the cart of a token by its hash', async () => {
    const tokenHash = Buffer.from(newId().replaceAll('-', '').repeat(2), 'hex');
    const cart = await filled({ tokenHash });

    expect(await store().carts.find({ tokenHash: new Uint8Array(tokenHash) }, NOW)).toMatchObject({
      id: cart.id,
      lines: cart.lines,
    });
  });

  it('opens the cart that is there, and a new one when there is none or it has expired', async () => {
    const { carts } = store();
    const cart = await filled();

    expect(await carts.open(newCart(cart.owner, NOW))).toEqual(cart);
    const fresh = newCart(cart.owner, YEARS_LATER);
    expect(await carts.open(fresh)).toEqual(fresh);
    expect(await carts.find(cart.owner, YEARS_LATER)).toEqual(fresh);
  });

  it('forgets the lines that were taken out', async () => {
    const { carts } = store();
    const cart = await filled();
    const one = { ...cart, lines: cart.lines.slice(0, 1), version: cart.version + 1 };

    await carts.save(one);
    expect(await carts.find(cart.owner, NOW)).toEqual(one);
    const none = emptied(one, NOW);
    await carts.save(none);
    expect(await carts.find(cart.owner, NOW)).toEqual(none);
  });

  it('checks out the version that was seen, once', async () => {
    const { carts } = store();
    const cart = await filled();

    expect(await carts.checkOut(cart.id, cart.version - 1, NOW)).toBe('CHANGED');
    expect(await carts.checkOut(cart.id, cart.version, NOW)).toBe('DONE');
    expect(await carts.checkOut(cart.id, cart.version, NOW)).toBe('EMPTY');
    expect(await carts.find(cart.owner, NOW)).toMatchObject({
      lines: [],
      couponCode: null,
      outletId: null,
      version: cart.version + 1,
    });
  });

  it('removes a cart, and those past their time up to a limit', async () => {
    const { carts } = store();
    const [gone, kept] = [await filled(), await filled()];
    await carts.remove(gone.id);
    expect(await carts.find(gone.owner, NOW)).toBeNull();

    expect(await carts.removeExpired(NOW, 10)).toBe(0);
    expect(await carts.removeExpired(YEARS_LATER, 1)).toBe(1);
    while ((await carts.removeExpired(YEARS_LATER, 10)) > 0);
    expect(await carts.find(kept.owner, NOW)).toBeNull();
  });
}
