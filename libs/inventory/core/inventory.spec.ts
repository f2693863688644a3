import { beforeEach, describe, expect, it } from '@jest/globals';

import type { CatalogApi, SellableProduct } from '#libs/catalog';
import {
  type Actor,
  type AuditEntry,
  AuditLog,
  EventLog,
  FixedClock,
  type NewEvent,
  newId,
  notFound,
  SYSTEM,
  UnitOfWork,
} from '#libs/kernel';
import type { OutletsApi, OutletSettings } from '#libs/outlets';

import { InMemoryStockLedger } from '../testing/in-memory-stock-ledger.js';
import { stockLedgerContract } from '../testing/stock-ledger.contract.js';
import { refusalOf } from './inventory.errors.js';
import { type StockCount, StockCountRepository } from './inventory.ports.js';
import { SalesStock } from './sales-stock.js';
import { StockedProducts } from './stocked-products.js';
import { StockJournal } from './stock-journal.js';
import { ChangeStock, type StockChangeWanted } from './use-cases/change-stock.js';
import { RecordStockCount } from './use-cases/record-stock-count.js';

class Immediate extends UnitOfWork {
  run<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  afterCommit(action: () => void): void {
    action();
  }
}

class Notes extends AuditLog {
  readonly entries: AuditEntry[] = [];

  record(entry: AuditEntry): Promise<void> {
    this.entries.push(entry);
    return Promise.resolve();
  }
}

class Told extends EventLog {
  readonly events: NewEvent[] = [];

  append(events: readonly NewEvent[]): Promise<void> {
    this.events.push(...events);
    return Promise.resolve();
  }
}

class Counts extends StockCountRepository {
  readonly added: StockCount[] = [];

  add(count: StockCount): Promise<void> {
    this.added.push(count);
    return Promise.resolve();
  }

  get(): Promise<StockCount> {
    return Promise.reject(notFound('stock count'));
  }

  list(): Promise<never> {
    return Promise.reject(new Error('not asked here'));
  }
}

const [jakarta, bandung] = [newId(), newId()];
const admin: Actor & { kind: 'user' } = { kind: 'user', id: newId(), role: 'ADMIN', outletIds: [] };
const supervisor = { ...admin, role: 'SUPERVISOR', outletIds: [jakarta] } as const;
const now = new Date('2026-03-01T10:00:00Z');

