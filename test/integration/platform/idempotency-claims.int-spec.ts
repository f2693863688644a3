import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { createDataSource, Database } from '#libs/platform';

import { claimKey, keepAnswer, letGo } from '../../../libs/platform/http/idempotency/idempotency-in-steps.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.js';

describe('a claimed Idempotency-Key', () => {
  let store: TestDatabase;
  let proxy: TcpProxy;
  let database: Database;

  beforeAll(async () => {
    store = await createTestDatabase();
    proxy = await startTcpProxy(store.url);
    database = new Database(createDataSource({ url: proxy.url, poolMax: 2, entities: [] }));
    await database.onModuleInit();
  });

  afterAll(() => database.onApplicationShutdown());

  const claim = (key: string) => claimKey(database, 'user:a', key, 'print');
  const mine = async (key: string) => {
    const taken = await claim(key);
    if (taken.kind !== 'mine') throw new Error(`The claim is ${taken.kind}`);
    return taken.claim;
  };

  it('is let go as soon as the database is back, by whoever could not work', async () => {
    const held = await mine('away');
    expect(await claim('away')).toEqual({ kind: 'running' });

    await proxy.close();
    await letGo(database, held);
    await proxy.open();

    await eventually(async () => expect(await claim('away')).toMatchObject({ kind: 'mine' }));
  });

  it('is let go when its answer was lost', async () => {
    proxy.swallowAnswerTo(/idempotency\.claim-steps/);
    await expect(claim('lost')).rejects.toThrow('Connection terminated');
    proxy.swallowAnswerTo(undefined);

    await eventually(async () => expect(await claim('lost')).toMatchObject({ kind: 'mine' }));
  });

  it('is let go by nobody who lost it to another, nor answered by them', async () => {
    const late = await mine('taken over');
    await store.query("UPDATE idempotency_keys SET running_until = now() - interval '1 s' WHERE key = 'taken over'");
    const next = await mine('taken over');

    await letGo(database, late);
    await keepAnswer(database, late, 201, { from: 'late' });
    expect(await claim('taken over')).toEqual({ kind: 'running' });
    await keepAnswer(database, next, 201, { from: 'next' });

    expect(await claim('taken over')).toEqual({ kind: 'done', status: 201, body: { from: 'next' } });
  });
});
