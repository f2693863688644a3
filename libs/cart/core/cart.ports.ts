import type { Cart, CartOwner } from './model/cart.js';
import type { CartSitting, TableCart } from './model/table-cart.js';

/** Carts that have not expired at `now`. */
export abstract class CartRepository {
  abstract find(owner: CartOwner, now: Date): Promise<Cart | null>;
  /** As `find`, in a unit of work: nobody else changes it until that ends. */
  abstract lock(owner: CartOwner, now: Date): Promise<Cart | null>;
  /** As `lock`, and makes the owner's cart when there is none: one, however many ask at once. */
  abstract open(cart: Cart): Promise<Cart>;
  /** Writes a locked cart back. */
  abstract save(cart: Cart): Promise<void>;
  /** Removes a locked cart; its token is dead with it. */
  abstract remove(id: string): Promise<void>;
  /** Empties this version, in the ambient transaction. Otherwise says what it found: nothing in it, or something else. */
  abstract checkOut(id: string, version: number, at: Date): Promise<'DONE' | 'EMPTY' | 'CHANGED'>;
  /** Forgets carts past their time, up to `limit`; several workers at once share them. How many there were. */
  abstract removeExpired(now: Date, limit: number): Promise<number>;
}

/** What a client without a login names its cart by: a text that nobody can guess, of which only the hash is kept. */
export abstract class CartTokens {
  abstract make(): string;
  /** SHA-256. */
  abstract hash(token: string): Uint8Array;
}

/** One cart a sitting. */
export abstract class TableCartRepository {
  /** Null while nobody there has put anything in. */
  abstract find(sitting: CartSitting): Promise<TableCart | null>;
  /** As `find`, in a unit of work: nobody else changes it until that ends. */
  abstract lock(sitting: CartSitting): Promise<TableCart | null>;
  /** As `lock`, and makes the sitting's cart when there is none: one, however many ask at once. */
  abstract open(cart: TableCart): Promise<TableCart>;
  /** Writes a locked cart back. */
  abstract save(cart: TableCart): Promise<void>;
  /** Forgets carts past their time, up to `limit`; several workers at once share them. How many there were. */
  abstract removeExpired(now: Date, limit: number): Promise<number>;
}
