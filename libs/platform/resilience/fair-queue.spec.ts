import { describe, expect, it } from '@jest/globals';

import { unavailable } from '#libs/kernel';

import { FairQueue } from './fair-queue.js';

const busy = () => unavailable('BUSY', 'Try again.', 1);

/** Work that ends when it is told to, and says in which order it began. */
function bench(queue: FairQueue) {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const ask = (caller: string) =>
    queue.run(caller, () => {
      begun.push(caller);
      return new Promise<void>((end) => ends.push(end));
    });
  const endNext = async () => {
    ends.shift()?.();
    await new Promise(setImmediate);
  };
  return { begun, ask, endNext };
}

describe('a fair queue', () => {
  it('lets callers take turns, however often one of them asks', async () => {
    const { begun, ask, endNext } = bench(new FairQueue({ atOnce: 1, mostWaiting: 100, busy }));
    const asked = ['a', 'a', 'a', 'a', 'b', 'c', 'b'].map(ask);
    for (let i = 0; i < asked.length; i++) await endNext();
    await Promise.all(asked);

    expect(begun).toEqual(['a', 'a', 'b', 'c', 'a', 'b', 'a']);
  });

  it('does so much at once, and no more', async () => {
    const { begun, ask, endNext } = bench(new FairQueue({ atOnce: 2, mostWaiting: 10, busy }));
    const asked = ['a', 'a', 'a'].map(ask);
    expect(begun).toHaveLength(2);
    for (let i = 0; i < 3; i++) await endNext();
    await Promise.all(asked);
  });

  it('takes a place from who holds most when it is full, and refuses who holds most already', async () => {
    const { ask, endNext } = bench(new FairQueue({ atOnce: 1, mostWaiting: 4, busy }));
    const running = ask('a');
    const hogs = Array.from({ length: 4 }, () => ask('a'));
    const outcomes = Promise.allSettled(hogs);
    await expect(ask('a')).rejects.toMatchObject({ code: 'BUSY' });
    const others = [ask('b'), ask('c')];

    for (let i = 0; i < 5; i++) await endNext();
    await Promise.all([running, ...others]);
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
  });

  it('gives one caller a share at most', async () => {
    const { ask, endNext } = bench(new FairQueue({ atOnce: 1, mostWaiting: 10, mostOfOne: 2, busy }));
    const asked = [ask('a'), ask('a'), ask('a')];
    await expect(ask('a')).rejects.toMatchObject({ code: 'BUSY' });
    asked.push(ask('b'));
    for (let i = 0; i < 4; i++) await endNext();
    await Promise.all(asked);
  });

  it('goes on after work that fails', async () => {
    const queue = new FairQueue({ atOnce: 1, mostWaiting: 10, busy });
    const failed = queue.run('a', () => Promise.reject(new Error('no')));
    const next = queue.run('b', () => Promise.resolve('yes'));

    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });
});
