import { describe, expect, it } from '@jest/globals';

import { GroupCommit } from './group-commit.js';

const item = (id: string, bytes = 10) => ({ id, body: new Uint8Array(bytes) });
type Item = ReturnType<typeof item>;

/** A store that can be told whom to refuse. */
function scripted(refuses: (id: string) => boolean = () => false) {
  const groups: string[][] = [];
  const known = new Set<string>();
  const write = async (items: readonly Item[]) => {
    groups.push(items.map(({ id }) => id));
    await new Promise((resolve) => setImmediate(resolve));
    if (items.some(({ id }) => refuses(id))) throw new Error('refused');
    return items.map(({ id }) => !known.has(id) && Boolean(known.add(id)));
  };
  return { groups, commit: new GroupCommit<Item>(write) };
}

describe('a group commit', () => {
  it('writes together what came together, and tells each whether it was new', async () => {
    const { groups, commit } = scripted();
    expect(await Promise.all(['a', 'b', 'c'].map((id) => commit.add(item(id))))).toEqual([true, true, true]);
    expect(groups).toEqual([['a', 'b', 'c']]);
    expect(await Promise.all([commit.add(item('c')), commit.add(item('d'))])).toEqual([false, true]);
  });

  it('lets an item that is refused fail alone', async () => {
    const { commit } = scripted((id) => id === 'bad');
    const outcomes = await Promise.allSettled(['a', 'bad', 'c'].map((id) => commit.add(item(id))));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('makes no group of more than a megabyte, nor of more than 64', async () => {
    const { groups, commit } = scripted();
    await Promise.all(['a', 'b', 'c'].map((id) => commit.add(item(id, 700_000))));
    expect(groups).toEqual([['a'], ['b'], ['c']]);
    groups.length = 0;
    await Promise.all(Array.from({ length: 150 }, (_, i) => commit.add(item(`${i}`))));
    expect(Math.max(...groups.map(({ length }) => length))).toBe(64);
    expect(groups.flat()).toHaveLength(150);
  });
});
