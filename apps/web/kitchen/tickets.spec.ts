import { describe, expect, test } from '@jest/globals';

import { aLine, aTicket, at, NOON } from './testing/tickets.fixture.js';
import { EMPTY_BOARD, stateOf, type Ticket, withChange, withoutClosedBefore, withSnapshot } from './tickets.js';

const snapshot = (seq: number, ...data: Ticket[]) => ({ seq, truncated: false, data });
const status = (seq: number | null, ...tickets: Ticket[]) => ({ seq, change: 'STATUS' as const, tickets });

describe('the board', () => {
  test('starts with the snapshot and its seq', () => {
    const board = withSnapshot(EMPTY_BOARD, snapshot(70, aTicket('a'), aTicket('b')));
    expect([...board.tickets.keys()]).toEqual(['a', 'b']);
    expect(board.seq).toBe(70);
  });

  test('takes a ticket whose version is above the one that it holds', () => {
    const board = withSnapshot(EMPTY_BOARD, snapshot(70, aTicket('a', { version: 3 })));
    const after = withChange(board, status(71, aTicket('a', { version: 4, rush: true })), NOON);
    expect(after.tickets.get('a')?.ticket.rush).toBe(true);
    expect(after.seq).toBe(71);
  });

  test('drops a ticket whose version is not above the one that it holds', () => {
    const board = withSnapshot(EMPTY_BOARD, snapshot(70, aTicket('a', { version: 3 })));
    const after = withChange(board, status(69, aTicket('a', { version: 3, rush: true })), NOON);
    expect(after).toBe(board);
  });

  test('keeps the objects of tickets that did not change', () => {
    const board = withSnapshot(EMPTY_BOARD, snapshot(70, aTicket('a'), aTicket('b')));
    const after = withChange(board, status(71, aTicket('a', { version: 2 })), NOON);
    expect(after.tickets.get('b')).toBe(board.tickets.get('b'));
  });

  test('an old snapshot does not take back what was heard while it was on its way', () => {
    let board = withSnapshot(EMPTY_BOARD, snapshot(70, aTicket('a')));
    board = withChange(board, status(72, aTicket('a', { version: 2, state: 'READY' }), aTicket('new')), NOON);
    const after = withSnapshot(board, snapshot(71, aTicket('a')));
    expect(after.tickets.get('a')?.ticket.state).toBe('READY');
    expect(after.tickets.has('new')).toBe(true);
    expect(after.seq).toBe(72);
  });

  test('a newer snapshot takes away what it no longer has', () => {
    let board = withSnapshot(EMPTY_BOARD, snapshot(70, aTicket('a')));
    board = withChange(board, status(71, aTicket('b')), NOON);
    expect([...withSnapshot(board, snapshot(80, aTicket('a'))).tickets.keys()]).toEqual(['a']);
  });

  test('an answer to a request counts by its version, whether its message comes before or after it', () => {
    const board = withSnapshot(EMPTY_BOARD, snapshot(70, aTicket('a')));
    const bumped = aTicket('a', { version: 2, state: 'READY' });
    const answered = withChange(board, { seq: null, change: null, tickets: [bumped] }, NOON);
    expect(answered.tickets.get('a')?.ticket).toBe(bumped);
    expect(withChange(answered, status(71, { ...bumped }), NOON).tickets.get('a')?.ticket).toBe(bumped);
  });

  test('remembers the table that a ticket came from', () => {
    let board = withSnapshot(EMPTY_BOARD, snapshot(70, aTicket('a')));
    board = withChange(board, status(71, aTicket('a', { version: 2, table_name: 'Meja 7' })), NOON);
    expect(board.tickets.get('a')?.moved).toEqual({ from: 'Meja 4', at: NOON });
    board = withChange(board, status(72, aTicket('a', { version: 3, table_name: 'Meja 7', rush: true })), NOON + 1);
    expect(board.tickets.get('a')?.moved).toEqual({ from: 'Meja 4', at: NOON });
  });

  test('forgets tickets that were served long ago, and void ones that were seen; never what waits at the pass', () => {
    const served = aTicket('served', { state: 'SERVED', lines: [aLine('1', 'Soto', { status: 'DONE' })] });
    const late = aTicket('late', {
      state: 'SERVED',
      lines: [aLine('2', 'Soto', { status: 'DONE', served_at: at(50) })],
    });
    const ready = aTicket('ready', { state: 'READY', lines: [aLine('3', 'Soto', { status: 'READY' })] });
    const seen = aTicket('seen', { state: 'VOIDED', lines: [aLine('4', 'Soto', { status: 'VOIDED' })] });
    const unseen = { ...seen, id: 'unseen', marks: ['VOID' as const] };
    const board = withSnapshot(EMPTY_BOARD, snapshot(70, served, late, ready, seen, unseen, aTicket('open')));
    expect([...withoutClosedBefore(board, NOON + 30 * 60_000).tickets.keys()]).toEqual([
      'late',
      'ready',
      'unseen',
      'open',
    ]);
  });
});

test.each([
  ['one line open', ['READY', 'NEW'], 'OPEN'],
  ['all ready', ['READY', 'READY', 'VOIDED'], 'READY'],
  ['one served, one ready', ['DONE', 'READY'], 'READY'],
  ['all served', ['DONE', 'DONE'], 'SERVED'],
  ['all void', ['VOIDED'], 'VOIDED'],
] as const)('the state of a ticket with %s', (_case, statuses, state) => {
  const lines = statuses.map((one, index) => aLine(String(index), 'Soto', { status: one }));
  expect(stateOf(aTicket('a'), lines)).toBe(state);
});
