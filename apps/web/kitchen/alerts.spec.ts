import { expect, test } from '@jest/globals';

import { alertsOf } from './alerts.js';
import type { Filter } from './queue.js';
import { aLine, aTicket } from './testing/tickets.fixture.js';
import { EMPTY_BOARD, type Ticket, withSnapshot } from './tickets.js';

const all: Filter = { view: 'STATION', stations: [], types: [] };
const board = (...data: Ticket[]) => withSnapshot(EMPTY_BOARD, { seq: 1, truncated: false, data });
const heard = (before: Ticket[], after: Ticket[], filter = all) =>
  alertsOf(board(...before), { seq: 2, change: null, tickets: after }, filter);
const held = aTicket('a');
const next = (more: Partial<Ticket>) => aTicket('a', { version: 2, ...more });

test('a new ticket and an added round sound apart; once each', () => {
  expect(heard([], [held])).toEqual(['new']);
  expect(heard([], [aTicket('b', { round: 2 })])).toEqual(['more']);
  expect(heard([held], [held])).toEqual([]);
});

test('a held ticket sounds when it is fired', () => {
  const waiting = aTicket('a', { state: 'HELD' });
  expect(heard([], [waiting])).toEqual([]);
  expect(heard([waiting], [next({})])).toEqual(['new']);
});

test('a void sounds before all else, and not again when something else of the ticket changes', () => {
  const lines = [aLine('1', 'Teh', { status: 'VOIDED' })];
  const voided = next({ marks: ['VOID'], state: 'VOIDED', lines });
  expect(heard([held], [aTicket('new'), voided])).toEqual(['void', 'new']);
  expect(heard([voided], [{ ...voided, version: 3, rush: true }])).toEqual([]);
});

test('a moved table never sounds as new', () => {
  expect(heard([held], [next({ table_name: 'Meja 7', marks: ['MOVED'] })])).toEqual(['moved']);
});

test('a changed line sounds as an addition', () => {
  const lines = [aLine('a-1', 'Nasi goreng', { quantity: 3, was: { quantity: 2 } })];
  expect(heard([held], [next({ marks: ['CHANGED'], lines })])).toEqual(['more']);
});

test('silent for bumps, recalls, and other stations', () => {
  expect(heard([held], [next({ state: 'READY' })])).toEqual([]);
  expect(heard([aTicket('a', { state: 'READY' })], [next({})])).toEqual([]);
  expect(heard([], [aTicket('bar', { station: 'bar' })], { ...all, stations: ['kitchen'] })).toEqual([]);
});
