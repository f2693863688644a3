import { describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { aLine } from '../../../ordering/testing/an-order.js';
import { anOutlet } from '../../../outlets/testing/an-outlet.js';
import { KnownOutlets } from '../../../outlets/testing/known-outlets.js';
import { KitchenWorld } from '../../testing/kitchen-world.js';
import { AdoptOrders } from './adopt-orders.js';
import { FireTickets } from './fire-tickets.js';
import { TellLateTickets } from './tell-late-tickets.js';
import { WatchKitchens } from './watch-kitchens.js';

const steak = (quantity = 1) => aLine('Steak', 120_000, quantity, { station: 'grill' });
const beer = (quantity = 1) => aLine('Beer', 45_000, quantity, { station: 'bar' });
const water = () => aLine('Water', 5_000, 1, { station: null });

describe('what a cook does', () => {
  it('begins nothing for an order that no station makes', async () => {
    const world = new KitchenWorld();
    const order = await world.place([water()]);

    expect(order.demand).toBeNull();
    expect(world.all()).toEqual([]);
    expect(world.tickets.events).toEqual([]);
  });

  it('bumps a ticket of one station apart from the other, whose screens are told', async () => {
    const world = new KitchenWorld();
    const order = await world.place([steak(2), beer()]);
    const [grill, bar] = world.all();
    world.minutes(5);

    await world.bumping.execute({ actor: world.cook, ticketId: grill!.ticket.id });

    expect(world.tickets.view(grill!.ticket.id)).toMatchObject({
      ticket: { state: 'READY', version: 2 },
      lines: [{ status: 'READY', startedAt: world.clock.now(), readyAt: world.clock.now() }],
    });
    expect(world.tickets.view(bar!.ticket.id)).toMatchObject({
      ticket: { state: 'OPEN', version: 2 },
      alsoAt: [{ station: 'grill', open: 0, ready: 1 }],
    });
    expect((await world.stored(order.view.id)).view.status).toBe('COOKING');
    expect(world.tickets.events.at(-1)).toMatchObject({
      type: 'TICKETS_CHANGED',
      payload: { change: 'STATUS', tickets: [{ station: 'grill' }, { station: 'bar' }] },
    });
  });

  it('bumps lines of several orders, or none of them', async () => {
    const world = new KitchenWorld();
    const [one, other] = [await world.place([steak()]), await world.place([steak()])];
    const itemIds = [one, other].flatMap(({ lines }) => lines.map(({ id }) => id));
    await world.bumping.execute({ actor: world.cook, itemIds: [itemIds[1]!], status: 'DONE' });

    await expect(world.bumping.execute({ actor: world.cook, itemIds, status: 'READY' })).rejects.toMatchObject({
      code: 'INVALID_TRANSITION',
    });
    expect((await world.stored(one.view.id)).view.status).toBe('NEW');
    await world.bumping.execute({ actor: world.cook, itemIds, status: 'DONE' });
    expect((await world.stored(one.view.id)).view.status).toBe('DONE');
  });

  it('refuses what waits, by its ticket and by its lines', async () => {
    const world = new KitchenWorld();
    const order = await world.place([steak()], 'APPROVAL');
    const [held] = world.all();
    expect(held).toMatchObject({ ticket: { state: 'HELD', firedAt: null }, lines: [{ status: 'HELD', fired: null }] });

    const byTicket = world.bumping.execute({ actor: world.cook, ticketId: held!.ticket.id });
    await expect(byTicket).rejects.toMatchObject({ code: 'LINE_HELD' });
    await expect(
      world.remaking.execute({ actor: world.cook, lineIds: [held!.lines[0]!.id], reason: 'x' }),
    ).rejects.toMatchObject({ code: 'LINE_HELD' });

    world.minutes(20);
    const fire = new FireTickets(world.work, world.queries, world.outlets, world.unitOfWork);
    expect(await fire.execute({ actor: world.cook, orderId: order.view.id })).toMatchObject([
      { ticket: { id: held!.ticket.id, state: 'OPEN', firedAt: world.clock.now() }, lines: [{ fired: 1 }] },
    ]);
    const told = world.tickets.events.length;
    await fire.execute({ actor: world.cook, orderId: order.view.id });
    expect(world.tickets.events).toHaveLength(told);
  });

  it('keeps to its own stations where it has some', async () => {
    const world = new KitchenWorld();
    await world.place([steak(), beer()]);
    const [grill, bar] = world.all();
    const barTablet = world.user('KITCHEN', ['bar']);

    const foreign = world.bumping.execute({ actor: barTablet, ticketId: grill!.ticket.id });
    await expect(foreign).rejects.toMatchObject({ code: 'STATION_NOT_YOURS' });
    await expect(world.recalling.execute({ actor: barTablet, station: 'grill' })).rejects.toMatchObject({
      code: 'STATION_NOT_YOURS',
    });
    await expect(
      world.rushing.execute({ actor: barTablet, ticketId: grill!.ticket.id, on: true }),
    ).rejects.toMatchObject({ code: 'STATION_NOT_YOURS' });
    await world.bumping.execute({ actor: barTablet, ticketId: bar!.ticket.id });
    expect(world.tickets.view(bar!.ticket.id).ticket.state).toBe('READY');
  });

  it('takes back what was bumped within the time, and no later', async () => {
    const world = new KitchenWorld();
    const order = await world.place([steak()]);
    const [{ ticket }] = world.all() as [ReturnType<typeof world.all>[number]];
    await world.bumping.execute({ actor: world.cook, ticketId: ticket.id });

    world.minutes(30);
    await world.recalling.execute({ actor: world.cook, station: 'grill' });
    expect((await world.stored(order.view.id)).view.status).toBe('COOKING');
    await world.bumping.execute({ actor: world.cook, ticketId: ticket.id });
    world.minutes(31);
    await expect(world.recalling.execute({ actor: world.cook, ticketId: ticket.id })).rejects.toMatchObject({
      code: 'RECALL_TOO_LATE',
    });
    await expect(world.recalling.execute({ actor: world.cook, station: 'grill' })).rejects.toMatchObject({
      code: 'NOTHING_TO_RECALL',
    });
  });

  it('serves what is ready where there is no pass, and takes it back to where it is made', async () => {
    const world = new KitchenWorld();
    await world.setup.putSettings(world.outlet.id, { recallMinutes: 30, readyIsServed: true, version: 0 });
    const order = await world.place([steak()]);
    const [{ ticket }] = world.all() as [ReturnType<typeof world.all>[number]];

    await world.bumping.execute({ actor: world.cook, ticketId: ticket.id });
    expect((await world.stored(order.view.id)).view.status).toBe('DONE');
    await world.recalling.execute({ actor: world.cook, ticketId: ticket.id });
    expect((await world.stored(order.view.id)).view.status).toBe('COOKING');
  });

  it('strikes what is void, with its second cooking, until that was seen', async () => {
    const world = new KitchenWorld();
    const order = await world.place([steak(), beer()]);
    const [grill] = world.all();
    await world.remaking.execute({ actor: world.cook, lineIds: [grill!.lines[0]!.id], reason: 'Dropped' });
    const item = order.lines.find(({ name }) => name === 'Steak')!;
    await world.change(order.view.id, (locked) => locked.voidLine(item.id, world.act('No')));

    const void_ = world.all().filter(({ ticket }) => ticket.station === 'grill');
    expect(void_.map(({ ticket }) => [ticket.state, ticket.marks])).toEqual([
      ['VOIDED', ['VOID']],
      ['VOIDED', ['VOID']],
    ]);
    await expect(
      world.remaking.execute({ actor: world.cook, lineIds: [grill!.lines[0]!.id], reason: 'x' }),
    ).rejects.toMatchObject({ code: 'NOTHING_TO_REMAKE' });
    for (const { ticket } of void_) await world.seeing.execute({ actor: world.cook, ticketId: ticket.id });
    expect(world.all().filter(({ ticket }) => ticket.closedAt === null)).toHaveLength(1);
  });

  it('tells of a late ticket once', async () => {
    const world = new KitchenWorld();
    await world.place([steak()]);
    const late = new TellLateTickets(world.tickets, world.log, world.unitOfWork, world.clock);
    world.minutes(14);
    await late.execute(world.outlet.id);
    expect(world.log.events).toEqual([]);
    world.minutes(1);
    await late.execute(world.outlet.id);
    await late.execute(world.outlet.id);
    expect(world.log.events).toMatchObject([{ type: 'TICKET_LATE', payload: { ticket: { number: '0001-1' } } }]);
  });

  it('is watched at all open outlets at once, and looked after where something is due', async () => {
    const world = new KitchenWorld();
    const order = await world.place([steak()]);
    const [other, failing] = [anOutlet(), anOutlet()];
    const asked: unknown[] = [];
    world.watch.due = async (...question) => {
      asked.push(question);
      return {
        late: [world.outlet.id],
        untold: [
          { outletId: failing.id, orderId: newId() },
          { outletId: world.outlet.id, orderId: order.view.id },
        ],
      };
    };
    const watch = new WatchKitchens(
      new KnownOutlets(other, failing, world.outlet),
      world.watch,
      new TellLateTickets(world.tickets, world.log, world.unitOfWork, world.clock),
      world.work,
      world.clock,
    );
    world.minutes(15);
    world.tickets.lines.clear();

    await expect(watch.execute()).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' });

    const fiveMinutesIn = new Date('2026-11-21T05:05:00Z');
    expect(asked).toEqual([[[other.id, failing.id, world.outlet.id], world.clock.now(), fiveMinutesIn]]);
    expect(world.log.events).toMatchObject([{ type: 'TICKET_LATE', outletId: world.outlet.id }]);
    expect([...world.tickets.lines.values()]).toMatchObject([{ itemId: order.lines[0]!.id }]);
  });

  it('is told of an order that was placed behind its back, and of nothing twice', async () => {
    const world = new KitchenWorld();
    const order = await world.place([steak()]);
    world.tickets.tickets.clear();
    world.tickets.lines.clear();
    world.watch.untold = async () => [order.view.id];
    const adopt = new AdoptOrders(world.watch, world.work, world.clock);
    world.minutes(3);

    await adopt.execute(world.outlet.id, 60_000);
    await adopt.execute(world.outlet.id, 60_000);

    expect(world.all()).toMatchObject([{ ticket: { round: 1, firedAt: order.view.createdAt }, lines: [{ fired: 1 }] }]);
  });
});
