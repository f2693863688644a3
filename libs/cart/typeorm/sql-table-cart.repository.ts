import { Injectable } from '@nestjs/common';

import { columnsOf, Database } from '#libs/platform';

import type { CartSitting, TableCart } from '../core/model/table-cart.js';
import { TableCartRepository } from '../core/cart.ports.js';
import {
  type TableCartGuestRow,
  TableCartGuestSchema,
  type TableCartItemRow,
  TableCartItemSchema,
  type TableCartRow,
  TableCartSchema,
} from './table-cart.schema.js';

const CART = columnsOf(TableCartSchema);
const GUEST = columnsOf(TableCartGuestSchema);
const ITEM = columnsOf(TableCartItemSchema);

const OF_CART = 'outlet_id = $1 AND session_id = $2';

/** What is in the cart of the sitting $2 of the outlet $1. */
const INSIDE = `
  (SELECT json_agg(g ORDER BY g.number) FROM table_cart_guests g WHERE g.outlet_id = $1 AND g.session_id = $2) AS guests,
  (SELECT json_agg(i ORDER BY i.position) FROM table_cart_items i WHERE i.outlet_id = $1 AND i.session_id = $2) AS items`;

const SAVE = `
  WITH saved AS (
    UPDATE table_carts SET version = $3, updated_at = $4, expires_at = $5 WHERE ${OF_CART}
  ), guests AS (
    INSERT INTO table_cart_guests (${GUEST.of()})
    SELECT ${GUEST.of()} FROM json_to_recordset($6) AS given (${GUEST.typed})
    ON CONFLICT (outlet_id, session_id, phone) DO UPDATE SET number = excluded.number, name = excluded.name
  ), gone AS (
    DELETE FROM table_cart_items WHERE ${OF_CART} AND id <> ALL ($8::uuid[])
  )
  INSERT INTO table_cart_items (${ITEM.of()})
  SELECT ${ITEM.of()} FROM json_to_recordset($7) AS given (${ITEM.typed})
  ON CONFLICT (outlet_id, session_id, id) DO UPDATE SET position = excluded.position, quantity = excluded.quantity, note = excluded.note`;

type Inside = { guests: TableCartGuestRow[] | null; items: TableCartItemRow[] | null };
type Row<T> = T & Record<string, unknown>;

@Injectable()
export class SqlTableCartRepository extends TableCartRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async find(sitting: CartSitting): Promise<TableCart | null> {
    const [row] = await this.database.query<Row<TableCartRow & Inside>>({
      name: 'table-cart.find',
      text: `SELECT ${CART.of()}, ${INSIDE} FROM table_carts WHERE ${OF_CART}`,
      values: keyOf(sitting),
    });
    return row ? toCart(row, row) : null;
  }

  async lock(sitting: CartSitting): Promise<TableCart | null> {
    const [row] = await this.database.query<Row<TableCartRow>>({
      name: 'table-cart.lock',
      text: `SELECT ${CART.of()} FROM table_carts WHERE ${OF_CART} FOR UPDATE`,
      values: keyOf(sitting),
    });
    return row ? this.withInside(row) : null;
  }

  async open(cart: TableCart): Promise<TableCart> {
    // Whoever finds the sitting's cart there takes its lock by writing what is there already.
    const [row] = await this.database.query<Row<TableCartRow>>({
      name: 'table-cart.open',
      text: `INSERT INTO table_carts (${CART.of()}) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (outlet_id, session_id) DO UPDATE SET version = table_carts.version RETURNING ${CART.of('table_carts')}`,
      values: [...keyOf(cart), cart.version, cart.updatedAt, cart.expiresAt],
    });
    if (!row) throw new Error('An upsert always answers a row');
    return this.withInside(row);
  }

  async save(cart: TableCart): Promise<void> {
    const of = { outlet_id: cart.outletId, session_id: cart.sessionId };
    await this.database.execute({
      name: 'table-cart.save',
      text: SAVE,
      values: [
        ...keyOf(cart),
        cart.version,
        cart.updatedAt,
        cart.expiresAt,
        JSON.stringify(cart.guests.map((guest) => ({ ...of, ...guest }))),
        JSON.stringify(
          cart.lines.map(({ productId, ...line }, i) => ({ ...of, ...line, product_id: productId, position: i + 1 })),
        ),
        cart.lines.map(({ id }) => id),
      ],
    });
  }

  removeExpired(now: Date, limit: number): Promise<number> {
    return this.database.execute({
      name: 'table-cart.remove-expired',
      text: `DELETE FROM table_carts WHERE (outlet_id, session_id) IN (
               SELECT outlet_id, session_id FROM table_carts WHERE expires_at <= $1
               ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      values: [now, limit],
    });
  }

  /** Read after the lock: what a change before ours wrote is there. */
  private async withInside(row: TableCartRow): Promise<TableCart> {
    const [inside] = await this.database.query<Row<Inside>>({
      name: 'table-cart.inside',
      text: `SELECT ${INSIDE}`,
      values: [row.outlet_id, row.session_id],
    });
    return toCart(row, inside ?? { guests: null, items: null });
  }
}

const toCart = (row: TableCartRow, { guests, items }: Inside): TableCart => ({
  outletId: row.outlet_id,
  sessionId: row.session_id,
  guests: (guests ?? []).map(({ phone, number, name }) => ({ phone, number, name })),
  lines: (items ?? []).map(({ id, phone, product_id: productId, modifiers, quantity, note }) => ({
    id,
    phone,
    productId,
    modifiers,
    quantity,
    note,
  })),
  version: row.version,
  updatedAt: row.updated_at,
  expiresAt: row.expires_at,
});

const keyOf = ({ outletId, sessionId }: CartSitting): [string, string] => [outletId, sessionId];
