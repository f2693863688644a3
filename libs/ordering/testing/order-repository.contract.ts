import { expect, it } from '@jest/globals';

import { DomainError, newId } from '#libs/kernel';

import { Order } from '../core/model/order.js';
import type { OrderRepository } from '../core/ordering.ports.js';
import { aLine, anAct, anOrder } from './an-order.js';

const ALL = { outlets: 'all' } as const;
const NEXT_DAY = new Date('2026-11-22T05:00:00Z');

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing thrown',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );

/** What every OrderRepository does; run on the fake and on PostgreSQL. `run` is a unit of work. */
export function orderRepositoryContract(
  repository: () => OrderRepository,
  run: <T>(work: () => Promise<T>) => Promise<T>,
): void {
  const insert = async (order: Order, requestHash?: string) => {
    await run(() => repository().insert(order, requestHash));
    return order;
  };
  const change = (id: string, verb: (order: Order) => unknown) =>
    run(async () => {
      const order = await repository().lock(id, ALL);
      verb(order);
      await repository().save(order);
      return order;
    });
  const get = (id: string) => repository().get(id, ALL);

  it('gives back an order exactly as it was inserted, lines in their places', async () => {
    const order = anOrder({ taxInclusive: false, serviceChargeRate: 500 })
      .with('Soto', 20_000, 2, { note: 'no celery' })
      .with('Es Teh', 5_000, 1, {
        modifiers: [{ optionId: newId(), group: 'Ice', name: 'Less', quantity: 1, priceDelta: 500 }],
        modifiersTotal: 500,
        subtotal: 5_500,
      })
      .placed({ tableSessionId: newId(), customerId: newId() });

    await insert(order);
    const found = await get(order.view.id);

    expect(found.view).toEqual(order.view);
    expect(found.lines).toEqual(order.lines);
    expect(found.lines.map(({ name }) => name)).toEqual(['Soto', 'Es Teh']);
  });

  it('finds an order for nobody outside its outlet, session or customer, nor for the kitchen while it is held', async () => {
    const { view } = await insert(
      anOrder().with('Soto', 20_000).placed({ tableSessionId: newId(), customerId: newId() }),
    );
    const { id, outletId, tableSessionId, customerId } = view;
    const held = await insert(
      Order.place(
        { ...view, id: newId(), number: 'JKT-2', holdReason: 'APPROVAL' },
        [aLine('Rawon', 30_000)],
        view.createdAt,
      ),
    );

    for (const scope of [
      { outlets: [newId()] },
      { outlets: [outletId], sessionId: newId() },
      { outlets: 'all' as const, customerId: newId() },
    ]) {
      expect(await codeOf(repository().get(id, scope))).toBe('ORDER_NOT_FOUND');
      expect(await repository().find(id, scope)).toBeNull();
      expect(await codeOf(run(() => repository().lock(id, scope)))).toBe('ORDER_NOT_FOUND');
    }
    expect((await repository().get(id, { outlets: [outletId], sessionId: tableSessionId ?? '' })).view.id).toBe(id);
    expect((await repository().get(id, { ...ALL, customerId: customerId ?? '' })).view.id).toBe(id);
    expect((await repository().get(id, { outlets: [outletId], firedOnly: true })).view.id).toBe(id);
    expect(await codeOf(repository().get(held.view.id, { outlets: [outletId], firedOnly: true }))).toBe(
      'ORDER_NOT_FOUND',
    );
  });

  it('takes an id once, and keeps the hash of what was asked for', async () => {
    const id = newId();
    await insert(anOrder().with('Soto', 20_000).placed({ id, number: 'A-1' }), 'hash of it');

    const again = insert(anOrder().with('Soto', 20_000).placed({ id, number: 'A-2' }), 'hash of another');
    expect(await codeOf(again)).toBe('ORDER_ID_TAKEN');
    expect(await repository().find(id, ALL)).toMatchObject({
      order: { view: { number: 'A-1' } },
      requestHash: 'hash of it',
    });
    expect(await repository().find(newId(), ALL)).toBeNull();
  });

  it('takes the id of a line once: neither a new order nor a change of another one writes over the line that has it', async () => {
    const { view, lines } = await insert(anOrder().with('Soto', 20_000, 2).placed());
    const taken = { id: lines[0]?.id ?? '' };
    const other = await insert(anOrder().with('Es Teh', 5_000).placed({ outletId: view.outletId, number: 'B-2' }));
    const third = anOrder().with('Rawon', 30_000, 1, taken).placed({ outletId: view.outletId, number: 'B-3' });

    expect(await codeOf(insert(third))).toBe('LINE_ID_TAKEN');
    const added = change(other.view.id, (order) =>
      order.addLines([aLine('Kopi', 8_000), aLine('Rawon', 30_000, 1, taken)], anAct()),
    );
    expect(await codeOf(added)).toBe('LINE_ID_TAKEN');

    expect((await get(view.id)).lines.map(({ name, quantity }) => [name, quantity])).toEqual([['Soto', 2]]);
    expect((await get(other.view.id)).lines.map(({ name }) => name)).toEqual(['Es Teh']);
    expect(await repository().find(third.view.id, ALL)).toBeNull();
  });

  it('writes back what a verb changed, lines that came and lines that changed', async () => {
    const { view, lines } = await insert(anOrder().with('Soto', 20_000).with('Es Teh', 5_000).placed());
    const [soto] = lines;

    await change(view.id, (order) => order.addLines([aLine('Rawon', 30_000, 2)], anAct()));
    await change(view.id, (order) => order.advanceLine(soto?.id ?? '', 'COOKING', anAct()));
    const found = await get(view.id);

    expect(found.view).toMatchObject({ totalAmount: 85_000, status: 'COOKING', version: 3 });
    expect(found.lines.map(({ name, status, quantity }) => [name, status, quantity])).toEqual([
      ['Soto', 'COOKING', 1],
      ['Es Teh', 'NEW', 1],
      ['Rawon', 'NEW', 2],
    ]);
  });

  it('refuses to write back an order that somebody else has changed since it was loaded', async () => {
    const { view } = await insert(anOrder().with('Soto', 20_000).placed());
    const stale = await get(view.id);
    await change(view.id, (order) => order.advance('COOKING', anAct()));
    stale.advance('ACCEPTED', anAct());

    expect(await codeOf(run(() => repository().save(stale)))).toBe('VERSION_CONFLICT');
    expect((await get(view.id)).view.status).toBe('COOKING');
  });

  it('moves lines to the order that a split inserts, and back to the one that takes them over', async () => {
    const { view, lines } = await insert(anOrder().with('Soto', 20_000, 2).with('Es Teh', 5_000).placed());
    const target = { id: newId(), number: 'A-9' };

    await change(view.id, (order) => order.advance('ACCEPTED', anAct()));
    await run(async () => {
      const order = await repository().lock(view.id, ALL);
      const other = order.split([{ lineId: lines[1]?.id ?? '', quantity: 1 }], target, anAct());
      await repository().insert(other);
      await repository().save(order);
    });
    expect((await get(view.id)).lines.map(({ name }) => name)).toEqual(['Soto']);
    expect((await get(target.id)).lines.map(({ name, status }) => [name, status])).toEqual([['Es Teh', 'ACCEPTED']]);

    await run(async () => {
      const [order, other] = [await repository().lock(view.id, ALL), await repository().lock(target.id, ALL)];
      order.merge(other, anAct());
      await repository().save(other);
      await repository().save(order);
    });
    expect((await get(view.id)).view.totalAmount).toBe(45_000);
    expect((await get(view.id)).lines.map(({ name }) => name).sort()).toEqual(['Es Teh', 'Soto']);
    expect((await get(target.id)).view).toMatchObject({ status: 'VOIDED', mergedInto: view.id, totalAmount: 0 });
  });

  it('knows the bills of a sitting, and those of them that are open', async () => {
    const [outletId, sessionId] = [newId(), newId()];
    const [first, second, third] = ['S-1', 'S-2', 'S-3'].map((number) =>
      anOrder().with('Soto', 20_000).placed({ outletId, tableSessionId: sessionId, number }),
    ) as [Order, Order, Order];
    for (const order of [first, second, third]) await insert(order);
    await insert(anOrder().with('Soto', 20_000).placed({ outletId, tableSessionId: newId(), number: 'S-4' }));
    await change(second.view.id, (order) => order.void(anAct('left')));

    const all = await run(() => repository().lockOfSession(outletId, sessionId));
    const open = await repository().openOfSession(outletId, sessionId);

    expect(all.map(({ view }) => view.id)).toEqual([first, second, third].map(({ view }) => view.id).sort());
    expect([...open].sort()).toEqual([first.view.id, third.view.id].sort());
    expect(await repository().openOfSession(newId(), sessionId)).toEqual([]);
  });

  it('frees the use of a coupon once no living bill has a part of it', async () => {
    const coupon = { type: 'FIXED', amount: 10_000 } as const;
    const base = anOrder().with('Soto', 20_000, 2).placed();
    const { view, lines } = await insert(
      Order.place(
        { ...base.view, id: newId(), couponCode: 'TEN', coupon },
        [aLine('Soto', 20_000, 2), aLine('Rawon', 30_000)],
        base.view.createdAt,
      ),
    );
    const target = { id: newId(), number: 'C-9' };
    expect(await repository().couponUseFreedBy(view)).toBe(view.id);

    await run(async () => {
      const order = await repository().lock(view.id, ALL);
      const other = order.split([{ lineId: lines[1]?.id ?? '', quantity: 1 }], target, anAct());
      await repository().insert(other);
      await repository().save(order);
    });
    expect(await repository().couponUseFreedBy(view)).toBeNull();

    await change(target.id, (order) => order.void({ ...anAct('left'), at: NEXT_DAY }));
    expect(await repository().couponUseFreedBy(view)).toBe(view.id);
    expect(await repository().couponUseFreedBy({ id: target.id, outletId: view.outletId })).toBeNull();
  });
}
