import { describe, expect, it } from '@jest/globals';

import { awaitAll } from './await-all.js';

describe('awaiting all writes', () => {
  it('throws the failure of the first that was begun, once the last has ended', async () => {
    const ended: string[] = [];
    const write = async (name: string, ms: number, failure?: string) => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      ended.push(name);
      if (failure) throw new Error(failure);
    };

    await expect(
      awaitAll([write('a', 5), write('b', 10, 'first'), write('c', 1, 'second'), write('d', 20)]),
    ).rejects.toThrow('first');

    expect(ended).toEqual(['c', 'a', 'b', 'd']);
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
