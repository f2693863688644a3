import { expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { aLine, anAct, anOrder } from '../../testing/an-order.js';
import { Order } from './order.js';
import { toOrderWire, toQuoteWire } from './order-wire.js';
import { linesOfRound, roundsOf } from './rounds-of-order.js';

/** Two soups of 20,000, and a bottle of 5,000 that nobody makes. */
const placed = () => anOrder().with('Soup', 20_000, 2).with('Water', 5_000, 1, { station: null }).placed();
const stored = (order: Order): Order => {
  order.pullEvents();
  order.pullChanges();
  return Order.restore(order.view, order.lines);
};
const versions = ({ lines }: Order) => lines.map(({ name, version }) => [name, version]);
const later = (minutes: number) => ({
  ...anAct(),
  at: new Date(Date.parse('2026-11-21T05:00:00Z') + minutes * 60_000),
});

it('the version of a line grows by one with each change that is written, however often it is touched for it', () => {
  const order = stored(placed());
  const [soup, water] = order.lines.map(({ id }) => id);
  expect(versions(order)).toEqual([
    ['Soup', 1],
    ['Water', 1],
  ]);
  order.changeLine(soup!, { quantity: 1, note: 'hot' }, anAct());
  expect(order.line(soup!).version).toBe(2);
  order.compLine(soup!, 1, anAct('late'));
  expect(order.line(soup!).version).toBe(2);
  expect(order.line(water!).version).toBe(1);

  const again = stored(order);
  again.advanceLine(soup!, 'COOKING', anAct());
  // What nobody makes goes along.
  expect(versions(again)).toEqual([
    ['Soup', 3],
    ['Water', 2],
  ]);
  // What the bill has off is off each line.
  const less = stored(again);
  less.applyDiscount({ type: 'PERCENT', rate: 1_000, reason: 'regular' }, anAct());
  expect(less.line(water!).version).toBe(3);
});

it('what goes to another bill is a change of the line; pieces of it are a line that begins', () => {
  const order = stored(placed());
  const [soup, water] = order.lines.map(({ id }) => id);
  const wanted = [{ lineId: soup!, quantity: 1 }, { lineId: water! }];
  const other = order.split(wanted, { id: newId(), number: 'B' }, anAct());
  expect(versions(order)).toEqual([['Soup', 2]]);
  expect(versions(other)).toEqual([
    ['Soup', 1],
    ['Water', 2],
  ]);
});

it('a line says who put it there and when, also where it is more of another', () => {
  const order = stored(placed());
  const [first] = order.lines;
  expect([first!.addedBy, first!.addedAt]).toEqual([order.view.placedBy.id, order.view.createdAt]);
  const act = later(5);
  order.addLines([aLine('Tea', 8_000)], act);
  order.changeLine(first!.id, { quantity: 4 }, act);
  const added = order.lines.slice(2);
  expect(added.map(({ name, quantity, addedBy, addedAt }) => [name, quantity, addedBy, addedAt])).toEqual([
    ['Tea', 1, act.actor.id, act.at],
    ['Soup', 2, act.actor.id, act.at],
  ]);
  const guest = { kind: 'guest', id: newId(), role: 'GUEST' } as const;
  order.addLines([aLine('Cake', 9_000)], { ...act, actor: guest });
  expect(order.lines.at(-1)).toMatchObject({ name: 'Cake', addedBy: null, addedAt: act.at });
});

it('lines that went out together are a round; what never went out is of none', () => {
  const order = stored(
    anOrder().with('Soup', 20_000, 1, { course: 1 }).with('Cake', 30_000, 1, { course: 2 }).placed(),
  );
  order.addLines([aLine('Tea', 8_000, 1, { course: 2 })], later(5));
  order.addLines([aLine('Bread', 4_000)], later(6));
  order.voidLine(order.lines[2]!.id, later(7));
  const rounds = () => order.lines.map(({ id, name }) => [name, roundsOf(order.lines).get(id) ?? null]);
  expect(rounds()).toEqual([
    ['Soup', 1],
    ['Cake', null],
    ['Tea', null],
    ['Bread', 2],
  ]);
  order.fireLines({ course: 2 }, later(9));
  expect(rounds()[1]).toEqual(['Cake', 3]);
  expect(linesOfRound(order.lines).map(({ name }) => name)).toEqual(['Cake']);
  expect(linesOfRound(order.lines, 4)).toEqual([]);
  expect(toOrderWire(order.view, order.lines).items.map(({ round }) => round)).toEqual([1, 3, null, 2]);
});

it('a quote has no lines that anybody put anywhere', () => {
  const { view, lines } = placed();
  const [soup] = toQuoteWire(view, lines, null).items;
  expect(soup).toMatchObject({ version: 0, round: null, added_by: null, added_at: null, quantity: 2 });
});
