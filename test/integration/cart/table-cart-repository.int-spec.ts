import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';
import type { Database } from '#libs/platform';

import {
  addTableLine,
  emptiedTable,
  newTableCart,
  removeTableLine,
  type TableCart,
} from '../../../libs/cart/core/model/table-cart.js';
import { SqlTableCartRepository } from '../../../libs/cart/typeorm/sql-table-cart.repository.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';

const NOW = new Date('2026-11-21T05:00:00Z');
const DAY_LATER = new Date('2026-11-22T05:00:00Z');

describe('carts of tables in PostgreSQL', () => {
  const outletId = newId();
  let store: TestDatabase;
  let database: Database;
  let carts: SqlTableCartRepository;

  beforeAll(async () => {
    store = await createTestDatabase();
    database = await connect(store, []);
    carts = new SqlTableCartRepository(database);
  });

  const aSitting = () => ({ outletId, sessionId: newId() });
  const put = (cart: TableCart, phone: string, quantity = 1, more: object = {}): TableCart =>
    addTableLine(
      cart,
      { phone, productId: newId(), quantity, modifiers: [{ optionId: newId(), quantity: 2 }], ...more },
      NOW,
    );
  const filled = (sitting = aSitting()) =>
    database.run(async () => {
      const opened = await carts.open(newTableCart(sitting, NOW));
      const cart = put(put(opened, 'ana', 2, { name: 'Ana', note: 'hot' }), 'budi');
      await carts.save(cart);
      return cart;
    });

  it('come back as they were written, to their sitting alone', async () => {
    const cart = await filled();

    expect(await carts.find(cart)).toEqual(cart);
    expect(await database.run(() => carts.lock(cart))).toEqual(cart);
    expect(await carts.find({ ...cart, outletId: newId() })).toBeNull();
    expect(await carts.find(aSitting())).toBeNull();
  });

  it('lose what was taken out and keep the rest, and their phones when all was ordered', async () => {
    const cart = await filled();
    const less = removeTableLine(cart, { phone: 'ana', id: cart.lines[0]!.id }, NOW);
    await database.run(() => carts.save(less));
    expect(await carts.find(cart)).toEqual(less);

    await database.run(() => carts.save(emptiedTable(less, NOW)));
    expect(await carts.find(cart)).toMatchObject({ lines: [], guests: cart.guests });
  });

  it('are one a sitting, however many phones open it at once, and lose nothing', async () => {
    const sitting = aSitting();
    const productId = newId();
    const add = (phone: string) =>
      database.run(async () => {
        const cart = await carts.open(newTableCart(sitting, NOW));
        await carts.save(addTableLine(cart, { phone, productId, quantity: 1, modifiers: [] }, NOW));
      });

    await Promise.all(Array.from({ length: 44 }, (_, i) => add(`phone ${i % 11}`)));

    const cart = await carts.find(sitting);
    expect(cart?.lines.map(({ quantity }) => quantity)).toEqual(Array.from({ length: 11 }, () => 4));
    expect(cart?.guests.map(({ number }) => number)).toEqual(Array.from({ length: 11 }, (_, i) => i + 1));
    expect(cart?.version).toBe(44);
  });

  it('are forgotten after their time, with what is in them', async () => {
    await store.query('DELETE FROM table_carts');
    await Promise.all(Array.from({ length: 7 }, () => filled()));
    const kept = await filled();
    await store.query("UPDATE table_carts SET expires_at = expires_at + interval '1 second' WHERE session_id = $1", [
      kept.sessionId,
    ]);

    expect(await carts.removeExpired(NOW, 10)).toBe(0);
    expect(await carts.removeExpired(DAY_LATER, 5)).toBe(5);
    expect(await carts.removeExpired(DAY_LATER, 5)).toBe(2);
    expect(await store.query('SELECT DISTINCT session_id FROM table_cart_items')).toEqual([
      { session_id: kept.sessionId },
    ]);
    expect(await store.query('SELECT DISTINCT session_id FROM table_cart_guests')).toEqual([
      { session_id: kept.sessionId },
    ]);
  });
});
