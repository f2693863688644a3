import { describe, expect, it } from '@jest/globals';

import { FakeConnection } from '../testing/fake-connection.js';

const connection = () => new FakeConnection({ actor: null, stations: [] });
const times = (count: number, work: () => boolean) => Array.from({ length: count }, work);

describe('a connection', () => {
  it('takes thirty messages at once, then refuses, and is closed when they never stop', () => {
    const client = connection();

    expect(times(30, () => client.maySend()).every(Boolean)).toBe(true);
    const refused = times(200, () => client.maySend()).filter((may) => !may).length;
    expect(refused).toBeGreaterThan(150);
    expect(client.isOpen).toBe(true);
    times(1_000, () => client.maySend());
    expect(client.closed).toBe('ended');
  });

  it('handles one message after the other, also after one that failed', async () => {
    const client = connection();
    const done: number[] = [];
    const handle = (n: number, ms: number) =>
      client.inTurn(async () => {
        await new Promise((resolve) => setTimeout(resolve, ms));
        done.push(n);
        if (n === 2) throw new Error('refused');
      });

    const [, second] = [handle(1, 10), handle(2, 5), handle(3, 0)];

    await expect(second).rejects.toThrow('refused');
    await client.inTurn(() => Promise.resolve());
    expect(done).toEqual([1, 2, 3]);
  });
});
