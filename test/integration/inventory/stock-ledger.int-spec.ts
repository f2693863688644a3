import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type InventoryApi } from '#libs/inventory';
import { DomainError, newId, SYSTEM } from '#libs/kernel';
import { asUnavailable, type Database } from '#libs/platform';

import { LedgerStockLevels } from '../../../libs/inventory/core/services/ledger-stock-levels.js';
import { InventoryFacade } from '../../../libs/inventory/core/inventory.facade.js';
import type { StockLedger } from '../../../libs/inventory/core/inventory.ports.js';
import { stockLedgerContract } from '../../../libs/inventory/testing/stock-ledger.contract.js';
import { SqlStockLedger } from '../../../libs/inventory/typeorm/sql-stock-ledger.js';
import { connect, eventLogOf } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

/** One process's view: a pool of its own, and the adapters on it. */
interface Till {
  readonly database: Database;
  readonly inventory: InventoryApi;
  readonly levels: LedgerStockLevels;
  readonly ledger: StockLedger;
  wakes: number;
}

describe('the stock ledger', () => {
  const names = new Map<string, string>();
  const outlet = newId();
  let store: TestDatabase;
  let tills: Till[];

  beforeAll(async () => {
    store = await createTestDatabase();
    tills = await Promise.all([openTill(), openTill()]);
  });

  async function openTill(): Promise<Till> {
    const database = await connect(store, [], 8);
    const till = { database, wakes: 0 } as { -readonly [K in keyof Till]: Till[K] };
    const sequencer = { wake: () => (till.wakes += 1) };
    const ledger = (till.ledger = new SqlStockLedger(database, eventLogOf(database, sequencer)));
    till.inventory = new InventoryFacade(ledger);
    till.levels = new LedgerStockLevels(ledger);
    return till;
  }

  const till = (index = 0): Till => tills[index % tills.length]!;

  async function stocked(quantity: number, name = 'Es Kopi Susu'): Promise<string> {
    const productId = newId();
    names.set(productId, name);
    await set(productId, quantity);
    return productId;
  }

  const set = (productId: string, quantity: number) =>
    till().database.run(() =>
      till().levels.set({ outletId: outlet, productId, quantity, reason: 'opening stock', actor: SYSTEM }),
    );

  const sale = () => ({ outletId: outlet, referenceId: newId(), actor: SYSTEM });

  const sell = (from: Till, lines: readonly (readonly [string, number])[], reference = sale()) =>
    from.database.run(() =>
      from.inventory.take(
        reference,
        lines.map(([productId, quantity]) => ({ productId, quantity, name: names.get(productId) })),
      ),
    );

  const stockOf = async (productId: string) => (await till().levels.onHand([productId], [outlet])).get(productId);

  const movementsOf = (productId: string) =>
    store.query<{ type: string; quantity: number; balance_after: number; reference_id: string | null }>(
      `SELECT type, quantity::int, balance_after::int, reference_id FROM stock_movements
       WHERE outlet_id = $1 AND product_id = $2 ORDER BY position`,
      [outlet, productId],
    );

  const lowStockEvents = async (productId: string) =>
    (
      await store.query<{ payload: unknown }>(
        `SELECT payload FROM events WHERE type = 'LOW_STOCK' AND payload->>'product_id' = $1 ORDER BY position`,
        [productId],
      )
    ).map(({ payload }) => payload);

  stockLedgerContract(
    () => till().ledger,
    (work) => till().database.run(work),
  );

  it('writes the movement of a sale with the order behind it', async () => {
    const productId = await stocked(10);
    const reference = sale();

    await sell(till(), [[productId, 3]], reference);

    expect(await stockOf(productId)).toBe(7);
    expect(await movementsOf(productId)).toEqual([
      { type: 'COUNT', quantity: 10, balance_after: 10, reference_id: null },
      { type: 'SALE', quantity: -3, balance_after: 7, reference_id: reference.referenceId },
    ]);
  });

  it('takes all of a basket or none of it, and says what is available by name', async () => {
    const [plenty, scarce] = [await stocked(10, 'Teh Manis'), await stocked(2, 'Kopi Gayo')];
    const unknown = newId();

    const refusal = sell(till(), [
      [plenty, 1],
      [scarce, 2],
      [scarce, 1],
      [unknown, 4],
    ]);

    await expect(refusal).rejects.toMatchObject({
      kind: 'conflict',
      code: 'INSUFFICIENT_STOCK',
      message: 'Too little is left of these: Kopi Gayo (2), ? (0).',
      details: {
        items: [
          { product_id: scarce, requested: 3, available: 2 },
          { product_id: unknown, requested: 4, available: 0 },
        ],
      },
    });
    expect(await stockOf(plenty)).toBe(10);
    expect(await movementsOf(scarce)).toHaveLength(1);
  });

  it('undoes the stock of a transaction that fails later', async () => {
    const productId = await stocked(5);

    const failing = till().database.run(async () => {
      await till().inventory.take(sale(), [{ productId, quantity: 2 }]);
      throw new Error('the order could not be saved');
    });

    await expect(failing).rejects.toThrow('the order could not be saved');
    expect(await stockOf(productId)).toBe(5);
    expect(await movementsOf(productId)).toHaveLength(1);
  });

  it('sends one statement to take a basket', async () => {
    const products = [await stocked(5), await stocked(5), await stocked(5)];
    const sent: string[] = [];
    const database = till().database as unknown as { send(statement: { name?: string }): unknown };
    const send = database.send.bind(database);
    database.send = (statement) => {
      sent.push(statement.name ?? 'unnamed');
      return send(statement);
    };

    await sell(
      till(),
      products.map((id) => [id, 1]),
    ).finally(() => delete (database as { send?: unknown }).send);

    expect(sent).toEqual(['inventory.take']);
  });

  it('reads the rows of the basket alone, however many products the outlet has', async () => {
    const products = [await stocked(50), await stocked(50), await stocked(50)];
    await store.query(
      `INSERT INTO stock_levels (outlet_id, product_id, on_hand)
       SELECT $1, gen_random_uuid(), 5 FROM generate_series(1, 1000)
       UNION ALL SELECT gen_random_uuid(), gen_random_uuid(), 5 FROM generate_series(1, 5000)`,
      [outlet],
    );
    await store.query('ANALYZE stock_levels');
    const basket = products.map((id) => [id, 1] as const);
    for (let warm = 0; warm < 10; warm++) await sell(till(), basket);

    const rowsRead = async () => {
      const text = `SELECT seq_tup_read + idx_tup_fetch AS rows FROM pg_stat_xact_user_tables WHERE relname = 'stock_levels'`;
      return (await till().database.query<{ rows: number }>({ text }))[0]?.rows ?? 0;
    };
    const read = await till().database.run(async () => {
      const before = await rowsRead();
      await sell(till(), basket);
      return (await rowsRead()) - before;
    });

    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThanOrEqual(12);
  });

  it('gives a cancelled sale back', async () => {
    const productId = await stocked(5);
    const reference = sale();
    await sell(till(), [[productId, 3]], reference);

    await till().database.run(() => till().inventory.giveBack(reference, [{ productId, quantity: 3 }], 'RETURN'));

    expect(await stockOf(productId)).toBe(5);
    expect((await movementsOf(productId)).at(-1)).toMatchObject({ type: 'RETURN', quantity: 3, balance_after: 5 });
  });

  it('keeps the stock and both movements when a sold line is wasted', async () => {
    const productId = await stocked(5);
    const reference = sale();
    await sell(till(), [[productId, 3]], reference);

    await till().database.run(() => till().inventory.giveBack(reference, [{ productId, quantity: 3 }], 'WASTE'));

    expect(await stockOf(productId)).toBe(2);
    expect((await movementsOf(productId)).slice(-2)).toMatchObject([
      { type: 'RETURN', quantity: 3, balance_after: 5, reference_id: reference.referenceId },
      { type: 'WASTE', quantity: -3, balance_after: 2, reference_id: reference.referenceId },
    ]);
  });

  it('announces low stock once, when a sale crosses the threshold', async () => {
    const productId = await stocked(5);
    await till().levels.watch(productId, 2);
    const wakesBefore = till().wakes;

    await sell(till(), [[productId, 2]]);
    expect(await lowStockEvents(productId)).toEqual([]);
    expect(till().wakes).toBe(wakesBefore);

    await sell(till(), [[productId, 1]]);
    await sell(till(), [[productId, 1]]);

    expect(await lowStockEvents(productId)).toEqual([{ product_id: productId, stock: 2, threshold: 2 }]);
    expect(till().wakes).toBe(wakesBefore + 1);
  });

  it('announces low stock of a sale that is pipelined, too', async () => {
    const productId = await stocked(5);
    await till().levels.watch(productId, 2);
    const sellPipelined = (quantity: number) =>
      till().database.pipeline(() => [till().inventory.take(sale(), [{ productId, quantity }])]);

    await sellPipelined(2);
    await sellPipelined(1);
    await sellPipelined(1);

    expect(await stockOf(productId)).toBe(1);
    expect(await movementsOf(productId)).toHaveLength(4);
    expect(await lowStockEvents(productId)).toEqual([{ product_id: productId, stock: 2, threshold: 2 }]);
  });

  it('stays silent about a product that is not watched any more, and about waste of what was sold', async () => {
    const productId = await stocked(3);
    const reference = sale();
    await till().levels.watch(productId, 2);
    await sell(till(), [[productId, 1]], reference);

    await till().database.run(() => till().inventory.giveBack(reference, [{ productId, quantity: 1 }], 'WASTE'));
    await till().levels.watch(productId, null);
    await set(productId, 9);
    await sell(till(), [[productId, 9]]);

    expect(await lowStockEvents(productId)).toHaveLength(1);
  });

  it('leaves no movement when a count finds what was there', async () => {
    const productId = await stocked(4);

    await set(productId, 4);

    expect(await movementsOf(productId)).toHaveLength(1);
  });

  it('sells exactly 10 pieces to 500 buyers on two processes, twenty times over', async () => {
    for (let run = 0; run < 20; run++) {
      const productId = await stocked(10);

      const outcomes = await Promise.allSettled(
        Array.from({ length: 500 }, (_, buyer) => patiently(() => sell(till(buyer), [[productId, 1]]))),
      );

      const refusals = outcomes.flatMap((outcome) =>
        outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
      );
      expect(refusals).toHaveLength(490);
      expect(refusals.every((fault) => fault instanceof DomainError && fault.code === 'INSUFFICIENT_STOCK')).toBe(true);
      expect(await stockOf(productId)).toBe(0);
      const sales = (await movementsOf(productId)).slice(1);
      expect(sales.map(({ balance_after }) => balance_after)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    }
  }, 120_000);

  it('takes 200 baskets of five products in any order at once without a deadlock', async () => {
    const products = await Promise.all(Array.from({ length: 8 }, () => stocked(1_000)));
    const deadlocks = async () =>
      Number(
        (await store.query('SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()'))[0]?.deadlocks,
      );
    const before = await deadlocks();
    const baskets = Array.from({ length: 200 }, () => shuffled(products).slice(0, 5));

    await Promise.all(
      baskets.map((basket, index) =>
        patiently(() =>
          sell(
            till(index),
            basket.map((id) => [id, 1]),
          ),
        ),
      ),
    );

    const sold = await Promise.all(products.map(async (id) => 1_000 - ((await stockOf(id)) ?? 0)));
    expect(sold.reduce((a, b) => a + b, 0)).toBe(1_000);
    expect(await deadlocks()).toBe(before);
  });

  it('holds what its movements sum to, whatever happens at once', async () => {
    const step = fc.record({
      product: fc.nat(2),
      amount: fc.integer({ min: 1, max: 6 }),
      verb: fc.constantFrom('take', 'return', 'waste', 'count'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const products = [newId(), newId(), newId()];
        await Promise.allSettled(
          steps.map(({ product, amount, verb }, index) => {
            const change = { productId: products[product]!, quantity: amount };
            const { database, inventory, levels } = till(index);
            return database.run(async () => {
              if (verb === 'take') return inventory.take(sale(), [change]);
              if (verb === 'count') return levels.set({ ...change, outletId: outlet, reason: 'count', actor: SYSTEM });
              return inventory.giveBack(sale(), [change], verb === 'waste' ? 'WASTE' : 'RETURN');
            });
          }),
        );
        for (const productId of products) {
          const movements = await movementsOf(productId);
          let balance = 0;
          for (const { quantity, balance_after } of movements) expect(balance_after).toBe((balance += quantity));
          expect(await stockOf(productId)).toBe(balance);
        }
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});

/** As a client does that was told 503: tries again. A laden machine cannot give 500 buyers a connection each in two seconds. */
async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!asUnavailable(error)) throw error;
    }
  }
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
