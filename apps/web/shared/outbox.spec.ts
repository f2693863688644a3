import { describe, expect, it } from '@jest/globals';

import { createOutbox, type Intent, type Sent, type Shelf } from './outbox.js';

const MINUTE = 60_000;
const intent = (key: string, made_at = 0): Intent => ({ key, kind: 'bump', body: { key }, made_at });
const settled = () => new Promise((resolve) => setImmediate(resolve));
const keys = (intents: readonly Intent[]) => intents.map(({ key }) => key);

/** What a browser keeps over reloads. */
function shelf(...kept: Intent[]): Shelf & { readonly kept: Map<string, Intent> } {
  const held = new Map(kept.map((one) => [one.key, one]));
  return {
    kept: held,
    all: () => Promise.resolve([...held.values()]),
    put: (one) => Promise.resolve(void held.set(one.key, one)),
    remove: (key) => Promise.resolve(void held.delete(key)),
  };
}

/** A server that answers when it is told to. */
function server() {
  const asked: string[] = [];
  let isThere = true;
  return {
    asked,
    goAway: () => (isThere = false),
    comeBack: () => (isThere = true),
    send: ({ key }: Intent): Promise<Sent> => {
      if (isThere) asked.push(key);
      return Promise.resolve(isThere ? 'done' : 'later');
    },
  };
}

describe('the outbox', () => {
  it('sends one after the other, and forgets what was answered', async () => {
    const { send, asked } = server();
    const store = shelf();
    const outbox = createOutbox('test', send, () => 0, store);
    await Promise.all([outbox.add(intent('1')), outbox.add(intent('2'))]);
    await settled();
    expect(asked).toEqual(['1', '2']);
    expect(outbox.pending.value).toEqual([]);
    expect(store.kept.size).toBe(0);
  });

  it('keeps what could not be sent, over a reload too, and sends it in its order when the server is back', async () => {
    const away = server();
    away.goAway();
    const store = shelf();
    const before = createOutbox('test', away.send, () => 0, store);
    await before.add(intent('1', 1));
    await before.add(intent('2', 2));
    await settled();
    expect(keys(before.pending.value)).toEqual(['1', '2']);
    before.close();

    const back = server();
    const after = createOutbox('test', back.send, () => 3, store);
    await settled();
    expect(back.asked).toEqual(['1', '2']);
    expect(after.pending.value).toEqual([]);
  });

  it('sends once what is added while the same is being sent', async () => {
    const { send, asked } = server();
    const outbox = createOutbox('test', send, () => 0, shelf());
    await outbox.add(intent('1'));
    outbox.flush();
    outbox.flush();
    await settled();
    expect(asked).toEqual(['1']);
  });

  it('asks before it sends what is older than a quarter of an hour, and holds what is behind it', async () => {
    const { send, asked } = server();
    const outbox = createOutbox('test', send, () => 16 * MINUTE, shelf(intent('old', 0)));
    await outbox.add(intent('new', 16 * MINUTE));
    await settled();
    expect(asked).toEqual([]);
    expect(keys(outbox.stale.value)).toEqual(['old']);
    expect(keys(outbox.pending.value)).toEqual(['old', 'new']);

    await outbox.confirmStale();
    await settled();
    expect(asked).toEqual(['old', 'new']);
    expect(outbox.stale.value).toEqual([]);
  });

  it('drops the old when somebody says so, and sends the rest', async () => {
    const { send, asked } = server();
    const store = shelf(intent('old', 0));
    const outbox = createOutbox('test', send, () => 16 * MINUTE, store);
    await outbox.add(intent('new', 16 * MINUTE));
    await settled();
    await outbox.dropStale();
    await settled();
    expect(asked).toEqual(['new']);
    expect(store.kept.size).toBe(0);
  });

  it('goes on after a send that throws', async () => {
    let tries = 0;
    const send = (): Promise<Sent> => (++tries === 1 ? Promise.reject(new Error('torn')) : Promise.resolve('done'));
    const outbox = createOutbox('test', send, () => 0, shelf());
    await outbox.add(intent('1'));
    await settled();
    expect(keys(outbox.pending.value)).toEqual(['1']);
    outbox.flush();
    await settled();
    expect(outbox.pending.value).toEqual([]);
  });
});
