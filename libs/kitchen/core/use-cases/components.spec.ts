import { describe, expect, it } from '@jest/globals';

import { aLine } from '../../../ordering/testing/an-order.js';
import { KitchenWorld } from '../../testing/kitchen-world.js';

/** A burger whose patty the grill makes, and whose fries the fryer makes. */
const burger = (quantity = 1, more: Parameters<typeof aLine>[3] = {}) =>
  aLine('Burger', 90_000, quantity, {
    station: 'grill',
    prep: {
      seconds: 600,
      components: [
        { station: 'grill', name: 'Patty', prepSeconds: null },
        { station: 'fryer', name: 'Fries', prepSeconds: 180 },
      ],
    },
    ...more,
  });
const soda = () => aLine('Soda', 15_000, 1, { station: 'fryer', position: 2 });

const ticketsOf = (world: KitchenWorld) => {
  const [grill, fryer] = ['grill', 'fryer'].map((station) =>
    world.all().find(({ ticket }) => ticket.station === station)!,
  );
  return { grill: grill!, fryer: fryer! };
};
const itemStatus = async (world: KitchenWorld, orderId: string) => (await world.stored(orderId)).lines[0]!.status;

describe('a burger of two stations', () => {
  it('is a line at each, and ready when both are', async () => {
    const world = new KitchenWorld();
    const { view } = await world.place([burger(2)]);
    const { grill, fryer } = ticketsOf(world);
    expect([grill, fryer].map(({ ticket, lines }) => [ticket.number, lines[0]!.name, lines[0]!.component])).toEqual([
      ['0001-1', 'Burger: Patty', 1],
      ['0001-1', 'Burger: Fries', 2],
    ]);
    expect([grill, fryer].map(({ lines }) => lines[0])).toMatchObject([
      { quantity: 2, fired: 2, prepSeconds: 600 },
      { quantity: 2, fired: 2, prepSeconds: 180 },
    ]);
    const told = world.tickets.events.length;

    world.minutes(3);
    await world.bumping.execute({ actor: world.cook, ticketId: fryer.ticket.id });
    expect(await itemStatus(world, view.id)).toBe('COOKING');
    expect(world.tickets.view(grill.ticket.id)).toMatchObject({
      ticket: { state: 'OPEN' },
      lines: [{ status: 'NEW', startedAt: null }],
      alsoAt: [{ station: 'fryer', open: 0, ready: 1 }],
    });
    expect(world.tickets.view(fryer.ticket.id)).toMatchObject({
      ticket: { state: 'READY', bumpedAt: world.clock.now() },
      alsoAt: [{ station: 'grill', open: 1, ready: 0 }],
    });
    // One act is one message, and `also_at` is right at both with it.
    expect(world.tickets.events.slice(told)).toMatchObject([
      {
        type: 'TICKETS_CHANGED',
        payload: {
          change: 'STATUS',
          tickets: [
            { station: 'grill', also_at: [{ station: 'fryer', open: 0, ready: 1 }] },
            { station: 'fryer', also_at: [{ station: 'grill', open: 1, ready: 0 }] },
          ],
        },
      },
    ]);

    await world.bumping.execute({ actor: world.cook, ticketId: grill.ticket.id });
    expect(await itemStatus(world, view.id)).toBe('READY');
    await world.bumping.execute({ actor: world.cook, ticketId: grill.ticket.id, status: 'DONE' });
    expect(await itemStatus(world, view.id)).toBe('READY');
    await world.bumping.execute({
      actor: world.cook,
      itemIds: [(await world.stored(view.id)).lines[0]!.id],
      status: 'DONE',
    });
    expect((await world.stored(view.id)).view.status).toBe('DONE');
    expect(world.all().map(({ ticket }) => ticket.state)).toEqual(['SERVED', 'SERVED']);
  });

  it('comes back to both from the pass, and to one from its own screen', async () => {
    const world = new KitchenWorld();
    const { view, lines } = await world.place([burger()]);
    const { grill, fryer } = ticketsOf(world);
    const itemIds = [lines[0]!.id];
    await world.bumping.execute({ actor: world.cook, itemIds });
    expect(await itemStatus(world, view.id)).toBe('READY');

    await world.recalling.execute({ actor: world.cook, itemIds });
    expect(world.all().map(({ lines: [line] }) => line!.status)).toEqual(['COOKING', 'COOKING']);
    expect(await itemStatus(world, view.id)).toBe('COOKING');

    await world.bumping.execute({ actor: world.cook, itemIds, status: 'DONE' });
    await world.recalling.execute({ actor: world.cook, ticketId: fryer.ticket.id });
    expect(world.tickets.view(grill.ticket.id).lines[0]!.status).toBe('DONE');
    expect(await itemStatus(world, view.id)).toBe('READY');
    await world.recalling.execute({ actor: world.cook, ticketId: fryer.ticket.id });
    expect(world.tickets.view(fryer.ticket.id).lines[0]).toMatchObject({ status: 'COOKING', readyAt: null });
    expect(await itemStatus(world, view.id)).toBe('COOKING');
  });

  it('is moved whole by the routes of old tablets, and what is ahead stays ahead', async () => {
    const world = new KitchenWorld();
    const { view } = await world.place([burger(), soda()]);
    const { fryer } = ticketsOf(world);
    await world.bumping.execute({ actor: world.cook, lineIds: [fryer.lines[0]!.id], status: 'DONE' });

    await world.change(view.id, (locked) => locked.advanceLine(locked.lines[0]!.id, 'READY', world.act()));

    expect(ticketsOf(world).grill.lines[0]!.status).toBe('READY');
    expect(ticketsOf(world).fryer.lines.map(({ status }) => status)).toEqual(['DONE', 'NEW']);
    const back = world.bumping.execute({ actor: world.cook, lineIds: [fryer.lines[0]!.id], status: 'COOKING' });
    await expect(back).rejects.toMatchObject({ code: 'INVALID_TRANSITION' });
    expect(ticketsOf(world).fryer.lines.map(({ status }) => status)).toEqual(['DONE', 'NEW']);
  });

  it('is bumped with the other lines of its ticket, and for one who looks after both stations alone by its item', async () => {
    const world = new KitchenWorld();
    const { view, lines } = await world.place([burger(), soda()]);
    const { fryer } = ticketsOf(world);
    const tablet = world.user('KITCHEN', ['fryer']);

    const foreign = world.bumping.execute({ actor: tablet, itemIds: [lines[0]!.id] });
    await expect(foreign).rejects.toMatchObject({ code: 'STATION_NOT_YOURS' });
    await world.bumping.execute({ actor: tablet, ticketId: fryer.ticket.id });
    expect(world.tickets.view(fryer.ticket.id).lines.map(({ status }) => status)).toEqual(['READY', 'READY']);
    expect((await world.stored(view.id)).lines.map(({ status }) => status)).toEqual(['COOKING', 'READY']);
    await world.bumping.execute({ actor: tablet, ticketId: fryer.ticket.id });
    expect(world.tickets.view(fryer.ticket.id).lines.map(({ status }) => status)).toEqual(['READY', 'READY']);
  });

  it('is void, given back, split and merged as a whole, and never cooked again', async () => {
    const world = new KitchenWorld();
    const { view, lines } = await world.place([burger(3)]);
    const { fryer } = ticketsOf(world);
    await world.change(view.id, (locked) => locked.returned([{ lineId: lines[0]!.id, quantity: 1 }], world.act()));
    expect(world.all().map(({ ticket, lines: [line] }) => [line!.quantity, ticket.marks])).toEqual([
      [2, ['CHANGED']],
      [2, ['CHANGED']],
    ]);
    await world.bumping.execute({ actor: world.cook, ticketId: fryer.ticket.id });
    expect(world.all().map(({ lines: [line] }) => line!.quantity)).toEqual([2, 2]);

    await world.change(view.id, (locked) => locked.void({ ...world.act('No') }));
    expect(world.all().map(({ ticket, lines: [line] }) => [ticket.state, line!.status, line!.voidReason])).toEqual([
      ['VOIDED', 'VOIDED', 'No'],
      ['VOIDED', 'VOIDED', 'No'],
    ]);
  });

  it('is split and merged part by part', async () => {
    const world = new KitchenWorld();
    const { view, lines } = await world.place([burger(3)]);
    const { fryer } = ticketsOf(world);
    await world.bumping.execute({ actor: world.cook, ticketId: fryer.ticket.id });
    let split: { view: { id: string } } | undefined;
    await world.change(view.id, (locked) => {
      const half = { id: crypto.randomUUID(), number: 'JKT-261121-0009' };
      const other = locked.split([{ lineId: lines[0]!.id, quantity: 1 }], half, world.act());
      split = other;
      return other;
    });
    const shown = () =>
      world
        .all()
        .map((ticket) =>
          ticket.lines.map(({ quantity, fired, status, orderId }) => [quantity, fired, status, orderId]),
        );
    const other = split!.view.id;
    expect(shown()).toEqual([
      [
        [2, 3, 'NEW', view.id],
        [1, 0, 'NEW', other],
      ],
      [
        [2, 3, 'READY', view.id],
        [1, 0, 'READY', other],
      ],
    ]);

    await world.bumping.execute({ actor: world.cook, itemIds: [(await world.stored(other)).lines[0]!.id] });
    expect([await itemStatus(world, view.id), await itemStatus(world, other)]).toEqual(['COOKING', 'READY']);
    const repository = world.orders.repository;
    const [kept, gone] = [
      await repository.lock(view.id, { outlets: 'all' }),
      await repository.lock(other, { outlets: 'all' }),
    ];
    kept.merge(gone, world.act());
    await repository.save(gone);
    await repository.save(kept);
    expect(world.all().flatMap((ticket) => ticket.lines.map(({ orderId, fired }) => [orderId, fired]))).toEqual([
      [view.id, 3],
      [view.id, 0],
      [view.id, 3],
      [view.id, 0],
    ]);
  });

  it('waits whole while it is held, and is due by its own time', async () => {
    const world = new KitchenWorld();
    const { view } = await world.place([burger(), soda()], 'APPROVAL');
    expect(world.all().map(({ ticket }) => [ticket.state, ticket.dueAt])).toEqual([
      ['HELD', null],
      ['HELD', null],
    ]);
    world.minutes(20);
    await world.change(view.id, (locked) => locked.release(world.act()));

    const seconds = (time: Date | null) => (time!.getTime() - world.clock.now().getTime()) / 1000;
    const { grill, fryer } = ticketsOf(world);
    expect([grill, fryer].map(({ ticket }) => [ticket.dueAt, ticket.warnAt, ticket.lateAt].map(seconds))).toEqual([
      // The patty's own 600 s; half as much again is late.
      [600, 600, 900],
      // The soda takes what the station says, which is longer than the fries: nobody described it.
      [480, 480, 900],
    ]);
  });

  it('is late by its own time where the station has no threshold, and by the threshold where it has one', async () => {
    const world = new KitchenWorld();
    const roast = () => aLine('Roast', 300_000, 1, { station: 'oven', prep: { seconds: 1200, components: [] } });
    const fields = { name: 'Oven', kind: 'PREP', expo: 'SEND', parallel: 1, prepSeconds: 300 } as const;
    const lateAfter = async () => {
      await world.place([roast()]);
      const { ticket } = world.all().at(-1)!;
      return [ticket.dueAt, ticket.lateAt].map((time) => (time!.getTime() - ticket.firedAt!.getTime()) / 1000);
    };
    expect(await lateAfter()).toEqual([1200, 1800]);
    await world.setup.putStation(world.outlet.id, 'oven', { ...fields, thresholds: [] }, 0);
    world.book.forget(null);
    expect(await lateAfter()).toEqual([1200, 1800]);
    const thresholds = [{ orderType: null, warnSeconds: 900, lateSeconds: 1000 }];
    await world.setup.putStation(world.outlet.id, 'oven', { ...fields, thresholds }, 1);
    world.book.forget(null);
    expect(await lateAfter()).toEqual([1200, 1000]);
  });
});
