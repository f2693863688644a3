import { beforeEach, describe, expect, it } from '@jest/globals';

import { inventoryWorld } from '../../testing/inventory-world.js';
import { ChangeProductStock, type StockChangeWanted } from './change-product-stock.js';
import { RecordStockCount } from './record-stock-count.js';

describe('changing stock', () => {
  let world: ReturnType<typeof inventoryWorld>;
  let change: ChangeProductStock;
  let record: RecordStockCount;

  beforeEach(() => {
    world = inventoryWorld();
    const { products, ledger, counts, changes, unitOfWork, clock } = world;
    change = new ChangeProductStock(products, ledger, changes, unitOfWork);
    record = new RecordStockCount(products, ledger, counts, changes, unitOfWork, clock);
  });

  it('sets stock by a count, moves it by a delta, and keeps both on record', async () => {
    const productId = world.product('Kopi', world.jakarta);

    await change.execute({ actor: world.supervisor, productId, change: { quantity: 10, reason: null } });
    const wanted = { delta: -3, type: 'WASTE', reason: 'spilt' } as const;
    const answer = await change.execute({ actor: world.supervisor, productId, change: wanted });

    expect(answer).toEqual({ productId, outletId: world.jakarta, stock: 7 });
    expect(world.ledger.movements).toMatchObject([
      { type: 'COUNT', quantity: 10, balanceAfter: 10 },
      { type: 'WASTE', quantity: -3, balanceAfter: 7 },
    ]);
    expect(world.audit.entries.at(-1)).toMatchObject({
      action: 'stock.changed',
      subjectId: productId,
      reason: 'spilt',
      details: { type: 'WASTE', before: 10, after: 7 },
    });
    expect(world.events.events.at(-1)).toEqual({
      type: 'CATALOG_CHANGED',
      outletId: world.jakarta,
      payload: { product_ids: [productId] },
    });
  });

  it('begins to track what was not by a count and a delivery, once, and not by a correction or a loss', async () => {
    const [kopi, teh, susu] = [
      world.product('Kopi', world.jakarta),
      world.product('Teh', world.jakarta),
      world.product('Susu', world.jakarta),
    ];
    const changeTo = (productId: string, wanted: StockChangeWanted) =>
      change.execute({ actor: world.supervisor, productId, change: wanted });

    await changeTo(kopi, { delta: 2, type: 'ADJUSTMENT', reason: 'found' });
    await changeTo(kopi, { delta: -1, type: 'WASTE', reason: 'spilt' });
    expect(world.begun).toEqual([]);
    await changeTo(kopi, { delta: 6, type: 'PURCHASE', reason: 'came' });
    await changeTo(kopi, { delta: 6, type: 'PURCHASE', reason: 'came' });
    await changeTo(teh, { quantity: 0, reason: null });
    const items = [kopi, susu].map((productId) => ({ productId, quantity: 3 }));
    for (const note of ['first', 'second']) {
      await record.execute({ actor: world.supervisor, outletId: world.jakarta, note, items });
    }

    expect(world.begun).toEqual([kopi, teh, susu].map((id) => [world.supervisor.id, id]));
  });

  it('tells no cache when a count finds what was there', async () => {
    const productId = world.product('Kopi', world.jakarta);

    await change.execute({ actor: world.supervisor, productId, change: { quantity: 0, reason: null } });

    expect(world.audit.entries).toHaveLength(1);
    expect(world.events.events).toEqual([]);
  });

  it('refuses to move stock below zero and names the product', async () => {
    const productId = world.product('Kopi', world.jakarta);
    const wanted = { delta: -1, type: 'ADJUSTMENT', reason: 'lost' } as const;

    await expect(change.execute({ actor: world.supervisor, productId, change: wanted })).rejects.toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      message: 'There is no Kopi left.',
      details: { items: [{ product_id: productId, requested: 1, available: 0 }] },
    });
  });

  it('asks which outlet when several of the actor’s sell the product', async () => {
    const productId = world.product('Kopi', world.jakarta, world.bandung);
    const wanted = { quantity: 4, reason: null };

    await expect(change.execute({ actor: world.admin, productId, change: wanted })).rejects.toMatchObject({
      kind: 'invalid',
      code: 'OUTLET_REQUIRED',
    });
    const named = await change.execute({ actor: world.admin, productId, outletId: world.bandung, change: wanted });
    const only = await change.execute({ actor: world.supervisor, productId, change: wanted });
    expect([named.outletId, only.outletId]).toEqual([world.bandung, world.jakarta]);
  });

  it('knows nothing of outlets and products that are not the actor’s', async () => {
    const foreign = world.product('Kopi', world.bandung);
    const wanted = { quantity: 4, reason: null };
    const attempt = (productId: string, outletId?: string) =>
      change.execute({ actor: world.supervisor, productId, outletId, change: wanted });

    await expect(attempt(foreign)).rejects.toMatchObject({ kind: 'not_found', code: 'PRODUCT_NOT_FOUND' });
    await expect(attempt(foreign, world.bandung)).rejects.toMatchObject({
      kind: 'not_found',
      code: 'OUTLET_NOT_FOUND',
    });
    await expect(attempt(foreign, world.jakarta)).rejects.toMatchObject({
      kind: 'not_found',
      code: 'PRODUCT_NOT_FOUND',
    });
    expect(world.ledger.movements).toEqual([]);
  });

  it('records a count of several products with what was there before', async () => {
    const [kopi, teh] = [world.product('Kopi', world.jakarta), world.product('Teh', world.jakarta)];
    await change.execute({ actor: world.supervisor, productId: kopi, change: { quantity: 5, reason: null } });

    const count = await record.execute({
      actor: world.supervisor,
      outletId: world.jakarta,
      note: 'end of month',
      items: [
        { productId: kopi, quantity: 3 },
        { productId: teh, quantity: 0 },
      ],
    });

    expect(count).toMatchObject({ outletId: world.jakarta, note: 'end of month', countedAt: world.clock.now() });
    expect(count.items).toEqual([
      { productId: kopi, before: 5, after: 3 },
      { productId: teh, before: 0, after: 0 },
    ]);
    expect(world.counts.added).toEqual([count]);
    expect(world.audit.entries.at(-1)).toMatchObject({
      action: 'stock.counted',
      details: { products: 2, corrected: 1 },
    });
    expect(world.events.events.at(-1)?.payload).toEqual({ product_ids: [kopi] });
  });

  it('counts nothing when one of the products is unknown at the outlet', async () => {
    const [kopi, foreign] = [world.product('Kopi', world.jakarta), world.product('Teh', world.bandung)];
    const items = [kopi, foreign].map((productId) => ({ productId, quantity: 3 }));

    const counting = record.execute({ actor: world.supervisor, outletId: world.jakarta, note: null, items });

    await expect(counting).rejects.toMatchObject({
      kind: 'not_found',
      code: 'PRODUCT_NOT_FOUND',
      details: { product_ids: [foreign] },
    });
    expect(world.ledger.movements).toEqual([]);
  });
});
