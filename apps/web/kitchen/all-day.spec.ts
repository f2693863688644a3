import { expect, test } from '@jest/globals';

import { allDayOf, isRemoval, modifierText } from './all-day.js';
import type { Filter } from './queue.js';
import { aLine, aTicket } from './testing/tickets.fixture.js';

const all: Filter = { view: 'STATION', stations: [], types: [] };
const pedas = { modifiers: [{ group: 'Sambal', name: 'pedas', quantity: 1 }] };
const tickets = [
  aTicket('a', {
    lines: [
      aLine('1', 'Nasi goreng', { quantity: 3 }),
      aLine('2', 'Nasi goreng', { quantity: 2, ...pedas }),
      aLine('3', 'Soto', { status: 'READY' }),
    ],
  }),
  aTicket('b', {
    lines: [
      aLine('4', 'Nasi goreng', { quantity: 2, status: 'COOKING', ...pedas }),
      aLine('5', 'Soto', { status: 'VOIDED' }),
    ],
  }),
  aTicket('bar', { station: 'bar', lines: [aLine('6', 'Es kopi susu', { quantity: 3 })] }),
  aTicket('held', { state: 'HELD', lines: [aLine('7', 'Soto', { fired_at: null })] }),
].map((ticket) => ({ ticket, moved: null }));

test('sums what is to be cooked, with what was chosen', () => {
  expect(allDayOf(tickets, all, true)).toEqual([
    { productId: 'product-Nasi goreng', name: 'Nasi goreng', pieces: 7, variants: [{ name: 'pedas', pieces: 4 }] },
    { productId: 'product-Es kopi susu', name: 'Es kopi susu', pieces: 3, variants: [] },
  ]);
});

test('of my stations alone, and without modifiers where they are not asked for', () => {
  expect(allDayOf(tickets, { ...all, stations: ['bar'] }, true).map(({ name }) => name)).toEqual(['Es kopi susu']);
  expect(allDayOf(tickets, all, false).every(({ variants }) => variants.length === 0)).toBe(true);
});

test('an option says its number where it is not one', () => {
  expect([modifierText({ name: 'shot', quantity: 2 }), modifierText({ name: 'oat', quantity: 1 })]).toEqual([
    '2× shot',
    'oat',
  ]);
});

test('what an option takes away is in capitals behind a dash, by its name alone', () => {
  const texts = ['No onion', 'tanpa gula', 'Sem lactose', 'Noodles', 'Semangka', 'Nori'].map((name) =>
    modifierText({ name, quantity: 1 }),
  );
  expect(texts).toEqual(['– NO ONION', '– TANPA GULA', '– SEM LACTOSE', 'Noodles', 'Semangka', 'Nori']);
  expect(isRemoval({ name: 'Without ice' })).toBe(true);
});
