import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId, type OutletScope, type PageRequest, SYSTEM } from '#libs/kernel';
import type { Database } from '#libs/platform';

import type { MovementFilter } from '../../../libs/inventory/core/inventory.ports.js';
import { SqlStockCountRepository } from '../../../libs/inventory/typeorm/sql-stock-count.repository.js';
import { SqlStockLedger } from '../../../libs/inventory/typeorm/sql-stock-ledger.js';
import { SqlStockQueries } from '../../../libs/inventory/typeorm/sql-stock.queries.js';
import { connect, eventLogOf } from '../../support/data-source.js';
import { createTestDatabase } from '../../support/database.js';

describe('the lists of stock', () => {
  const [jakarta, bandung] = [newId(), newId()];
  const [kopi, teh] = [newId(), newId()];
  const shift = newId();
  let database: Database;
  let ledger: SqlStockLedger;
  let queries: SqlStockQueries;
  let counts: SqlStockCountRepository;

  beforeAll(async () => {
    database = await connect(await createTestDatabase(), [], 2);
    ledger = new SqlStockLedger(database, eventLogOf(database));
    queries = new SqlStockQueries(database);
    counts = new SqlStockCountRepository(database);
    await post(jakarta, kopi, 'PURCHASE', 20);
    await post(bandung, kopi, 'PURCHASE', 30);
    await post(jakarta, teh, 'PURCHASE', 5);
    await post(jakarta, kopi, 'SALE', -2);
    await post(bandung, kopi, 'SALE', -3);
    await post(jakarta, kopi, 'SALE', -4);
  });

  const post = (outletId: string, productId: string, type: 'PURCHASE' | 'SALE', quantity: number) =>
    database.run(() =>
      ledger.post({
        outletId,
        type,
        change: 'BY',
        amounts: new Map([[productId, quantity]]),
        actor: SYSTEM,
        referenceId: shift,
        announcesLow: false,
      }),
    );

  const movements = async (filter: MovementFilter, page: Partial<PageRequest> = {}) => {
    const found = await queries.movements(filter, { limit: 20, offset: 0, ...page });
    return { ...found, quantities: found.data.map(({ quantity }) => quantity) };
  };

  it.each<[string, OutletScope, number[]]>([
    ['every outlet', 'all', [-4, -3, -2, 5, 30, 20]],
    ['one outlet', [jakarta], [-4, -2, 5, 20]],
    ['two outlets', [bandung, jakarta, jakarta], [-4, -3, -2, 5, 30, 20]],
    ['no outlet', [], []],
  ])('show the movements of %s, newest first', async (_, scope, quantities) => {
    const found = await movements({ scope });

    expect(found.quantities).toEqual(quantities);
    expect(found).toMatchObject({ total: quantities.length, next_cursor: null });
  });

  it('filter movements by product, type and time', async () => {
    const hour = 3_600_000;
    const [past, future] = [new Date(Date.now() - hour), new Date(Date.now() + hour)];

    expect((await movements({ scope: 'all', productId: kopi, type: 'PURCHASE' })).quantities).toEqual([30, 20]);
    expect((await movements({ scope: [jakarta], productId: kopi })).quantities).toEqual([-4, -2, 20]);
    expect((await movements({ scope: [jakarta], productId: newId() })).total).toBe(0);
    expect(
      (await movements({ scope: [bandung], period: { whole: { from: past, to: future }, apart: [] } })).quantities,
    ).toEqual([-3, 30]);
    expect((await movements({ scope: 'all', period: { whole: { from: future }, apart: [] } })).total).toBe(0);
    expect((await movements({ scope: 'all', period: { whole: { to: past }, apart: [] } })).total).toBe(0);
  });

  it('show a movement with its balance, reason and cause', async () => {
    const [newest] = (await movements({ scope: [jakarta], productId: kopi })).data;

    expect(newest).toEqual({
      id: expect.any(String),
      outletId: jakarta,
      productId: kopi,
      type: 'SALE',
      quantity: -4,
      balanceAfter: 14,
      reason: null,
      referenceId: shift,
      actor: { kind: 'system', id: null },
      occurredAt: expect.any(Date),
    });
  });

  it.each<[OutletScope]>([['all'], [[jakarta, bandung]]])(
    'page %j by cursor without a gap or a repeat',
    async (scope) => {
      const seen: number[] = [];
      let after: string | undefined;
      do {
        const page = await movements({ scope }, { limit: 2, after });
        expect(page.total).toBe(6);
        seen.push(...page.quantities);
        after = page.next_cursor ?? undefined;
      } while (after);

      expect(seen).toEqual([-4, -3, -2, 5, 30, 20]);
      expect((await movements({ scope }, { limit: 2, offset: 3 })).quantities).toEqual([5, 30]);
    },
  );

  it('refuse a cursor that is none', async () => {
    const refused = { kind: 'invalid', code: 'CURSOR_INVALID' };

    await expect(movements({ scope: 'all' }, { after: 'nonsense' })).rejects.toMatchObject(refused);
    await expect(movements({ scope: 'all' }, { after: 'WyJhIl0' })).rejects.toMatchObject(refused);
  });

  it('show levels, and the low ones alone', async () => {
    await ledger.watch(teh, 5);
    await ledger.watch(kopi, 20);
    const page = { limit: 20, offset: 0 };

    const all = await queries.levels({ scope: [jakarta] }, page);
    const low = await queries.levels({ scope: 'all', isLow: true }, page);
    const one = await queries.levels({ scope: 'all', productId: kopi }, { limit: 1, offset: 1 });

    expect(new Map(all.data.map((level) => [level.productId, level.onHand]))).toEqual(
      new Map([
        [kopi, 14],
        [teh, 5],
      ]),
    );
    expect(low.data.map(({ outletId, onHand }) => [outletId, onHand])).toEqual(
      expect.arrayContaining([
        [jakarta, 14],
        [jakarta, 5],
      ]),
    );
    expect(low.total).toBe(2);
    expect(one).toMatchObject({ total: 2, limit: 1, offset: 1, data: [{ productId: kopi }] });
  });

  it('keep a stock count and show it inside its outlet alone', async () => {
    const count = {
      id: newId(),
      outletId: jakarta,
      note: 'end of month',
      actor: { kind: 'user', id: newId() },
      countedAt: new Date('2026-02-28T22:00:00Z'),
      items: [
        { productId: teh, before: 5, after: 4 },
        { productId: kopi, before: 14, after: 16 },
      ],
    } as const;
    await database.run(() => counts.add(count));
    const { items: _, ...head } = count;

    expect(await queries.count([jakarta], count.id)).toEqual(count);
    expect(await queries.count('all', count.id)).toEqual(count);
    await expect(queries.count([bandung], count.id)).rejects.toMatchObject({ code: 'STOCK_COUNT_NOT_FOUND' });
    expect(await queries.counts([jakarta], { limit: 20, offset: 0 })).toEqual({
      data: [{ ...head, itemCount: 2, difference: 1 }],
      total: 1,
      total_is_estimate: false,
      next_cursor: null,
      limit: 20,
      offset: 0,
    });
    expect(await queries.counts([bandung], { limit: 20, offset: 0 })).toMatchObject({ data: [], total: 0 });
  });
});
