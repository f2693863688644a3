import { describe, expect, it } from '@jest/globals';

import { isUuid, newId } from './ids.js';

const V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const timeOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

describe('ids', () => {
  it('are UUIDs v7 that say when they were made', () => {
    const before = Date.now();
    const id = newId();

    expect(id).toMatch(V7);
    expect(isUuid(id)).toBe(true);
    expect(timeOf(id)).toBeGreaterThanOrEqual(before);
    expect(timeOf(id)).toBeLessThan(before + 1_000);
  });

  it('sort in the order of their making, however many a millisecond makes', () => {
    const ids = Array.from({ length: 20_000 }, newId);

    expect(ids.every((id) => V7.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
  });
});
