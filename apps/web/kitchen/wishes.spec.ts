import { describe, expect, test } from '@jest/globals';

import { aLine, aTicket, at, NOON } from './testing/tickets.fixture.js';
import { asWished, judge, linesToBump, linesToRecall, type Wish } from './wishes.js';

const lines = [
  aLine('1', 'Nasi goreng'),
  aLine('2', 'Soto', { status: 'COOKING' }),
  aLine('3', 'Teh', { status: 'VOIDED' }),
];
const ticket = aTicket('a', { lines });
const bump = (status: 'COOKING' | 'READY' | 'DONE', ...ids: string[]): Wish => ({
  kind: 'bump',
  status,
  ids,
  at: NOON,
  seen: [ticket],
});
const ready = asWished(ticket, [bump('READY', '1', '2')]);
const recall = (...ids: string[]): Wish => ({ kind: 'recall', ids, at: NOON, seen: [ready] });

describe('the ticket as it is wished', () => {
  test('a bump makes its lines ready and the ticket leaves', () => {
    const wished = asWished(ticket, [bump('READY', '1', '2')]);
    expect(wished.lines.map((line) => line.status)).toEqual(['READY', 'READY', 'VOIDED']);
    expect(wished.state).toBe('READY');
    expect(wished.lines[0]).toMatchObject({ started_at: at(0), ready_at: at(0) });
  });

  test('one line ticked leaves the ticket open', () => {
    expect(asWished(ticket, [bump('READY', '1')]).state).toBe('OPEN');
  });

  test('start moves what is new and takes nothing back', () => {
    const ready = aTicket('a', { lines: [aLine('1', 'Soto', { status: 'READY' }), aLine('2', 'Teh')] });
    expect(asWished(ready, [bump('COOKING', '1', '2')]).lines.map((line) => line.status)).toEqual(['READY', 'COOKING']);
  });

  test('bump, then undo, is as it was but begun', () => {
    const wished = asWished(ticket, [bump('READY', '1', '2'), recall('1', '2')]);
    expect(wished.lines.map((line) => line.status)).toEqual(['COOKING', 'COOKING', 'VOIDED']);
    expect(wished.state).toBe('OPEN');
    expect(wished.lines[0]?.ready_at).toBeNull();
  });

  test('a wish for other lines leaves the very same ticket', () => {
    expect(asWished(ticket, [bump('READY', 'other')])).toBe(ticket);
  });
});

test('a bump is for open lines, the pass takes ready ones, a held ticket gives none', () => {
  const mixed = aTicket('a', {
    lines: [aLine('1', 'A'), aLine('2', 'B', { status: 'READY' }), aLine('3', 'C', { status: 'VOIDED' })],
  });
  expect(linesToBump(mixed, 'READY').map(({ id }) => id)).toEqual(['1']);
  expect(linesToBump(mixed, 'DONE').map(({ id }) => id)).toEqual(['2']);
  expect(linesToBump({ ...mixed, state: 'HELD' }, 'READY')).toEqual([]);
  expect(linesToRecall(mixed).map(({ id }) => id)).toEqual(['2']);
});

test('a recall goes one step back from where it was seen, however often it is wished', () => {
  const served = aTicket('a', { state: 'SERVED', lines: [aLine('1', 'Soto', { status: 'DONE' })] });
  const wish: Wish = { kind: 'recall', ids: ['1'], at: NOON, seen: [served] };
  const once = asWished(served, [wish]);
  expect(once.lines[0]).toMatchObject({ status: 'READY', served_at: null, ready_at: at(2) });
  expect(asWished(once, [wish])).toBe(once);
});

test('marks that were seen leave with their void lines', () => {
  const marked = aTicket('a', { marks: ['VOID', 'CHANGED'], lines });
  const seen = asWished(marked, [{ kind: 'seen', ids: ['a'], at: NOON, seen: [marked] }]);
  expect([seen.marks, seen.lines.map(({ id }) => id)]).toEqual([[], ['1', '2']]);
});

describe('a refused wish', () => {
  test('is granted when others did the same', () => {
    const now = aTicket('a', { version: 2, lines: [aLine('1', 'Nasi goreng', { status: 'DONE' })] });
    expect(judge(bump('READY', '1'), [now])).toBe('granted');
  });

  test('is made again when something else of the ticket changed', () => {
    const now = aTicket('a', { version: 2, rush: true, also_at: [{ station: 'bar', open: 0, ready: 1 }], lines });
    expect(judge(bump('READY', '1'), [now])).toBe('again');
  });

  test.each([
    ['another note', { note: 'no onion' }],
    ['another quantity', { quantity: 3 }],
    ['other modifiers', { modifiers: [{ group: null, name: 'pedas', quantity: 1 }] }],
    ['void', { status: 'VOIDED' as const }],
  ])('stays refused when the dish is another: %s', (_case, change) => {
    const now = aTicket('a', { version: 2, lines: [aLine('1', 'Nasi goreng', change)] });
    expect(judge(bump('READY', '1'), [now])).toBe('refused');
  });

  test('stays refused when a line is not there any more', () => {
    expect(judge(bump('READY', '1', '9'), [ticket])).toBe('refused');
  });

  test('a recall is granted when the line is back already', () => {
    const seen = aTicket('a', { lines: [aLine('1', 'Soto', { status: 'READY' })] });
    const now = aTicket('a', { version: 2, lines: [aLine('1', 'Soto', { status: 'COOKING' })] });
    expect(judge({ kind: 'recall', ids: ['1'], at: NOON, seen: [seen] }, [now])).toBe('granted');
  });
});
