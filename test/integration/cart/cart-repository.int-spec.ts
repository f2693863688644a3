import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';
import type { Database } from '#libs/platform';

import { addLine, type Cart, emptied, newCart, withCoupon } from '../../../libs/cart/core/model/cart.js';
import { cartRepositoryContract } from '../../../libs/cart/testing/cart-repository.contract.js';
import { RandomCartTokens } from '../../../libs/cart/secrets/random-cart-tokens.js';
import { SqlCartRepository } from '../../../libs/cart/typeorm/sql-cart.repository.js';
import { anOutlet } from '../../../libs/outlets/testing/an-outlet.js';
import { OutletSchema } from '../../../libs/outlets/typeorm/outlet.schema.js';
import { TypeOrmOutletRepository } from '../../../libs/outlets/typeorm/typeorm-outlet.repository.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';

const NOW = new Date('2026-11-21T05:00:00Z');
const YEARS_LATER = new Date('2030-01-01T00:00:00Z');

describe('carts in PostgreSQL', () => {
  const outlet = anOutlet();
  const tokens = new RandomCartTokens();
  let store: TestDatabase;
  let database: Database;
  let carts: SqlCartRepository;

  beforeAll(async () => {
    store = await createTestDatabase();
    database = await connect(store, [OutletSchema]);
    await new TypeOrmOutletRepository(database).insert(outlet);
    carts = new SqlCartRepository(database);
  });

  const put = (cart: Cart, productId = newId(), quantity = 1): Cart =>
    addLine(cart, { outletId: outlet.id, productId, quantity, modifiers: [{ optionId: newId(), quantity: 2 }] }, NOW);
  const filled = (owner: Cart['owner'] = { customerId: newId() }) =>
    database.run(async () => {
      const cart = withCoupon(put(put(await carts.open(newCart(owner, NOW)))), 'OFF', NOW);
      await carts.save(cart);
      return cart;
    });

  describe('in general', () => {
    cartRepositoryContract(() => ({ outlet: outlet.id, carts }));
  });

  it('come back as they were written, lines in their places, to their owner alone', async () => {
    const [mine, theirs] = [await filled(), await filled({ tokenHash: tokens.hash(tokens.make()) })];

    expect(await carts.find(mine.owner, NOW)).toEqual(mine);
    expect(await carts.find(theirs.owner, NOW)).toMatchObject({ id: theirs.id, lines: theirs.lines });
    expect(await carts.find({ customerId: newId() }, NOW)).toBeNull();
    expect(await carts.find({ tokenHash: tokens.hash('guess') }, NOW)).toBeNull();
    expect(await carts.lock(mine.owner, YEARS_LATER)).toBeNull();
  });

  it('are one a customer, however many are opened at once, and lose nothing that is put in', async () => {
    const owner = { customerId: newId() };
    const productId = newId();
    const add = () =>
      database.run(async () => {
        const cart = await carts.open(newCart(owner, NOW));
        await carts.save(addLine(cart, { outletId: outlet.id, productId, quantity: 1, modifiers: [] }, NOW));
      });

    await Promise.all(Array.from({ length: 40 }, add));

    expect((await carts.find(owner, NOW))?.lines).toMatchObject([{ quantity: 40 }]);
  });

  it('begin afresh once they have expired', async () => {
    const old = await filled();

    const fresh = await database.run(() => carts.open(newCart(old.owner, YEARS_LATER)));

    expect(fresh).toMatchObject({ lines: [], couponCode: null });
    expect(fresh.id).not.toBe(old.id);
  });

  it('lose the lines that were taken out', async () => {
    const cart = await filled();
    const [first] = cart.lines;
    await database.run(() => carts.save({ ...cart, lines: [first!], version: cart.version + 1 }));
    expect((await carts.find(cart.owner, NOW))?.lines).toEqual([first]);

    await database.run(() => carts.save(emptied(cart, NOW)));
    expect((await carts.find(cart.owner, NOW))?.lines).toEqual([]);
  });

  it('are checked out once, in the version that was seen', async () => {
    const cart = await filled();
    const checkOut = (version: number) => database.run(() => carts.checkOut(cart.id, version, NOW));

    expect(await checkOut(cart.version - 1)).toBe('CHANGED');
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => checkOut(cart.version)));

    expect(outcomes.sort()).toEqual(['DONE', ...Array.from({ length: 9 }, () => 'EMPTY')]);
    expect(await carts.find(cart.owner, NOW)).toMatchObject({ lines: [], couponCode: null, outletId: null });
  });

  it('are forgotten after their time by several workers at once, each some of them', async () => {
    await store.query('DELETE FROM carts');
    await Promise.all(Array.from({ length: 30 }, () => filled()));
    const kept = await filled();
    await store.query('UPDATE carts SET expires_at = $1 WHERE id <> $2', [NOW, kept.id]);

    const counts = await Promise.all(Array.from({ length: 5 }, () => carts.removeExpired(NOW, 10)));

    expect(counts.reduce((a, b) => a + b)).toBeLessThanOrEqual(30);
    while ((await carts.removeExpired(NOW, 10)) > 0);
    expect(await store.query('SELECT id FROM carts')).toEqual([{ id: kept.id }]);
    expect(await store.query('SELECT DISTINCT cart_id FROM cart_items')).toEqual([{ cart_id: kept.id }]);
  });

  it('are of one owner, and of an outlet that there is, in the database itself', async () => {
    const insert = (columns: string, ...values: unknown[]) =>
      store.query(
        `INSERT INTO carts (id, version, created_at, updated_at, expires_at, ${columns})
         VALUES (gen_random_uuid(), 1, now(), now(), now(), ${values.map((_, i) => `$${i + 1}`).join()})`,
        values,
      );

    await expect(insert('outlet_id', outlet.id)).rejects.toMatchObject({ constraint: 'carts_are_of_one_owner' });
    await expect(insert('customer_id, outlet_id', newId(), newId())).rejects.toMatchObject({ code: '23503' });
    await expect(insert('token_hash', Buffer.from('short'))).rejects.toMatchObject({ code: '23514' });
  });
});
