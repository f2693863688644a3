import { expect, test } from '@jest/globals';

import { Unseen } from './unseen.js';

test('what is new repeats every 20 s until somebody touches a screen that shows it', () => {
  const unseen = new Unseen();
  unseen.add('a', 0);
  unseen.add('b', 0);
  expect([19_999, 20_000, 20_001, 40_000].map((now) => unseen.isDue(now))).toEqual([false, true, false, true]);
  unseen.touched(['a']);
  expect(unseen.isDue(60_000)).toBe(true);
  unseen.keep(new Set(['a']));
  expect(unseen.isDue(80_000)).toBe(false);
});
