import { describe, expect, test } from '@jest/globals';

import type { Answer, KitchenApi } from './kitchen-api.js';
import { sendWish } from './send-wish.js';
import { aLine, aTicket, NOON } from './testing/tickets.fixture.js';
import type { Ticket } from './tickets.js';
import type { Wish } from './wishes.js';

const refusal = (status: number, code: string, tickets: readonly Ticket[] = []): Answer<never> => ({
  ok: false,
  problem: { status, code, title: code, detail: '', errors: [], more: { tickets } },
});

/** A server that gives these answers to bumps, one after the other, and remembers what it was asked. */
function aServer(...answers: Answer<readonly Ticket[]>[]) {
  const asked: unknown[] = [];
  const next = (...what: unknown[]) => {
    asked.push(what);
    return Promise.resolve(answers.shift() ?? refusal(500, 'TOO_OFTEN'));
  };
  return { asked, api: { bump: next, recall: next, seen: next } as unknown as KitchenApi };
}

const seen = aTicket('a', { version: 3 });
const wish: Wish = { kind: 'bump', ids: ['a-1'], status: 'READY', at: NOON, seen: [seen] };
const ready = aTicket('a', {
  version: 9,
  state: 'READY',
  lines: [aLine('a-1', 'Nasi goreng', { quantity: 2, status: 'READY' })],
});

describe('a bump', () => {
  test('carries the version of the board while the dish is the one that was seen', async () => {
    const { api, asked } = aServer({ ok: true, data: [ready] });
    const fate = await sendWish(api, wish, () => aTicket('a', { version: 5, rush: true }));
    expect(asked).toEqual([[['a-1'], 'READY', 5]]);
    expect(fate).toEqual({ kind: 'granted', tickets: [ready], elsewhere: false });
  });

  test('is refused when the dish became another, and is not tried again', async () => {
    const changed = aTicket('a', { version: 6, lines: [aLine('a-1', 'Nasi goreng', { quantity: 1 })] });
    const { api, asked } = aServer(refusal(409, 'TICKET_CHANGED', [changed]));
    const fate = await sendWish(api, wish, () => changed);
    expect(asked).toEqual([[['a-1'], 'READY', 3]]);
    expect(fate).toMatchObject({ kind: 'refused', tickets: [changed] });
  });

  test('is made again with the new version when only something else changed', async () => {
    const rushed = aTicket('a', { version: 6, rush: true });
    const { api, asked } = aServer(refusal(409, 'TICKET_CHANGED', [rushed]), { ok: true, data: [ready] });
    expect((await sendWish(api, wish, () => seen)).kind).toBe('granted');
    expect(asked).toEqual([
      [['a-1'], 'READY', 3],
      [['a-1'], 'READY', 6],
    ]);
  });

  test('is granted when somebody else was first', async () => {
    const { api } = aServer(refusal(409, 'TICKET_CHANGED', [ready]));
    expect(await sendWish(api, wish, () => seen)).toEqual({ kind: 'granted', tickets: [ready], elsewhere: true });
  });

  test('asks for nothing when the board has it already', async () => {
    const { api, asked } = aServer();
    expect((await sendWish(api, wish, () => ready)).kind).toBe('granted');
    expect(asked).toEqual([]);
  });

  test.each([0, 401, 429, 503])('waits when the answer is %d', async (status) => {
    const { api } = aServer(refusal(status, 'ANY'));
    expect((await sendWish(api, wish, () => seen)).kind).toBe('later');
  });

  test.each([403, 404, 409, 422])('is refused for good when the answer is %d', async (status) => {
    const { api } = aServer(refusal(status, 'ANY'));
    expect((await sendWish(api, wish, () => seen)).kind).toBe('refused');
  });
});

test('marks are taken off each ticket of a card', async () => {
  const { api, asked } = aServer({ ok: true, data: [seen] }, { ok: true, data: [ready] });
  const fate = await sendWish(api, { kind: 'seen', ids: ['a', 'b'], at: NOON, seen: [seen, ready] }, () => undefined);
  expect(asked).toEqual([['a'], ['b']]);
  expect(fate).toEqual({ kind: 'granted', tickets: [seen, ready], elsewhere: false });
});
