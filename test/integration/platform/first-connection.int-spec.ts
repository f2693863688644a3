import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { createDataSource, Database } from '#libs/platform';

import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.js';

describe('the first connection of a process', () => {
  let store: TestDatabase;
  let wire: TcpProxy;

  beforeAll(async () => {
    store = await createTestDatabase({ isEmpty: true });
    wire = await startTcpProxy(store.url);
  });
  afterAll(() => store.drop());

  const databaseAt = (url: string) => new Database(createDataSource({ url, poolMax: 4, entities: [] }));

  it('waits for a server that takes connections before it answers, as after a reboot', async () => {
    wire.beSilent(true);
    const database = databaseAt(wire.url);
    const connected = database.onModuleInit();
    // Longer than one connection is waited for.
    setTimeout(() => wire.beSilent(false), 3_000);

    await connected;

    expect(await database.query({ text: 'SELECT 1 AS one' })).toEqual([{ one: 1 }]);
    await database.onApplicationShutdown();
  });

  it('is given up at once where nobody listens', async () => {
    await wire.close();
    const begun = Date.now();

    await expect(databaseAt(wire.url).onModuleInit()).rejects.toThrow('ECONNREFUSED');

    expect(Date.now() - begun).toBeLessThan(2_000);
    await wire.open();
  });
});
