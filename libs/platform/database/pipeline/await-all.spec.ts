import { setImmediate as turn } from 'node:timers/promises';

import { describe, expect, it } from '@jest/globals';

import { awaitAll } from './await-all.js';

describe('awaiting all writes', () => {
  it('throws the failure of the first that was begun, once the last has ended', async () => {
    const writes = new Map<string, { end: () => void; fail: (error: Error) => void }>();
    const begun = ['a', 'b', 'c', 'd'].map((name) => new Promise<void>((end, fail) => writes.set(name, { end, fail })));
    let isOver = false;
    const all = awaitAll(begun).finally(() => (isOver = true));
    const outcome = expect(all).rejects.toThrow('of b');

    writes.get('c')?.fail(new Error('of c'));
    writes.get('a')?.end();
    writes.get('b')?.fail(new Error('of b'));
    await turn();
    expect(isOver).toBe(false);

    writes.get('d')?.end();
    await outcome;
  });

  it('throws why the transaction failed, not that it had failed when a write before it came to its second statement', async () => {
    const aborted = Object.assign(new Error('current transaction is aborted'), { code: '25P02' });
    const taken = Object.assign(new Error('duplicate key'), { code: '23505' });

    await expect(awaitAll([Promise.reject(aborted), Promise.reject(taken)])).rejects.toBe(taken);
    await expect(awaitAll([Promise.reject(aborted), Promise.resolve()])).rejects.toBe(aborted);
  });

  it('ends when all have succeeded', async () => {
    await expect(awaitAll([Promise.resolve(1), Promise.resolve()])).resolves.toBeUndefined();
  });
});
