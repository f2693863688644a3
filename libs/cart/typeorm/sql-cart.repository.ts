import { Injectable } from '@nestjs/common';

import { columnsOf, Database } from '#libs/platform';

import { type Cart, type CartLine, type CartOwner, choiceKey } from '../core/model/cart.js';
import { CartRepository } from '../core/cart.ports.js';
import { type CartItemRow, CartItemSchema, type CartRow, CartSchema } from './cart.schema.js';

const CART_COLUMNS = columnsOf(CartSchema);
const ITEMS = '(SELECT json_agg(i ORDER BY i.position) FROM cart_items i WHERE i.cart_id = c.id) AS items';

const ITEM_COLUMNS = columnsOf(CartItemSchema);

const SAVE = `
  WITH saved AS (
    UPDATE carts SET outlet_id = $2, coupon_code = $3, version = $4, updated_at = $5, expires_at = $6 WHERE id = $1
  ), gone AS (
    DELETE FROM cart_items WHERE cart_id = $1 AND id <> ALL ($8::uuid[])
  )
  INSERT INTO cart_items (${ITEM_COLUMNS.of()})
  SELECT ${ITEM_COLUMNS.of()} FROM json_to_recordset($7) AS given (${ITEM_COLUMNS.typed})
  ON CONFLICT (cart_id, id) DO UPDATE SET position = excluded.position, quantity = excluded.quantity,
    seen_unit_price = excluded.seen_unit_price, seen_modifiers_total = excluded.seen_modifiers_total`;

const CHECK_OUT = `
  WITH emptied AS (
    UPDATE carts SET outlet_id = NULL, coupon_code = NULL, version = version + 1, updated_at = $3
    WHERE id = $1 AND version = $2
    RETURNING id
  ), gone AS (
    DELETE FROM cart_items i USING emptied WHERE i.cart_id = emptied.id
  )
  SELECT id FROM emptied`;

@Injectable()
export class SqlCartRepository extends CartRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async find(owner: CartOwner, now: Date): Promise<Cart | null> {
    const { column, value } = keyOf(owner);
    const [row] = await this.database.query<CartRow & { items: CartItemRow[] | null } & Record<string, unknown>>({
      name: `cart.find.${column}`,
      text: `SELECT ${CART_COLUMNS.of('c')}, ${ITEMS} FROM carts c WHERE c.${column} = $1 AND c.expires_at > $2`,
      values: [value, now],
    });
    return row ? toCart(row, row.items ?? []) : null;
  }

  async lock(owner: CartOwner, now: Date): Promise<Cart | null> {
    const { column, value } = keyOf(owner);
    const [row] = await this.database.query<CartRow & Record<string, unknown>>({
      name: `cart.lock.${column}`,
      text: `SELECT ${CART_COLUMNS.of('c')} FROM carts c WHERE c.${column} = $1 AND c.expires_at > $2 FOR UPDATE`,
      values: [value, now],
    });
    return row ? this.withItems(row) : null;
  }

  async open(cart: Cart): Promise<Cart> {
    const { column, value } = keyOf(cart.owner);
    await this.database.execute({
      name: `cart.forget.${column}`,
      text: `DELETE FROM carts WHERE ${column} = $1 AND expires_at <= $2`,
      values: [value, cart.updatedAt],
    });
    // Whoever finds the owner's cart there takes its lock by writing what is there already.
    const [row] = await this.database.query<CartRow & Record<string, unknown>>({
      name: `cart.open.${column}`,
      text: `INSERT INTO carts (id, ${column}, version, created_at, updated_at, expires_at) VALUES ($1, $2, $3, $4, $4, $5)
             ON CONFLICT (${column}) DO UPDATE SET version = carts.version RETURNING ${CART_COLUMNS.of('carts')}`,
      values: [cart.id, value, cart.version, cart.updatedAt, cart.expiresAt],
    });
    if (!row) throw new Error('An upsert always answers a row');
    return this.withItems(row);
  }

  async save(cart: Cart): Promise<void> {
    await this.database.execute({
      name: 'cart.save',
      text: SAVE,
      values: [
        cart.id,
        cart.outletId,
        cart.couponCode,
        cart.version,
        cart.updatedAt,
        cart.expiresAt,
        JSON.stringify(cart.lines.map((line, i) => toItemRow(cart.id, line, i + 1))),
        cart.lines.map((line) => line.id),
      ],
    });
  }

  async remove(id: string): Promise<void> {
    await this.database.execute({ name: 'cart.remove', text: 'DELETE FROM carts WHERE id = $1', values: [id] });
  }

  async checkOut(id: string, version: number, at: Date): Promise<'DONE' | 'EMPTY' | 'CHANGED'> {
    const done = await this.database.query<{ id: string }>({
      name: 'cart.check-out',
      text: CHECK_OUT,
      values: [id, version, at],
    });
    if (done.length > 0) return 'DONE';
    const [left] = await this.database.query<{ n: number }>({
      name: 'cart.left',
      text: 'SELECT count(*) AS n FROM cart_items WHERE cart_id = $1',
      values: [id],
    });
    return left?.n ? 'CHANGED' : 'EMPTY';
  }

  removeExpired(now: Date, limit: number): Promise<number> {
    return this.database.execute({
      name: 'cart.remove-expired',
      text: `DELETE FROM carts WHERE id IN (
               SELECT id FROM carts WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      values: [now, limit],
    });
  }

  /** Read after the lock: what a change before ours wrote is there. */
  private async withItems(row: CartRow): Promise<Cart> {
    const items = await this.database.query<CartItemRow & Record<string, unknown>>({
      name: 'cart.items',
      text: `SELECT ${ITEM_COLUMNS.of()} FROM cart_items WHERE cart_id = $1 ORDER BY position`,
      values: [row.id],
    });
    return toCart(row, items);
  }
}

const keyOf = (owner: CartOwner): { column: 'customer_id' | 'token_hash'; value: unknown } =>
  'customerId' in owner
    ? { column: 'customer_id', value: owner.customerId }
    : { column: 'token_hash', value: owner.tokenHash };

const toCart = (row: CartRow, items: readonly CartItemRow[]): Cart => ({
  id: row.id,
  owner: row.customer_id === null ? { tokenHash: row.token_hash ?? new Uint8Array() } : { customerId: row.customer_id },
  outletId: row.outlet_id,
  couponCode: row.coupon_code,
  lines: items.map(toLine),
  version: row.version,
  updatedAt: row.updated_at,
  expiresAt: row.expires_at,
});

const toLine = (row: CartItemRow): CartLine => ({
  id: row.id,
  productId: row.product_id,
  modifiers: row.modifiers,
  quantity: row.quantity,
  seen:
    row.seen_unit_price === null
      ? null
      : { unitPrice: row.seen_unit_price, modifiersTotal: row.seen_modifiers_total ?? 0 },
});

const toItemRow = (cartId: string, line: CartLine, position: number): CartItemRow => ({
  cart_id: cartId,
  id: line.id,
  position,
  product_id: line.productId,
  choice: choiceKey(line.modifiers),
  modifiers: [...line.modifiers],
  quantity: line.quantity,
  seen_unit_price: line.seen?.unitPrice ?? null,
  seen_modifiers_total: line.seen?.modifiersTotal ?? null,
});
