import { beforeEach, describe, expect, it } from '@jest/globals';

import { type GuestActor, newId } from '#libs/kernel';

import { aProduct, cartWorld } from '../../testing/cart-world.js';

describe('the cart of a table', () => {
  const outletId = newId();
  const sessionId = newId();
  const soto = aProduct({ price: 20_000 });
  const cake = aProduct({ price: 15_000, name: 'Cake', trackStock: true });
  const guest = (phone: string): GuestActor => ({
    kind: 'guest',
    role: 'GUEST',
    ...{ sessionId, tableId: newId(), outletId, phone },
  });
  const [ana, budi] = [guest('a'), guest('b')];
  let world: ReturnType<typeof cartWorld>;

  beforeEach(() => {
    world = cartWorld();
    world.shelves.sell(outletId, soto);
    world.shelves.sell(outletId, cake, 3);
    const expiresAt = new Date('2026-11-21T09:00:00Z');
    world.sittings.set(sessionId, { id: sessionId, tableId: newId(), tableName: '1', outletId, expiresAt });
  });

  const add = (actor: GuestActor, productId: string, quantity = 1, more: object = {}) =>
    world.addToTable.execute({ actor, productId, quantity, modifiers: [], ...more });

  it('shows each phone the same lines at the prices of now, and which are its own', async () => {
    await add(ana, soto.id, 2, { name: 'Ana', note: 'hot' });
    await add(budi, cake.id);

    const view = await world.tableViews.get(budi);
    expect(view).toMatchObject({ sessionId, currency: 'IDR', subtotal: 55_000, ownName: null, version: 2 });
    expect(view.lines).toMatchObject([
      { name: 'Soto', quantity: 2, subtotal: 40_000, note: 'hot', isMine: false, addedBy: { number: 1, name: 'Ana' } },
      { name: 'Cake', quantity: 1, subtotal: 15_000, isMine: true, addedBy: { number: 2, name: null } },
    ]);
    expect(await world.tableViews.get(ana)).toMatchObject({
      ownName: 'Ana',
      lines: [{ isMine: true }, { isMine: false }],
    });
  });

  it('is told to the phones by its number and pieces, and by no name', async () => {
    await add(ana, soto.id, 2, { name: 'Ana' });

    expect(world.events).toMatchObject([
      {
        type: 'TABLE_CART_UPDATED',
        outletId,
        sessionId,
        payload: { id: sessionId, table_session_id: sessionId, version: 1, pieces: 2 },
      },
    ]);
    expect(JSON.stringify(world.events)).not.toContain('Ana');
  });

  it('takes no more of a product than there is, over all phones', async () => {
    await add(ana, cake.id, 2);
    await expect(add(budi, cake.id, 2)).rejects.toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      details: { items: [{ product_id: cake.id, requested: 4, available: 3 }] },
    });
    const [line] = (await world.tableViews.get(ana)).lines;
    const change = { actor: ana, itemId: line!.id, quantity: 4 };
    await expect(world.changeAtTable.execute(change)).rejects.toMatchObject({ code: 'INSUFFICIENT_STOCK' });
    expect((await world.tableViews.get(ana)).lines).toMatchObject([{ quantity: 2 }]);
  });

  it('says what cannot be ordered any more, and leaves it out of the sum', async () => {
    await add(ana, soto.id);
    await add(ana, cake.id);
    world.shelves.sell(outletId, { ...cake, available: false, unavailableReason: 'STOPPED' });

    expect(await world.tableViews.get(ana)).toMatchObject({
      subtotal: 20_000,
      lines: [{ problem: null }, { problem: 'PRODUCT_UNAVAILABLE' }],
    });
    await expect(add(ana, newId())).rejects.toMatchObject({ code: 'PRODUCT_NOT_FOUND' });
    await expect(add(ana, cake.id)).rejects.toMatchObject({ code: 'PRODUCT_UNAVAILABLE' });
  });

  it('is taken once: whoever comes second finds it empty, and what was put in since is another cart', async () => {
    const { version } = await add(ana, soto.id, 2);
    const sitting = { outletId, sessionId };
    const take = (seen?: number) => world.api.takeTable(sitting, seen, world.clock.now());

    await expect(take(version + 1)).rejects.toMatchObject({ code: 'CART_CHANGED' });
    expect(await take(version)).toMatchObject([{ productId: soto.id, quantity: 2 }]);
    await expect(take(version)).rejects.toMatchObject({ code: 'CART_EMPTY' });
    await expect(take()).rejects.toMatchObject({ code: 'CART_EMPTY' });
    await add(budi, soto.id);
    await expect(take(version)).rejects.toMatchObject({ code: 'CART_CHANGED' });
    expect(world.events.at(-1)).toMatchObject({ payload: { pieces: 1 } });
  });

  it('is forgotten a day after its last change', async () => {
    await add(ana, soto.id);
    world.clock.set(new Date(world.clock.now().getTime() + 24 * 3_600_000));
    await world.expire.execute();

    expect((await world.tableViews.get(ana)).lines).toEqual([]);
  });
});
