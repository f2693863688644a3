import type { CartSitting, TableCart } from '../core/model/table-cart.js';
import { TableCartRepository } from '../core/cart.ports.js';

const keyOf = ({ outletId, sessionId }: CartSitting): string => `${outletId} ${sessionId}`;

/** Does one thing at a time: there is nothing to lock. */
export class InMemoryTableCartRepository extends TableCartRepository {
  private readonly carts = new Map<string, TableCart>();

  async find(sitting: CartSitting): Promise<TableCart | null> {
    return this.carts.get(keyOf(sitting)) ?? null;
  }

  lock(sitting: CartSitting): Promise<TableCart | null> {
    return this.find(sitting);
  }

  async open(cart: TableCart): Promise<TableCart> {
    const known = this.carts.get(keyOf(cart));
    if (known) return known;
    this.carts.set(keyOf(cart), cart);
    return cart;
  }

  async save(cart: TableCart): Promise<void> {
    this.carts.set(keyOf(cart), cart);
  }

  async removeExpired(now: Date, limit: number): Promise<number> {
    const gone = [...this.carts].filter(([, { expiresAt }]) => expiresAt <= now).slice(0, limit);
    gone.forEach(([key]) => this.carts.delete(key));
    return gone.length;
  }
}
