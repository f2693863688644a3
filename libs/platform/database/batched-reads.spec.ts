import { AsyncLocalStorage } from 'node:async_hooks';

import { describe, expect, it } from '@jest/globals';

import { BatchedReads } from './batched-reads.js';

/** Readings of `<key>!`, each of which waits until it is let go. */
function readings() {
  const asked: string[][] = [];
  const held: { go: () => void; fail: (error: Error) => void }[] = [];
  const reads = new BatchedReads<string>((keys) => {
    asked.push([...keys]);
    return new Promise((resolve, reject) => {
      const found = new Map(keys.filter((key) => key !== 'none').map((key) => [key, `${key}!`]));
      held.push({ go: () => resolve(found), fail: reject });
    });
  });
  return { reads, asked, held };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('batched reads', () => {
  it('read the first keys at once, and those that are asked for meanwhile together, each once', async () => {
    const { reads, asked, held } = readings();

    const answers = ['a', 'b', 'c', 'd', 'c', 'none'].map((key) => reads.find(key));
    held[0]?.go();
    await turn();
    held.forEach(({ go }) => go());

    expect(await Promise.all(answers)).toEqual(['a!', 'b!', 'c!', 'd!', 'c!', undefined]);
    expect(asked).toEqual([['a'], ['b'], ['c', 'd', 'none']]);
  });

  it('read a key again for whoever asks while it is being read: what they ask for may have changed since', async () => {
    const { reads, asked, held } = readings();

    const early = reads.find('a');
    const late = reads.find('a');
    held.forEach(({ go }) => go());
    await turn();
    held.forEach(({ go }) => go());

    expect(await Promise.all([early, late])).toEqual(['a!', 'a!']);
    expect(asked).toEqual([['a'], ['a']]);
  });

  it('fail those that were read together, and nobody else', async () => {
    const { reads, held } = readings();

    const [first, second] = [reads.find('a'), reads.find('b')];
    const third = reads.find('c');
    held[0]?.fail(new Error('away'));
    await expect(first).rejects.toThrow('away');
    held.forEach(({ go }) => go());
    await turn();
    held.forEach(({ go }) => go());

    expect(await Promise.all([second, third])).toEqual(['b!', 'c!']);
  });

  it('read outside of whatever unit of work asks', async () => {
    const unit = new AsyncLocalStorage<string>();
    const seen: (string | undefined)[] = [];
    const reads = new BatchedReads<string>((keys) => {
      seen.push(unit.getStore());
      return Promise.resolve(new Map(keys.map((key) => [key, key])));
    });

    await unit.run('a unit of work', () => reads.find('a'));

    expect(seen).toEqual([undefined]);
  });
});
