import { describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { aLine, anAct, anOrder } from '../../testing/an-order.js';
import { Order } from './order.js';

const NOTHING_MADE = { station: null };
const codeOf = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const idOf = (order: Order, name: string) => order.lines.find((line) => line.name === name)!.id;
const standing = ({ lines }: Order) => lines.map(({ name, status, holdReason }) => [name, status, holdReason]);
const wanted = (order: Order) => order.wholeDemand.lines.map(({ name, status }) => `${name} ${status}`);
/** As it comes from the database. */
const stored = (order: Order) => Order.restore(order.view, order.lines);
const told = (order: Order) =>
  order
    .pullEvents()
    .map(({ type, payload }) => payload as { change?: string; items?: { name: string }[] } & { type?: string })
    .map(({ change, items }) => [change ?? null, (items ?? []).map(({ name }) => name)]);

/** Bread at once, soup first, steak and wine second, cake third. */
const dinner = (more: Parameters<ReturnType<typeof anOrder>['placed']>[0] = {}) =>
  anOrder()
    .with('Bread', 5_000)
    .with('Soup', 20_000, 2, { course: 1, seat: 1 })
    .with('Steak', 90_000, 1, { course: 2, seat: 1 })
    .with('Wine', 60_000, 1, { ...NOTHING_MADE, course: 2, seat: 2 })
    .with('Cake', 30_000, 1, { course: 3, seat: 2 })
    .placed(more);

describe('courses', () => {
  it('go out with the order up to the lowest; stations know nothing of what waits', () => {
    const order = dinner();

    expect(standing(order)).toEqual([
      ['Bread', 'NEW', null],
      ['Soup', 'NEW', null],
      ['Steak', 'HELD', 'COURSE'],
      ['Wine', 'NEW', null],
      ['Cake', 'HELD', 'COURSE'],
    ]);
    expect(order.view).toMatchObject({ status: 'NEW', holdReason: null, totalAmount: 225_000 });
    expect(wanted(order)).toEqual(['Bread NEW', 'Soup NEW']);
    expect(told(order)).toEqual([[null, ['Bread', 'Soup', 'Wine']]]);
    expect(order.lines.map(({ firedAt }) => firedAt !== null)).toEqual([true, true, false, true, false]);
  });

  it('are fired once, by course, by line, or all that waits', () => {
    const order = stored(dinner());

    expect(order.fireLines({ course: 2 }, anAct())).toBe(true);
    expect(told(order)).toEqual([['FIRED', ['Steak']]]);
    expect(wanted(order)).toEqual(['Bread NEW', 'Soup NEW', 'Steak NEW']);
    expect(order.pullChanges()).toMatchObject([{ action: 'FIRED', details: { item_ids: [idOf(order, 'Steak')] } }]);
    expect(order.fireLines({ course: 2 }, anAct())).toBe(false);
    expect(order.fireLines({ itemIds: [idOf(order, 'Steak'), idOf(order, 'Wine')] }, anAct())).toBe(false);
    expect(order.fireLines({ itemIds: [idOf(order, 'Cake')] }, anAct())).toBe(true);
    expect(order.fireLines({}, anAct())).toBe(false);
    expect([told(order), order.pullChanges().length]).toEqual([[['FIRED', ['Cake']]], 1]);

    const all = stored(dinner());
    expect(all.fireLines({}, anAct())).toBe(true);
    expect(told(all)).toEqual([['FIRED', ['Steak', 'Cake']]]);
    expect(codeOf(() => all.fireLines({ itemIds: [newId()] }, anAct()))).toBe('ORDER_ITEM_NOT_FOUND');
  });

  it('wait for nobody’s bump: the order follows what is out, and is not done before they are', () => {
    const order = stored(dinner());
    for (const name of ['Bread', 'Soup']) order.advanceLine(idOf(order, name), 'DONE', anAct());

    expect(order.view.status).toBe('COOKING');
    expect(codeOf(() => order.advance('DONE', anAct()))).toBe('LINES_HELD');
    expect(codeOf(() => order.advanceLine(idOf(order, 'Steak'), 'COOKING', anAct()))).toBe('LINE_HELD');
    order.advance('READY', anAct());
    expect(order.line(idOf(order, 'Steak')).status).toBe('HELD');
    order.fireLines({}, anAct());
    expect(order.view.status).toBe('COOKING');
    for (const name of ['Steak', 'Cake']) order.advanceLine(idOf(order, name), 'DONE', anAct());
    expect(order.view.status).toBe('DONE');
  });

  it('go out with another round once they are out, and wait with it where they are later', () => {
    const order = stored(dinner());
    order.fireLines({ course: 2 }, anAct());
    order.pullEvents();
    order.addLines(
      [
        aLine('Salad', 9_000, 1, { course: 1 }),
        aLine('Steak', 90_000, 1, { course: 2 }),
        aLine('Ice', 8_000, 1, { course: 4 }),
      ],
      anAct(),
    );

    expect(standing(order).slice(5)).toEqual([
      ['Salad', 'NEW', null],
      ['Steak', 'NEW', null],
      ['Ice', 'HELD', 'COURSE'],
    ]);
    expect(told(order)).toEqual([['LINES_ADDED', ['Salad', 'Steak']]]);

    const drinks = anOrder().with('Tea', 5_000).placed();
    drinks.addLines([aLine('Cake', 30_000, 1, { course: 3 }), aLine('Soup', 20_000, 1, { course: 1 })], anAct());
    expect(standing(drinks)).toEqual([
      ['Tea', 'NEW', null],
      ['Cake', 'HELD', 'COURSE'],
      ['Soup', 'NEW', null],
    ]);
  });

  it('of an order that waits go out with it up to the lowest; stations are told of the rest when it is fired', () => {
    const order = stored(dinner({ holdReason: 'APPROVAL' }));
    expect(wanted(order)).toEqual(['Bread HELD', 'Soup HELD']);
    order.advance('ACCEPTED', anAct());
    expect(standing(order)).toEqual([
      ['Bread', 'ACCEPTED', null],
      ['Soup', 'ACCEPTED', null],
      ['Steak', 'HELD', 'COURSE'],
      ['Wine', 'ACCEPTED', null],
      ['Cake', 'HELD', 'COURSE'],
    ]);
    const other = stored(dinner({ holdReason: 'APPROVAL' }));
    expect(other.fireLines({}, anAct())).toBe(true);
    expect(new Set(other.lines.map(({ status }) => status))).toEqual(new Set(['NEW']));
  });

  it('are voided like what nobody has begun: their stock comes back, and no station hears of it', () => {
    const order = stored(dinner());
    expect(order.voidLine(idOf(order, 'Steak'), anAct())).toMatchObject([{ quantity: 1, as: 'RETURN' }]);
    expect(told(order)).toEqual([['LINE_VOIDED', []]]);
    expect(wanted(order)).toEqual(['Bread NEW', 'Soup NEW']);
    expect(codeOf(() => order.fireLines({ itemIds: [idOf(order, 'Steak')] }, anAct()))).toBe('LINE_VOIDED');
    order.changeLine(idOf(order, 'Cake'), { quantity: 3, note: 'candles' }, anAct());
    expect(told(order)).toEqual([['LINE_CHANGED', []]]);
    expect(order.line(idOf(order, 'Cake'))).toMatchObject({ quantity: 3, status: 'HELD' });
  });

  it('move with their lines: a bill of what waits alone waits for its courses, and is not held', () => {
    const order = stored(dinner());
    const cake = order.split([{ lineId: idOf(order, 'Cake') }], { id: newId(), number: 'A-2' }, anAct());

    expect(cake.view).toMatchObject({ status: 'NEW', holdReason: null });
    expect(standing(cake)).toEqual([['Cake', 'HELD', 'COURSE']]);
    expect(cake.fireLines({ course: 3 }, anAct())).toBe(true);
    expect(standing(cake)).toEqual([['Cake', 'NEW', null]]);
  });
});

describe('seats', () => {
  it('have their lines split off; what is nobody’s stays', () => {
    const order = stored(dinner());
    const other = order.split(order.linesOfSeats([2]), { id: newId(), number: 'A-2' }, anAct());

    expect(other.lines.map(({ name }) => name)).toEqual(['Wine', 'Cake']);
    expect(order.lines.map(({ name }) => name)).toEqual(['Bread', 'Soup', 'Steak']);
    expect(codeOf(() => order.linesOfSeats([2, 7]))).toBe('SEATS_EMPTY');
  });

  it('and courses of a line change, which fires nothing', () => {
    const order = stored(dinner());
    const cake = idOf(order, 'Cake');
    expect(order.placeLine(cake, { seat: 1, course: 1 }, anAct())).toBe(true);
    expect(order.placeLine(cake, { seat: 1 }, anAct())).toBe(false);
    expect(order.line(cake)).toMatchObject({ seat: 1, course: 1, status: 'HELD', holdReason: 'COURSE' });
    expect(order.placeLine(cake, { seat: null }, anAct())).toBe(true);
    expect(order.pullChanges().map(({ action, details }) => [action, details])).toEqual([
      ['LINE_PLACED', { seat: 1, course: 1 }],
      ['LINE_PLACED', { seat: null }],
    ]);
    expect(order.demand).toBeNull();
  });
});
