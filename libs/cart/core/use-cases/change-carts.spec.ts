import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { aProduct, cartWorld, NOW } from '../../testing/cart-world.js';

const DAY_MS = 24 * 3_600_000;

describe('changing a cart', () => {
  const [outletId, elsewhere] = [newId(), newId()];
  const [soto, tea] = [aProduct(), aProduct({ name: 'Tea', price: 8_000, trackStock: true })];
  const bread = aProduct({ name: 'Bread', price: 3_000 });
  let world: ReturnType<typeof cartWorld>;
  let caller: { customerId: string };

  beforeEach(() => {
    world = cartWorld();
    world.shelves.sell(outletId, soto);
    world.shelves.sell(outletId, tea, 5);
    world.shelves.sell(elsewhere, bread);
    caller = { customerId: newId() };
  });

  const add = (productId: string, quantity = 1, more: Partial<Parameters<typeof world.add.execute>[0]> = {}) =>
    world.add.execute({ caller, productId, quantity, modifiers: [], ...more });

  describe('adding', () => {
    it('makes a customer’s cart, at the only outlet that sells it, and adds up', async () => {
      await add(soto.id, 2);
      const { cart, token } = await add(soto.id, 1);

      expect(token).toBeUndefined();
      expect(cart).toMatchObject({ outletId, currency: 'IDR', subtotal: 60_000, total: 60_000 });
      expect(cart.lines).toMatchObject([{ productId: soto.id, quantity: 3, priceChanged: false, problem: null }]);
    });

    it('gives whoever has no login a token once, which names the cart from then on', async () => {
      const { cart, token } = await add(soto.id, 1, { caller: {} });
      const again = await add(soto.id, 1, { caller: { token } });

      expect(token).toMatch(/^ct_/);
      expect(again.token).toBeUndefined();
      expect(again.cart).toMatchObject({ id: cart.id, subtotal: 40_000 });
      await expect(add(soto.id, 1, { caller: { token: 'ct_guess' } })).rejects.toMatchObject({
        code: 'CART_NOT_FOUND',
      });
    });

    it('asks which outlet when several sell it, and keeps to that of the cart', async () => {
      world.shelves.sell(elsewhere, soto);

      await expect(add(soto.id)).rejects.toMatchObject({
        code: 'OUTLET_REQUIRED',
        details: { outlet_ids: [outletId, elsewhere] },
      });
      expect((await add(soto.id, 1, { outletId })).cart.outletId).toBe(outletId);
      await expect(add(soto.id, 1, { outletId: elsewhere })).rejects.toMatchObject({
        code: 'CART_OF_ANOTHER_OUTLET',
        details: { outlet_id: outletId },
      });
      await expect(add(bread.id)).rejects.toMatchObject({ code: 'CART_OF_ANOTHER_OUTLET' });
      await expect(add(newId())).rejects.toMatchObject({ code: 'PRODUCT_NOT_FOUND' });
    });

    it('takes what is in stock and no piece more', async () => {
      await add(tea.id, 3);

      await expect(add(tea.id, 3)).rejects.toMatchObject({
        kind: 'conflict',
        code: 'INSUFFICIENT_STOCK',
        details: { items: [{ product_id: tea.id, requested: 6, available: 5 }] },
      });
      expect((await add(tea.id, 2)).cart.lines).toMatchObject([{ quantity: 5 }]);
    });

    it('refuses what is not sold now, and choices that do not fit', async () => {
      const sold = aProduct({ available: false, unavailableReason: 'STOPPED' });
      world.shelves.sell(outletId, sold);

      await expect(add(sold.id)).rejects.toMatchObject({ code: 'PRODUCT_UNAVAILABLE' });
      await expect(add(soto.id, 1, { modifiers: [{ optionId: newId() }] })).rejects.toMatchObject({
        code: 'MODIFIERS_INVALID',
      });
      expect((await world.views.get(caller)).lines).toEqual([]);
    });
  });

  describe('setting and taking out', () => {
    it('sets a line’s pieces as far as there is stock; none takes it out', async () => {
      await add(tea.id, 1);

      expect(await world.set.execute({ caller, itemId: tea.id, quantity: 5 })).toMatchObject({ subtotal: 40_000 });
      await expect(world.set.execute({ caller, itemId: tea.id, quantity: 6 })).rejects.toMatchObject({
        code: 'INSUFFICIENT_STOCK',
      });
      expect(await world.set.execute({ caller, itemId: tea.id, quantity: 0 })).toMatchObject({
        lines: [],
        outletId: null,
        subtotal: 0,
      });
      await expect(world.set.execute({ caller, itemId: tea.id, quantity: 1 })).rejects.toMatchObject({
        code: 'CART_ITEM_NOT_FOUND',
      });
    });

    it('removes a line, and empties the cart with its coupon', async () => {
      await add(soto.id, 2);
      const { cart } = await add(tea.id);
      await world.remove.execute({ caller, itemId: cart.lines[0]!.id });
      expect((await world.views.get(caller)).lines).toMatchObject([{ productId: tea.id }]);
      await expect(world.remove.execute({ caller, itemId: newId() })).rejects.toMatchObject({
        code: 'CART_ITEM_NOT_FOUND',
      });

      await world.empty.execute({ caller });
      await world.empty.execute({ caller });
      expect(await world.views.get(caller)).toMatchObject({ lines: [], couponCode: null, outletId: null });
    });
  });

  it('shows a price that changed until the buyer has seen it', async () => {
    await add(soto.id, 2);
    world.shelves.sell(outletId, { ...soto, price: 22_000 });

    expect((await world.views.get(caller)).lines).toMatchObject([
      { unitPrice: 22_000, priceChanged: true, previousUnitPrice: 20_000, previousSubtotal: 40_000 },
    ]);
    expect((await world.refresh.execute({ caller })).lines).toMatchObject([{ unitPrice: 22_000, priceChanged: false }]);
    expect(await world.refresh.execute({ caller: { customerId: newId() } })).toMatchObject({ id: null, lines: [] });
  });

  describe('a coupon', () => {
    it('is kept when it counts, in its own spelling, and counts as long as the cart is worth it', async () => {
      await add(soto.id, 2);

      expect(await world.setCoupon.execute({ caller, code: 'off' })).toMatchObject({
        couponCode: 'OFF',
        subtotal: 40_000,
        discountTotal: 5_000,
        total: 35_000,
      });
      expect(world.asked[0]).toEqual({
        code: 'off',
        outletId,
        currency: 'IDR',
        subtotal: 40_000,
        customerId: caller.customerId,
        beforeLogin: false,
        at: NOW,
      });
      expect(await world.set.execute({ caller, itemId: soto.id, quantity: 1 })).toMatchObject({
        couponCode: 'OFF',
        couponProblem: 'COUPON_MINIMUM_NOT_MET',
        discountTotal: 0,
        total: 20_000,
      });
    });

    it('is refused for an empty cart, for a code that does not count, and then the cart stays as it was', async () => {
      await expect(world.setCoupon.execute({ caller, code: 'OFF' })).rejects.toMatchObject({ code: 'CART_EMPTY' });
      await add(soto.id, 2);
      await expect(world.setCoupon.execute({ caller, code: 'NONE' })).rejects.toMatchObject({ code: 'COUPON_INVALID' });
      expect(await world.views.get(caller)).toMatchObject({ couponCode: null, version: 1 });
    });

    it('comes off, and nothing happens where there is none', async () => {
      await add(soto.id, 2);
      await world.setCoupon.execute({ caller, code: 'OFF' });

      await world.removeCoupon.execute({ caller });
      const { version } = await world.views.get(caller);
      await world.removeCoupon.execute({ caller });
      expect(await world.views.get(caller)).toMatchObject({ couponCode: null, total: 40_000, version });
    });
  });

  describe('a cart from before the login', () => {
    const filledBefore = async (productId: string, quantity: number) =>
      (await add(productId, quantity, { caller: {} })).token!;

    it('comes into the customer’s as far as there is stock, and its token is dead', async () => {
      await add(tea.id, 3);
      const token = await filledBefore(tea.id, 4);

      expect((await world.views.get({ ...caller, token })).lines).toMatchObject([{ productId: tea.id, quantity: 5 }]);
      await expect(world.views.get({ token })).rejects.toMatchObject({ code: 'CART_NOT_FOUND' });
      expect((await world.views.get({ ...caller, token })).lines).toMatchObject([{ quantity: 5 }]);
    });

    it('of another outlet stays as it is, and so does its token', async () => {
      await add(soto.id);
      const token = await filledBefore(bread.id, 2);

      expect((await world.views.get({ ...caller, token })).lines).toMatchObject([{ productId: soto.id }]);
      expect((await world.views.get({ token })).lines).toMatchObject([{ productId: bread.id, quantity: 2 }]);
    });
  });

  it('is forgotten two weeks after its last change without a login, and three months with one', async () => {
    await add(soto.id);
    const { token } = await add(soto.id, 1, { caller: {} });
    world.clock.set(new Date(NOW.getTime() + 14 * DAY_MS));
    await world.expire.execute();

    await expect(world.views.get({ token })).rejects.toMatchObject({ code: 'CART_NOT_FOUND' });
    expect((await world.views.get(caller)).lines).toHaveLength(1);
    world.clock.set(new Date(NOW.getTime() + 90 * DAY_MS));
    await world.expire.execute();
    expect(await world.carts.removeExpired(world.clock.now(), 1)).toBe(0);
    expect((await world.views.get(caller)).lines).toEqual([]);
  });

  describe('as an order takes it', () => {
    it('is what was seen, once', async () => {
      expect(await world.api.contentOf(caller.customerId)).toBeNull();
      await add(soto.id, 2);
      const content = (await world.api.contentOf(caller.customerId))!;

      expect(content).toMatchObject({ outletId, lines: [{ productId: soto.id, quantity: 2 }] });
      await add(soto.id);
      await expect(world.api.checkOut(content, NOW)).rejects.toMatchObject({ code: 'CART_CHANGED' });
      const now = (await world.api.contentOf(caller.customerId))!;
      await world.api.checkOut(now, NOW);
      await expect(world.api.checkOut(now, NOW)).rejects.toMatchObject({ code: 'CART_EMPTY' });
      expect(await world.api.contentOf(caller.customerId)).toBeNull();
    });

    it('is found by its token', async () => {
      const { token } = await add(soto.id, 1, { caller: {} });

      expect(await world.api.contentNamed(token!)).toMatchObject({ lines: [{ productId: soto.id }] });
      await expect(world.api.contentNamed('ct_guess')).rejects.toMatchObject({ code: 'CART_NOT_FOUND' });
    });
  });
});
