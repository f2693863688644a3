import type { Cart, CartOwner } from '../core/model/cart.js';
import { CartRepository } from '../core/cart.ports.js';

const keyOf = (owner: CartOwner): string =>
  'customerId' in owner ? owner.customerId : Buffer.from(owner.tokenHash).toString('hex');

/** Does one thing at a time: there is nothing to lock. */
export class InMemoryCartRepository extends CartRepository {
  private readonly carts = new Map<string, Cart>();

  async find(owner: CartOwner, now: Date): Promise<Cart | null> {
    const cart = [...this.carts.values()].find((one) => keyOf(one.owner) === keyOf(owner));
    return cart && cart.expiresAt > now ? cart : null;
  }

  lock(owner: CartOwner, now: Date): Promise<Cart | null> {
    return this.find(owner, now);
  }

  async open(cart: Cart): Promise<Cart> {
    const there = await this.find(cart.owner, cart.updatedAt);
    if (there) return there;
    for (const [id, old] of this.carts) if (keyOf(old.owner) === keyOf(cart.owner)) this.carts.delete(id);
    this.carts.set(cart.id, cart);
    return cart;
  }

  async save(cart: Cart): Promise<void> {
    this.carts.set(cart.id, cart);
  }

  async remove(id: string): Promise<void> {
    this.carts.delete(id);
  }

  async checkOut(id: string, version: number, at: Date): Promise<'DONE' | 'EMPTY' | 'CHANGED'> {
    const cart = this.carts.get(id);
    if (cart?.version !== version) return cart && cart.lines.length > 0 ? 'CHANGED' : 'EMPTY';
    const emptied = { outletId: null, couponCode: null, lines: [], version: version + 1, updatedAt: at };
    this.carts.set(id, { ...cart, ...emptied });
    return 'DONE';
  }

  async removeExpired(now: Date, limit: number): Promise<number> {
    const old = [...this.carts.values()].filter(({ expiresAt }) => expiresAt <= now).slice(0, limit);
    for (const { id } of old) this.carts.delete(id);
    return old.length;
  }
}
