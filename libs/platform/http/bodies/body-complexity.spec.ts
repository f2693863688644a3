import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { DomainError } from '#libs/kernel';

import { assertSimple } from './body-complexity.js';

const MOST = { depth: 16, keys: 50, entries: 80 };
const isSimple = (json: string): boolean => {
  try {
    assertSimple(Buffer.from(json), MOST);
    return true;
  } catch (error) {
    expect((error as DomainError).code).toBe('BODY_TOO_COMPLEX');
    return false;
  }
};

/** The same figures, counted in what JSON.parse makes of it. */
function countedIn(value: unknown): { depth: number; keys: number; commas: number } {
  if (typeof value !== 'object' || value === null) return { depth: 0, keys: 0, commas: 0 };
  const members = Object.values(value).map(countedIn);
  return {
    depth: 1 + Math.max(0, ...members.map(({ depth }) => depth)),
    keys: (Array.isArray(value) ? 0 : members.length) + members.reduce((sum, { keys }) => sum + keys, 0),
    commas: Math.max(0, members.length - 1) + members.reduce((sum, { commas }) => sum + commas, 0),
  };
}

describe('the complexity of a body', () => {
  it('is what it has of levels, fields and entries, whatever its texts say', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 20, stringUnit: fc.constantFrom('"', '\\', '{', '[', ':', ',', 'a', '\u{1F373}') }),
        (value) => {
          const { depth, keys, commas } = countedIn(value);
          const isWithin = depth <= MOST.depth && keys <= MOST.keys && commas <= MOST.entries;
          expect(isSimple(JSON.stringify(value))).toBe(isWithin);
          expect(isSimple(JSON.stringify(value, null, 2))).toBe(isWithin);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['16 levels', '['.repeat(16) + ']'.repeat(16), true],
    ['17 levels', '['.repeat(17) + ']'.repeat(17), false],
    ['17 levels that are never closed', '{"a":'.repeat(17), false],
    ['50 fields', JSON.stringify(Object.fromEntries(Array.from({ length: 50 }, (_, n) => [n, n]))), true],
    ['51 fields', JSON.stringify(Object.fromEntries(Array.from({ length: 51 }, (_, n) => [n, n]))), false],
    ['the same field 51 times', `{${Array(51).fill('"a":1').join()}}`, false],
    ['81 entries', `[${Array(81).fill('1').join()}]`, true],
    ['82 entries', `[${Array(82).fill('1').join()}]`, false],
    ['a text of brackets', JSON.stringify('{['.repeat(100)), true],
    ['a text of quotation marks and backslashes', JSON.stringify('\\"{'.repeat(100)), true],
    ['a text that never ends', `"${'{'.repeat(100)}\\`, true],
  ])('of %s', (_, json, simple) => {
    expect(isSimple(json)).toBe(simple);
  });
});