describe('inventory', () => {
  let ledger: InMemoryStockLedger;
  let notes: Notes;
  let told: Told;
  let counts: Counts;
  let products: StockedProducts;
  let sold: Map<string, Map<string, string>>;
  let tracked: Set<string>;
  let begun: string[][];

  beforeEach(() => {
    [ledger, notes, told, counts] = [new InMemoryStockLedger(), new Notes(), new Told(), new Counts()];
    [tracked, begun] = [new Set(), []];
    sold = new Map([
      [jakarta, new Map<string, string>()],
      [bandung, new Map<string, string>()],
    ]);
    const outlets: OutletsApi = {
      get: (id) =>
        sold.has(id)
          ? Promise.resolve({ id } as OutletSettings)
          : Promise.reject(notFound('outlet', 'OUTLET_NOT_FOUND')),
      list: (scope) =>
        Promise.resolve(
          [...sold.keys()]
            .filter((id) => scope === 'all' || scope.includes(id))
            .map((id) => ({ id }) as OutletSettings),
        ),
    };
    products = new StockedProducts(outlets, catalog);
  });

  const catalog: CatalogApi = {
    taxation: () => Promise.resolve(new Map()),
    sellable: (outletId, ids) => {
      const here = sold.get(outletId) ?? new Map<string, string>();
      const found = ids
        .filter((id) => here.has(id))
        .map((id) => [id, { id, name: here.get(id), trackStock: tracked.has(id) } as SellableProduct]);
      return Promise.resolve(new Map(found as [string, SellableProduct][]));
    },
    soldAt: () => Promise.resolve([]),
    beginTracking: (actor, ids) => {
      begun.push([actor.id, ...ids]);
      ids.forEach((id) => tracked.add(id));
      return Promise.resolve();
    },
  };

  function product(name: string, ...outletIds: string[]): string {
    const id = newId();
    for (const outletId of outletIds) sold.get(outletId)?.set(id, name);
    return id;
  }

  const changeStock = () => new ChangeStock(products, ledger, new StockJournal(notes, told), new Immediate());
  const recordCount = () =>
    new RecordStockCount(products, ledger, counts, new StockJournal(notes, told), new Immediate(), new FixedClock(now));

  stockLedgerContract(() => ledger);

  it('refuses a sale of less than one piece as a fault of the caller', async () => {
    const stock = new SalesStock(ledger);
    const reference = { outletId: jakarta, referenceId: newId(), actor: SYSTEM };

    await expect(stock.take(reference, [{ productId: newId(), quantity: 0 }])).rejects.toThrow(RangeError);
    await expect(stock.take(reference, [{ productId: newId(), quantity: 1.5 }])).rejects.toThrow(RangeError);
  });

  it.each([
    [[['Kopi', 0]], 'There is no Kopi left.'],
    [[['Kopi', 1]], 'Only 1 of Kopi left.'],
    [[['Kopi', 2]], 'Only 2 of Kopi left.'],
    [
      [
        ['Kopi', 2],
        ['Teh', 0],
        ['Susu', 1],
      ],
      'Too little is left of these: Kopi (2), Teh (0), Susu (1).',
    ],
  ] as const)('tells a person what is left of %j', (left, message) => {
    const stock = left.map(([name, before]) => ({ productId: name, before, after: -1 }));

    expect(refusalOf(stock, new Map(left.map(([name]) => [name, name]))).message).toBe(message);
  });

  it('sets stock by a count, moves it by a delta, and keeps both on record', async () => {
    const productId = product('Kopi', jakarta);

    await changeStock().execute({ actor: supervisor, productId, change: { quantity: 10, reason: null } });
    const change = { delta: -3, type: 'WASTE', reason: 'spilt' } as const;
    const answer = await changeStock().execute({ actor: supervisor, productId, change });

    expect(answer).toEqual({ productId, outletId: jakarta, stock: 7 });
    expect(ledger.movements).toMatchObject([
      { type: 'COUNT', quantity: 10, balanceAfter: 10 },
      { type: 'WASTE', quantity: -3, balanceAfter: 7 },
    ]);
    expect(notes.entries.at(-1)).toMatchObject({
      action: 'stock.changed',
      subjectId: productId,
      reason: 'spilt',
      details: { type: 'WASTE', before: 10, after: 7 },
    });
    expect(told.events.at(-1)).toEqual({
      type: 'CATALOG_CHANGED',
      outletId: jakarta,
      payload: { product_ids: [productId] },
    });
  });

  it('begins to track what was not by a count and a delivery, once, and not by a correction or a loss', async () => {
    const [kopi, teh, susu] = [product('Kopi', jakarta), product('Teh', jakarta), product('Susu', jakarta)];
    const change = (productId: string, wanted: StockChangeWanted) =>
      changeStock().execute({ actor: supervisor, productId, change: wanted });

    await change(kopi, { delta: 2, type: 'ADJUSTMENT', reason: 'found' });
    await change(kopi, { delta: -1, type: 'WASTE', reason: 'spilt' });
    expect(begun).toEqual([]);
    await change(kopi, { delta: 6, type: 'PURCHASE', reason: 'came' });
    await change(kopi, { delta: 6, type: 'PURCHASE', reason: 'came' });
    await change(teh, { quantity: 0, reason: null });
    const items = [kopi, susu].map((productId) => ({ productId, quantity: 3 }));
    for (const note of ['first', 'second']) {
      await recordCount().execute({ actor: supervisor, outletId: jakarta, note, items });
    }

    expect(begun).toEqual([kopi, teh, susu].map((id) => [supervisor.id, id]));
  });

  it('tells no cache when a count finds what was there', async () => {
    const productId = product('Kopi', jakarta);

    await changeStock().execute({ actor: supervisor, productId, change: { quantity: 0, reason: null } });

    expect(notes.entries).toHaveLength(1);
    expect(told.events).toEqual([]);
  });

  it('refuses to move stock below zero and names the product', async () => {
    const productId = product('Kopi', jakarta);
    const change = { delta: -1, type: 'ADJUSTMENT', reason: 'lost' } as const;

    await expect(changeStock().execute({ actor: supervisor, productId, change })).rejects.toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      message: 'There is no Kopi left.',
      details: { items: [{ product_id: productId, requested: 1, available: 0 }] },
    });
  });

  it('asks which outlet when several of the actor’s sell the product', async () => {
    const productId = product('Kopi', jakarta, bandung);
    const change = { quantity: 4, reason: null };

    await expect(changeStock().execute({ actor: admin, productId, change })).rejects.toMatchObject({
      kind: 'invalid',
      code: 'OUTLET_REQUIRED',
    });
    const named = await changeStock().execute({ actor: admin, productId, outletId: bandung, change });
    const only = await changeStock().execute({ actor: supervisor, productId, change });
    expect([named.outletId, only.outletId]).toEqual([bandung, jakarta]);
  });

  it('knows nothing of outlets and products that are not the actor’s', async () => {
    const foreign = product('Kopi', bandung);
    const change = { quantity: 4, reason: null };
    const attempt = (productId: string, outletId?: string) =>
      changeStock().execute({ actor: supervisor, productId, outletId, change });

    await expect(attempt(foreign)).rejects.toMatchObject({ kind: 'not_found', code: 'PRODUCT_NOT_FOUND' });
    await expect(attempt(foreign, bandung)).rejects.toMatchObject({ kind: 'not_found', code: 'OUTLET_NOT_FOUND' });
    await expect(attempt(foreign, jakarta)).rejects.toMatchObject({ kind: 'not_found', code: 'PRODUCT_NOT_FOUND' });
    expect(ledger.movements).toEqual([]);
  });

  it('records a count of several products with what was there before', async () => {
    const [kopi, teh] = [product('Kopi', jakarta), product('Teh', jakarta)];
    await changeStock().execute({ actor: supervisor, productId: kopi, change: { quantity: 5, reason: null } });

    const count = await recordCount().execute({
      actor: supervisor,
      outletId: jakarta,
      note: 'end of month',
      items: [
        { productId: kopi, quantity: 3 },
        { productId: teh, quantity: 0 },
      ],
    });

    expect(count).toMatchObject({ outletId: jakarta, note: 'end of month', countedAt: now });
    expect(count.items).toEqual([
      { productId: kopi, before: 5, after: 3 },
      { productId: teh, before: 0, after: 0 },
    ]);
    expect(counts.added).toEqual([count]);
    expect(notes.entries.at(-1)).toMatchObject({ action: 'stock.counted', details: { products: 2, corrected: 1 } });
    expect(told.events.at(-1)?.payload).toEqual({ product_ids: [kopi] });
  });

  it('counts nothing when one of the products is unknown at the outlet', async () => {
    const [kopi, foreign] = [product('Kopi', jakarta), product('Teh', bandung)];
    const items = [kopi, foreign].map((productId) => ({ productId, quantity: 3 }));

    const counting = recordCount().execute({ actor: supervisor, outletId: jakarta, note: null, items });

    await expect(counting).rejects.toMatchObject({
      kind: 'not_found',
      code: 'PRODUCT_NOT_FOUND',
      details: { product_ids: [foreign] },
    });
    expect(ledger.movements).toEqual([]);
  });
});
