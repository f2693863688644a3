import { describe, expect, it } from '@jest/globals';

import { newId } from './uuid.js';

describe('an id of the page', () => {
  it('is a UUID of version 7 that begins with its time', () => {
    // 0x0198a0b1c2d3 is 1755241366227.
    expect(newId(0x0198a0b1c2d3)).toMatch(/^0198a0b1-c2d3-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('is never the same twice', () => {
    expect(new Set(Array.from({ length: 1_000 }, () => newId(1))).size).toBe(1_000);
  });
});
