import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { DomainError, newId, SYSTEM } from '#libs/kernel';
import { createDataSource, Database } from '#libs/platform';

import type { Order } from '../../../libs/ordering/core/model/order.js';
import { SqlOrderNumbers } from '../../../libs/ordering/typeorm/sql-order-numbers.js';
import { SqlOrderQueries } from '../../../libs/ordering/typeorm/sql-order.queries.js';
import { SqlOrderRepository } from '../../../libs/ordering/typeorm/sql-order.repository.js';
import { aLine, anAct, anOrder } from '../../../libs/ordering/testing/an-order.js';
import { orderRepositoryContract } from '../../../libs/ordering/testing/order-repository.contract.js';
import { eventLogOf } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing thrown',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );

describe('orders in PostgreSQL', () => {
  const outlets = 'all' as const;
  let store: TestDatabase;
  let database: Database;
  let orders: SqlOrderRepository;
  let queries: SqlOrderQueries;

  beforeAll(async () => {
    store = await createTestDatabase();
    database = new Database(createDataSource({ url: store.url, poolMax: 8, entities: [] }));
    await database.onModuleInit();
    orders = new SqlOrderRepository(database, eventLogOf(database));
    queries = new SqlOrderQueries(database);
  });

  afterAll(() => database.onApplicationShutdown());

  const insert = (order: Order) => database.run(() => orders.insert(order));

  orderRepositoryContract(
    () => orders,
    (work) => database.run(work),
  );

  it('are written with their events and nothing when the transaction fails', async () => {
    const order = anOrder().with('Soto', 20_000).placed();

    await expect(
      database.run(async () => {
        await orders.insert(order);
        throw new Error('stock refused');
      }),
    ).rejects.toThrow('stock refused');

    expect(await codeOf(orders.get(order.view.id, { outlets }))).toBe('ORDER_NOT_FOUND');
    expect(await store.query("SELECT 1 FROM events WHERE payload->>'id' = $1", [order.view.id])).toEqual([]);
  });

  it('take two statements between BEGIN and COMMIT at the most: order, lines and events go in one', async () => {
    const before = await statements(store);

    await insert(anOrder().with('Soto', 20_000).with('Es Teh', 5_000).with('Rawon', 30_000).placed());

    expect((await statements(store)) - before).toBe(1);
  });

  it('keep all 200 lines that two waiters add at once', async () => {
    const order = anOrder().with('Soto', 20_000).placed();
    await insert(order);
    const { id } = order.view;
    const round = () =>
      database.run(async () => {
        const locked = await orders.lock(id, { outlets });
        locked.addLines([aLine('Sate', 5_000)], anAct());
        await orders.save(locked);
      });
    const waiter = async () => {
      for (let i = 0; i < 100; i++) await round();
    };

    await Promise.all([waiter(), waiter()]);
    const found = await orders.get(id, { outlets });

    expect(found.lines).toHaveLength(201);
    expect(found.view).toMatchObject({ totalAmount: 20_000 + 200 * 5_000, version: 201 });
    expect(new Set(found.lines.map((line) => line.position)).size).toBe(201);
  });

  it('tell their history with actor, reason and approval', async () => {
    const order = anOrder().with('Soto', 20_000).placed();
    await insert(order);
    const approvedBy = newId();
    await database.run(async () => {
      const locked = await orders.lock(order.view.id, { outlets });
      locked.void({ actor: SYSTEM, at: new Date(), reason: 'walked out', approvedBy });
      await orders.save(locked);
    });

    const history = await queries.history(order.view.id, { outlets });

    expect(history).toMatchObject([
      { action: 'PLACED', actor: order.view.placedBy },
      { action: 'VOIDED', fromStatus: 'NEW', toStatus: 'VOIDED', reason: 'walked out', approvedBy },
    ]);
  });

  it('are listed newest first, page by page, without a gap or a repeat', async () => {
    const outletId = newId();
    for (let i = 0; i < 25; i++)
      await insert(
        anOrder()
          .with('Soto', 1_000 + i)
          .placed({ outletId, number: `P-${i}` }),
      );
    const scope = { outlets: [outletId] };

    const first = await queries.list(scope, {}, { limit: 10, offset: 0 });
    const second = await queries.list(scope, {}, { limit: 10, offset: 0, after: first.next_cursor ?? '' });
    const third = await queries.list(scope, {}, { limit: 10, offset: 0, after: second.next_cursor ?? '' });
    const numbers = [first, second, third].flatMap((page) => page.data.map(({ order }) => order.number));

    expect(new Set(numbers).size).toBe(25);
    expect(third.next_cursor).toBeNull();
    expect([first.total, second.total]).toEqual([25, 25]);
  });

  it('are read together by staff who ask at the same time, each by those of its own outlet alone', async () => {
    const outletIds = [newId(), newId(), newId()] as const;
    const placed = outletIds.flatMap((outletId) =>
      Array.from({ length: 20 }, (_, i) =>
        anOrder()
          .with('Soto', 20_000)
          .with('Es Teh', 5_000)
          .placed({ outletId, number: `T-${i}` }),
      ),
    );
    for (const order of placed) await insert(order);
    const reads = () => calls(store, '%FROM orders o WHERE o.id =%', '%AS asked%JOIN orders o%');
    const before = await reads();
    const ask = (outletId: string, id: string) =>
      queries.one(id, { outlets: [outletId] }).then(
        ({ order }) => ({ outletId: order.view.outletId, id: order.view.id, lines: order.lines.length }),
        (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
      );

    const seen = await Promise.all(
      outletIds.map((outletId) => Promise.all(placed.map(({ view }) => ask(outletId, view.id.toUpperCase())))),
    );

    for (const [i, outletId] of outletIds.entries()) {
      const expected = placed.map(({ view }) =>
        view.outletId === outletId ? { outletId, id: view.id, lines: 2 } : 'ORDER_NOT_FOUND',
      );
      expect(seen[i]).toEqual(expected);
    }
    // The first two are asked for at once, the other 178 by whichever of the two is done first.
    expect((await reads()) - before).toBeLessThanOrEqual(4);
  });

  it('are read as they are in the unit of work of whoever asks, and as they became once it is done', async () => {
    const order = anOrder().with('Soto', 20_000).placed();
    const { id, outletId } = order.view;
    const scope = { outlets: [outletId] };
    const linesOf = async () => (await queries.one(id, scope)).order.lines.length;

    await database.run(async () => {
      await orders.insert(order);
      expect(await linesOf()).toBe(1);
    });
    await database.run(async () => {
      const locked = await orders.lock(id, scope);
      locked.addLines([aLine('Sate', 5_000)], anAct());
      await orders.save(locked);
    });

    expect(await linesOf()).toBe(2);
  });

  it('get another number where a database that took over gave theirs once more', async () => {
    const outlet = { id: newId(), orderPrefix: 'JKT' };
    const [before, after] = [new SqlOrderNumbers(database), new SqlOrderNumbers(database)];
    const place = (numbers: SqlOrderNumbers) =>
      numbers.use(outlet, '2026-11-21', async (number) => {
        await insert(anOrder().with('Soto', 20_000).placed({ number, outletId: outlet.id }));
        return number;
      });
    await place(before);
    await store.query('DELETE FROM order_number_blocks WHERE outlet_id = $1', [outlet.id]);

    const numbers = [await place(after), await place(before), await place(after)];

    // The first of the second block of 20 is the number that the process takes whose first one was taken.
    expect(numbers).toEqual(['JKT-261121-0021', 'JKT-261121-0002', 'JKT-261121-0022']);
  });

  it('get numbers that are never given twice, over two processes and a rollback', async () => {
    const outletId = newId();
    const [a, b] = [new SqlOrderNumbers(database), new SqlOrderNumbers(database)];
    const next = (numbers: SqlOrderNumbers) => numbers.next(outletId, 'JKT', '2026-11-21');
    const rolledBack = database.run(async () => {
      await next(a);
      throw new Error('undone');
    });
    await expect(rolledBack).rejects.toThrow('undone');

    const given = await Promise.all(Array.from({ length: 100 }, (_, i) => next(i % 2 ? a : b)));

    expect(new Set(given).size).toBe(100);
    expect(given.every((number) => /^JKT-261121-\d{4}$/.test(number))).toBe(true);
  });
});

/** Statements that wrote an order so far. */
const statements = (store: TestDatabase): Promise<number> => calls(store, '%INSERT INTO order%');

/** Statements so far whose text is like one of these, as PostgreSQL itself counted them. */
async function calls(store: TestDatabase, ...texts: string[]): Promise<number> {
  const [row] = await store.query<{ calls: number }>(
    `SELECT coalesce(sum(calls), 0)::int AS calls FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
     WHERE d.datname = current_database() AND query ILIKE ANY($1) AND query NOT ILIKE '%pg_stat%'`,
    [texts],
  );
  return row?.calls ?? 0;
}
