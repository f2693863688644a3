import { expect, test } from '@jest/globals';

import { isByGuests, linesToLookAt, unlookedAt } from './guest-orders.js';

const bill = (id: string, more: object = {}) => ({
  id,
  table_session_id: 'sitting' as string | null,
  hold_reason: null as 'PAYMENT' | 'APPROVAL' | null,
  items: [
    { id: `${id}-1`, status: 'NEW' as const },
    { id: `${id}-2`, status: 'VOIDED' as const },
  ],
  ...more,
});
const entry = (action: string, kind: 'user' | 'guest' | 'system') => ({
  action,
  actor: { kind, id: null, role: null },
});

test('a bill of a sitting is to be looked at until each of its lines was', () => {
  const [a, b] = [bill('a'), bill('b')];
  expect(unlookedAt([a, b], new Set(['a-1']))).toEqual([b]);
  expect(linesToLookAt(b, new Set())).toEqual(['b-1']);
});

test('what staff sold without a sitting, and what waits for its payment, is not', () => {
  expect(unlookedAt([bill('a', { table_session_id: null }), bill('b', { hold_reason: 'PAYMENT' })], new Set())).toEqual(
    [],
  );
  expect(unlookedAt([bill('c', { hold_reason: 'APPROVAL' })], new Set())).toHaveLength(1);
});

test('whoever put the last lines on it is whom it is by', () => {
  expect(isByGuests([entry('PLACED', 'guest'), entry('STATUS', 'user')])).toBe(true);
  expect(isByGuests([entry('PLACED', 'guest'), entry('LINES_ADDED', 'user'), entry('PAID', 'guest')])).toBe(false);
  expect(isByGuests([entry('PLACED', 'user'), entry('LINES_ADDED', 'guest')])).toBe(true);
  expect(isByGuests([])).toBe(false);
});
