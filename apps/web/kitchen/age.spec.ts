import { expect, test } from '@jest/globals';

import { ageLevel, ageMinutes, ageText } from './age.js';
import { NOON } from './testing/tickets.fixture.js';

const minute = 60_000;

test.each([
  [0, '0:00'],
  [492, '8:12'],
  [3599, '59:59'],
  [3725, '1:02:05'],
  [-20, '0:00'],
])('%d seconds read %s', (seconds, text) => {
  expect(ageText(NOON, NOON + seconds * 1000)).toBe(text);
});

test('whole minutes for a voice', () => {
  expect(ageMinutes(NOON, NOON + 119_000)).toBe(1);
});

test('attention and late begin when the server says', () => {
  const card = { firedAt: NOON, warnAt: NOON + 5 * minute, lateAt: NOON + 8 * minute };
  expect([4.9, 5, 7.9, 8].map((minutes) => ageLevel(card, NOON + minutes * minute))).toEqual([
    'FRESH',
    'ATTENTION',
    'ATTENTION',
    'LATE',
  ]);
});

test('without times of the server at 8 and 15 minutes', () => {
  const card = { firedAt: NOON, warnAt: null, lateAt: null };
  expect([7.9, 8, 14.9, 15].map((minutes) => ageLevel(card, NOON + minutes * minute))).toEqual([
    'FRESH',
    'ATTENTION',
    'ATTENTION',
    'LATE',
  ]);
});

test('what waits has no age', () => {
  expect(ageLevel({ firedAt: null, warnAt: null, lateAt: null }, NOON)).toBe('HELD');
});
