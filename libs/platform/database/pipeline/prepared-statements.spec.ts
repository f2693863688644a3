import { describe, expect, it } from '@jest/globals';

import { PipelineQuery } from './pipeline-query.js';
import { PreparedStatements } from './prepared-statements.js';
import { type Answer, clientOf, FakePostgres } from './testing/fake-postgres.js';

const ADD = { name: 'add', text: 'INSERT', values: [1] };
const TAKE = { name: 'take', text: 'UPDATE', values: [1] };

describe('the prepared statements of a connection', () => {
  it('are prepared once a connection, before they are used', async () => {
    const server = new FakePostgres();
    const client = await clientOf(server);
    const statements = new PreparedStatements();

    expect(statements.hasAll(client, [ADD])).toBe(false);
    await statements.prepare(client, [ADD, TAKE]);
    await statements.prepare(client, [TAKE, ADD]);
    expect(statements.hasAll(client, [ADD, TAKE])).toBe(true);
    await new Promise<unknown>(
      (end) => void client.query(new PipelineQuery([ADD, TAKE, ADD], undefined, end) as never),
    );

    expect(server.packets.join('')).toBe('PSPSBDEBDEBDES');
  });

  it('are known to pg as well', async () => {
    const server = new FakePostgres();
    const client = await clientOf(server);
    await new PreparedStatements().prepare(client, [ADD]);

    await client.query(ADD);

    expect(server.packets.join('')).toBe('PSBDES');
  });

  it('may have been prepared by pg', async () => {
    let isThere = false;
    const server = new FakePostgres((text): Answer => {
      if (text !== 'prepare INSERT') return {};
      const error = isThere ? { error: { code: '42P05' } } : {};
      isThere = true;
      return error;
    });
    const client = await clientOf(server);
    await client.query(ADD);
    const statements = new PreparedStatements();

    await statements.prepare(client, [ADD]);

    expect(statements.hasAll(client, [ADD])).toBe(true);
  });

  it('are not known after an error', async () => {
    const server = new FakePostgres((text) => (text === 'prepare UPDATE' ? { error: { code: '55P03' } } : {}));
    const client = await clientOf(server);
    const statements = new PreparedStatements();

    await expect(statements.prepare(client, [ADD, TAKE])).rejects.toMatchObject({ code: '55P03' });

    expect([statements.hasAll(client, [ADD]), statements.hasAll(client, [TAKE])]).toEqual([true, false]);
  });
});
