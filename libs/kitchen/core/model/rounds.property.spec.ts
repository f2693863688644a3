import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { DomainError } from '#libs/kernel';

import { propertyRuns } from '../../../kernel/testing/index.js';
import type { Order } from '../../../ordering/core/model/order.js';
import type { OrderLine } from '../../../ordering/core/model/order-line.js';
import { aLine } from '../../../ordering/testing/an-order.js';
import { KitchenWorld } from '../../testing/kitchen-world.js';
import type { KitchenLine } from './ticket.js';

/** One thing that somebody does: to which order and line, and with how many pieces, is chosen by the numbers. */
const step = fc.record({
  what: fc.constantFrom(
    ...([
      'place',
      'hold',
      'add',
      'bump',
      'bumpLine',
      'bumpTicket',
      'recall',
      'status',
      'accept',
      'voidLine',
      'void',
    ] as const),
    ...(['more', 'fewer', 'reword'] as const),
    ...(['split', 'merge', 'transfer', 'remake', 'pay', 'refund', 'expire', 'seen', 'rush'] as const),
  ),
  order: fc.nat(20),
  line: fc.nat(20),
  pieces: fc.integer({ min: 1, max: 3 }),
  to: fc.constantFrom('COOKING', 'READY', 'DONE'),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const STATIONS = ['grill', 'bar', null];
/** Of two stations, every other dish that the grill makes. */
const PARTS = [
  { station: 'grill', name: 'Patty', prepSeconds: 300 },
  { station: 'fryer', name: 'Fries', prepSeconds: null },
];
const prepOf = (station: string | null, seed: number) =>
  station === 'grill' && seed % 2 === 0 ? { seconds: 600, components: PARTS } : null;

/** What the book on the wall says: pieces that were ever asked for, by the line that they were asked for with. Kept by hand, by the steps alone. */
class Oracle {
  /** Pieces that must have been fired in all. */
  fired = 0;
  /** Lines that wait. */
  readonly held = new Map<string, number>();

  asked(order: Order, pieces: number): void {
    if (order.view.status === 'HELD') this.held.set(order.view.id, (this.held.get(order.view.id) ?? 0) + pieces);
    else this.fired += pieces;
  }
}

class Play {
  readonly world = new KitchenWorld();
  readonly orders: string[] = [];
  readonly oracle = new Oracle();

  async run({ what, order, line, pieces, to }: Step): Promise<void> {
    const { world } = this;
    world.minutes(1);
    if (what === 'place' || what === 'hold') return this.place(line, pieces, what === 'hold');
    const id = this.orders[order % Math.max(this.orders.length, 1)];
    if (id === undefined) return;
    const stored = await world.stored(id);
    const item = stored.lines[line % Math.max(stored.lines.length, 1)];
    const views = world.all();
    const view = views[line % Math.max(views.length, 1)];
    const act = world.act('because');
    switch (what) {
      case 'add':
        return this.add(id, line, pieces);
      case 'bump':
        return void (item && (await world.bumping.execute({ actor: world.cook, itemIds: [item.id], status: to })));
      case 'bumpLine':
        return void (
          view && (await world.bumping.execute({ actor: world.cook, lineIds: [view.lines[0]!.id], status: to }))
        );
      case 'bumpTicket':
        return void (
          view && (await world.bumping.execute({ actor: world.cook, ticketId: view.ticket.id, status: to }))
        );
      case 'recall':
        return void (view && (await world.recalling.execute({ actor: world.cook, ticketId: view.ticket.id })));
      case 'status':
        return world.change(id, (locked) => void locked.advance(to, act));
      case 'accept':
        return this.fire(id, (locked) => void locked.release(act));
      case 'voidLine':
        return void (item && (await this.end(id, (locked) => locked.voidLine(item.id, act))));
      case 'more':
        return void (item && (await this.change(id, item.id, { quantity: item.quantity + pieces })));
      case 'fewer':
        return void (item && (await this.change(id, item.id, { quantity: Math.max(1, item.quantity - pieces) })));
      case 'reword':
        return void (item && (await this.change(id, item.id, { note: `note ${pieces}` })));
      case 'void':
        return this.end(id, (locked) => locked.void(act));
      case 'split':
        return void (item && (await this.split(id, item.id, pieces)));
      case 'merge':
        return this.merge(id, this.orders[line % this.orders.length]!);
      case 'transfer':
        return world.change(id, (locked) => void locked.transfer({ id: id, name: `T${line}`, sessionId: null }, act));
      case 'remake':
        return void (
          view && (await world.remaking.execute({ actor: world.cook, lineIds: [view.lines[0]!.id], reason: 'x' }))
        );
      case 'pay':
        return this.fire(id, (locked) => {
          const amount = locked.amountDue;
          if (amount > 0) locked.paid({ id, method: 'cash', amount, rounding: 0 }, act);
        });
      case 'refund':
        return void (
          item && (await this.end(id, (locked) => locked.returned([{ lineId: item.id, quantity: pieces }], act)))
        );
      case 'expire':
        return this.end(id, (locked) => {
          if (locked.view.status === 'HELD') locked.expire(act);
        });
      case 'seen':
        return void (view && (await world.seeing.execute({ actor: world.cook, ticketId: view.ticket.id })));
      case 'rush':
        return void (
          view && (await world.rushing.execute({ actor: world.cook, ticketId: view.ticket.id, on: line % 2 === 0 }))
        );
    }
  }

  private async place(line: number, pieces: number, isHeld: boolean): Promise<void> {
    const lines = [0, 1, 2].map((n) =>
      aLine(`Dish ${n}`, 10_000, n === line % 3 ? pieces : 1, {
        station: STATIONS[(line + n) % 3]!,
        prep: prepOf(STATIONS[(line + n) % 3]!, line),
        position: n + 1,
      }),
    );
    const order = await this.world.place(lines, isHeld ? 'PAYMENT' : null);
    this.orders.push(order.view.id);
    this.oracle.asked(order, madePieces(order.lines));
  }

  private async add(id: string, line: number, pieces: number): Promise<void> {
    const station = STATIONS[line % 3]!;
    const added = aLine('More', 10_000, pieces, { station, prep: prepOf(station, line) });
    let order: Order | undefined;
    await this.world.change(id, (locked) => {
      locked.addLines([added], this.world.act());
      order = locked;
    });
    this.oracle.asked(order!, madePieces([added]));
  }

  /** More of what the kitchen was asked for is asked for as well; of what waits, as much as it is then will be. */
  private async change(id: string, lineId: string, change: { quantity?: number; note?: string }): Promise<void> {
    let line: Order['lines'][number] | undefined;
    let order: Order | undefined;
    await this.world.change(id, (locked) => {
      line = locked.line(lineId);
      locked.changeLine(lineId, change, this.world.act('because'));
      order = locked;
    });
    const more = Math.max(0, (change.quantity ?? line!.quantity) - line!.quantity);
    if (order!.view.status === 'HELD') this.oracle.held.set(id, madePieces(order!.lines.filter(isHeldLine)));
    else this.oracle.fired += more * partsOf(line!);
  }

  /** What waits, and still does not when it is done, was asked for. */
  private async fire(id: string, verb: (order: Order) => void): Promise<void> {
    await this.world.change(id, verb);
    const { view } = await this.world.stored(id);
    const waiting = this.oracle.held.get(id) ?? 0;
    if (view.status === 'HELD' || waiting === 0) return;
    this.oracle.fired += waiting;
    this.oracle.held.delete(id);
  }

  /** Of what waits, what is void or given back will never be asked for. */
  private async end(id: string, verb: (order: Order) => unknown): Promise<void> {
    await this.world.change(id, (locked) => void verb(locked));
    const { view, lines } = await this.world.stored(id);
    if (view.status === 'HELD') this.oracle.held.set(id, madePieces(lines.filter(({ status }) => status === 'HELD')));
    if (view.status === 'VOIDED') this.oracle.held.delete(id);
  }

  private async split(id: string, lineId: string, pieces: number): Promise<void> {
    let other: Order | undefined;
    const number = `JKT-261121-9${String(this.orders.length).padStart(3, '0')}`;
    await this.world.change(id, (locked) => {
      other = locked.split([{ lineId, quantity: pieces }], { id: crypto.randomUUID(), number }, this.world.act());
      return other;
    });
    this.orders.push(other!.view.id);
    if (other!.view.status !== 'HELD') return;
    const waiting = madePieces(other!.lines);
    this.oracle.held.set(other!.view.id, waiting);
    this.oracle.held.set(id, (this.oracle.held.get(id) ?? 0) - waiting);
  }

  private async merge(into: string, from: string): Promise<void> {
    if (into === from) return;
    const [target, source] = [into, from].map((id) => this.world.orders.repository.lock(id, { outlets: 'all' }));
    const [kept, gone] = [await target!, await source!];
    kept.merge(gone, this.world.act());
    await this.world.orders.repository.save(gone);
    await this.world.orders.repository.save(kept);
    const waiting = this.oracle.held.get(from) ?? 0;
    this.oracle.held.delete(from);
    if (waiting > 0) this.oracle.held.set(into, (this.oracle.held.get(into) ?? 0) + waiting);
  }
}

type Made = Pick<OrderLine, 'station' | 'quantity' | 'refundedQuantity' | 'prep'>;
/** Pieces that stations are asked for: of each component as many. */
const madePieces = (lines: readonly Made[]): number =>
  lines.reduce((sum, line) => sum + partsOf(line) * (line.quantity - line.refundedQuantity), 0);
const partsOf = ({ station, prep }: Made): number => (station === null ? 0 : (prep?.components.length ?? 1));
/** As the specification says: COOKING when one part has begun, READY when all are. */
function togetherOf(statuses: readonly string[]): string {
  for (const all of ['VOIDED', 'DONE', 'HELD', 'NEW']) if (statuses.every((status) => status === all)) return all;
  if (statuses.every((status) => status === 'READY' || status === 'DONE')) return 'READY';
  return statuses.some((status) => ['COOKING', 'READY', 'DONE'].includes(status)) ? 'COOKING' : 'ACCEPTED';
}

const isHeldLine = ({ status }: Order['lines'][number]): boolean => status === 'HELD';

async function assertSound({ world, orders, oracle }: Play): Promise<void> {
  const kitchenLines = [...world.tickets.lines.values()];
  const own = kitchenLines.filter(({ remadeFrom }) => remadeFrom === null);
  expect(own.reduce((sum, { fired }) => sum + (fired ?? 0), 0)).toBe(oracle.fired);
  for (const line of own) {
    if (line.fired === null) continue;
    const moved = world.tickets.moves
      .filter(({ lineId, pieces, act }) => lineId === line.id && pieces !== null && act !== 'REMADE')
      .reduce((sum, { pieces }) => sum + pieces!, 0);
    expect({ id: line.id, pieces: line.fired + moved }).toEqual({ id: line.id, pieces: line.quantity });
  }
  for (const line of kitchenLines) expect(timesOf(line)).toEqual([...timesOf(line)].sort((a, b) => a - b));
  for (const id of orders) {
    const { lines } = await world.stored(id);
    for (const item of lines.filter(({ station }) => station !== null)) {
      const parts = own.filter(({ itemId }) => itemId === item.id);
      expect(parts).toHaveLength(partsOf(item));
      expect(new Set(parts.map(({ orderId, quantity }) => `${orderId} ${quantity}`)).size).toBe(1);
      const isOff = item.refundedQuantity >= item.quantity && ['HELD', 'NEW', 'ACCEPTED'].includes(item.status);
      const status = togetherOf(parts.map((part) => part.status));
      expect({ id: item.id, order: parts[0]?.orderId, status }).toEqual({
        id: item.id,
        order: id,
        status: isOff ? 'VOIDED' : item.status,
      });
      if (isOff || !['HELD', 'NEW', 'ACCEPTED'].includes(item.status)) continue;
      const pieces = item.quantity - item.refundedQuantity;
      for (const { quantity, note } of parts) {
        expect({ id: item.id, quantity, note }).toEqual({ id: item.id, quantity: pieces, note: item.note });
      }
    }
  }
  for (const { ticket, lines } of world.all()) {
    const active = lines.filter(({ status }) => status !== 'VOIDED');
    if (ticket.state === 'SERVED') expect(active.every(({ status }) => status === 'DONE')).toBe(true);
    if (ticket.state === 'VOIDED') expect(active).toEqual([]);
    if (ticket.firedAt !== null) expect(ticket.lateAt).not.toBeNull();
  }
}

const timesOf = ({ firedAt, startedAt, readyAt, servedAt }: KitchenLine): number[] =>
  [firedAt, startedAt, readyAt, servedAt].flatMap((time) => (time === null ? [] : [time.getTime()]));

describe('whatever people do with orders', () => {
  it('nothing is fired twice or forgotten, lines stand where their orders stand, and times run forward', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const play = new Play();
        for (const one of steps) {
          try {
            await play.run(one);
          } catch (error) {
            // A refusal changes nothing, which is what is looked at next.
            if (!(error instanceof DomainError)) throw error;
          }
          await assertSound(play);
        }
      }),
      { numRuns: propertyRuns(2_000) },
    );
  });
});
