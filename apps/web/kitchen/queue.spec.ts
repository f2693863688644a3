import { describe, expect, test } from '@jest/globals';

import { cardsOf, countsOf, drawnLines, type Filter, recentOf, keepUnchanged } from './queue.js';
import { aLine, aTicket, at, NOON } from './testing/tickets.fixture.js';
import type { Ticket } from './tickets.js';

const all: Filter = { view: 'STATION', stations: [], types: [] };
const entries = (...tickets: Ticket[]) => tickets.map((ticket) => ({ ticket, moved: null }));
const keysOf = (tickets: Ticket[], filter: Filter = all, now = NOON) =>
  cardsOf(entries(...tickets), filter, now).map((card) => card.tickets.map(({ id }) => id));

describe('the cards of a screen', () => {
  test('rush first, then oldest, held last', () => {
    const tickets = [
      aTicket('second', { order_id: 'o2', fired_at: at(2) }),
      aTicket('first', { order_id: 'o1', fired_at: at(1) }),
      aTicket('held', { order_id: 'o0', state: 'HELD', fired_at: null }),
      aTicket('rush', { order_id: 'o3', fired_at: at(3), rush: true }),
    ];
    expect(keysOf(tickets)).toEqual([['rush'], ['first'], ['second'], ['held']]);
  });

  test('tickets of one round are one card on a screen of both stations, and apart on screens of one', () => {
    const grill = aTicket('grill', { also_at: [{ station: 'bar', open: 1, ready: 1 }] });
    const bar = aTicket('bar', { station: 'bar', also_at: [{ station: 'kitchen', open: 1, ready: 0 }] });
    expect(keysOf([grill, bar])).toEqual([['grill', 'bar']]);
    expect(cardsOf(entries(grill, bar), all, NOON)[0]?.alsoAt).toEqual([]);
    const [card] = cardsOf(entries(grill, bar), { ...all, stations: ['kitchen'] }, NOON);
    expect(card?.tickets).toEqual([grill]);
    expect(card?.alsoAt).toEqual([{ station: 'bar', open: 1, ready: 1 }]);
  });

  test('a later round is a card of its own, marked ADD-ON', () => {
    const cards = cardsOf(
      entries(aTicket('a'), aTicket('b', { round: 2, number: '0042-2', fired_at: at(5) })),
      all,
      NOON,
    );
    expect(cards.map(({ addOn }) => addOn)).toEqual([false, true]);
  });

  test('a bumped ticket has left, a void one stays until it is seen', () => {
    const void1 = aLine('1', 'Teh', { status: 'VOIDED' });
    const ready = aTicket('ready', {
      order_id: 'o1',
      state: 'READY',
      lines: [aLine('r', 'Soto', { status: 'READY' })],
    });
    const unseen = aTicket('unseen', { order_id: 'o2', state: 'VOIDED', marks: ['VOID'], lines: [void1] });
    const seen = aTicket('seen', { order_id: 'o3', state: 'VOIDED', lines: [void1] });
    expect(keysOf([ready, unseen, seen])).toEqual([['unseen']]);
    const partly = aTicket('partly', { lines: [aLine('2', 'Soto'), void1] });
    expect(cardsOf(entries(partly), all, NOON)[0]?.lines.map(({ id }) => id)).toEqual(['2']);
    expect(cardsOf(entries({ ...partly, marks: ['VOID'] }), all, NOON)[0]?.lines.map(({ id }) => id)).toEqual([
      '2',
      '1',
    ]);
  });

  test('only my types', () => {
    const takeaway = aTicket('b', { order_id: 'o2', order_type: 'TAKEAWAY', table_name: null });
    expect(keysOf([aTicket('a'), takeaway], { ...all, types: ['TAKEAWAY'] })).toEqual([['b']]);
    expect(cardsOf(entries(takeaway), all, NOON)[0]?.name).toBe('0042-1');
  });

  test('without the stations that this view leaves out', () => {
    expect(
      keysOf([aTicket('a'), aTicket('b', { order_id: 'o2', station: 'bar' })], { ...all, without: ['kitchen'] }),
    ).toEqual([['b']]);
  });

  test('the pass shows rounds with something ready, with what the others still cook; late ones first', () => {
    const pass: Filter = { ...all, view: 'PASS' };
    const grill = aTicket('grill', { lines: [aLine('g', 'Soto', { status: 'COOKING' })] });
    const bar = aTicket('bar', { station: 'bar', state: 'READY', lines: [aLine('b', 'Teh', { status: 'READY' })] });
    const lone = aTicket('lone', { order_id: 'o2', fired_at: at(-1), lines: [aLine('l', 'Soto')] });
    const late = aTicket('late', {
      order_id: 'o3',
      fired_at: at(5),
      late_at: at(6),
      state: 'READY',
      lines: [aLine('x', 'Soto', { status: 'READY' })],
    });
    const cards = cardsOf(entries(grill, bar, lone, late), pass, NOON + 7 * 60_000);
    expect(cards.map((card) => card.lines.map(({ id }) => id))).toEqual([['x'], ['g', 'b']]);
  });
});

test('identical lines are put together, others and void ones stay apart', () => {
  const lines = [
    aLine('1', 'Soto', { quantity: 2 }),
    aLine('2', 'Soto'),
    aLine('3', 'Soto', { note: 'no onion' }),
    aLine('4', 'Soto', { status: 'READY' }),
    aLine('5', 'Soto', { status: 'VOIDED' }),
    aLine('6', 'Soto', { status: 'VOIDED' }),
  ];
  expect(drawnLines(lines, true).map(({ ids, quantity }) => [ids.join(), quantity])).toEqual([
    ['1,2', 3],
    ['3', 1],
    ['4', 1],
    ['5', 1],
    ['6', 1],
  ]);
  expect(drawnLines(lines, false)).toHaveLength(6);
});

test('recent: what was bumped here within the time, newest first; the pass lists what it served', () => {
  const first = aTicket('first', {
    state: 'READY',
    lines: [aLine('1', 'Soto', { status: 'READY', ready_at: at(10) })],
  });
  const served = aTicket('served', {
    state: 'SERVED',
    lines: [aLine('2', 'Soto', { status: 'DONE', ready_at: at(20), served_at: at(40) })],
  });
  const old = aTicket('old', { state: 'READY', lines: [aLine('3', 'Soto', { status: 'READY', ready_at: at(-40) })] });
  const list = (filter: Filter) =>
    recentOf(entries(first, served, old, aTicket('open')), filter, NOON).map(({ ticket }) => ticket.id);
  expect(list(all)).toEqual(['served', 'first']);
  expect(list({ ...all, view: 'PASS' })).toEqual(['served']);
});

test('counts rounds, as the board shows them', () => {
  const tickets = entries(
    aTicket('a', { late_at: at(-1) }),
    aTicket('a-bar', { station: 'bar' }),
    aTicket('b', { order_id: 'o2' }),
    aTicket('b-bar', { order_id: 'o2', station: 'bar', state: 'READY' }),
    aTicket('c', { order_id: 'o3', state: 'READY' }),
    aTicket('d', { order_id: 'o4', station: 'bar', state: 'READY' }),
    aTicket('e', { order_id: 'o5', state: 'SERVED' }),
  );
  const of = (more: Partial<Filter>) => countsOf(tickets, { ...all, ...more }, NOON);
  expect(of({ stations: ['kitchen'] })).toEqual({ open: 2, late: 1, ready: 1 });
  expect(of({ stations: ['bar'] })).toEqual({ open: 1, late: 0, ready: 2 });
  expect(of({})).toEqual({ open: 2, late: 1, ready: 2 });
  expect(of({}).open).toBe(cardsOf(tickets, all, NOON).length);
  expect(of({ view: 'PASS' })).toEqual({ open: 2, late: 1, ready: 3 });
});

test('a card that did not change is the very same object; the key stays when the bill is merged', () => {
  const [a, b] = [aTicket('a'), aTicket('b', { order_id: 'o2', fired_at: at(1) })];
  const before = cardsOf(entries(a, b), all, NOON);
  const merged = { ...b, order_id: 'order-1', number: '0043-1', version: 2 };
  const after = keepUnchanged(before, cardsOf(entries(a, merged), all, NOON));
  expect(after[0]).toBe(before[0]);
  expect(after[1]).not.toBe(before[1]);
  expect(after[1]?.key).toBe(before[1]?.key);
  expect(keepUnchanged(before, cardsOf(entries(a, b), all, NOON))).toBe(before);
});
