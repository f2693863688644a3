import { describe, expect, it } from '@jest/globals';
import pg from 'pg';

import { DriverQuery } from './driver-query.js';
import { clientOf, FakePostgres } from './testing/fake-postgres.js';

/** What pipelining needs of pg beside its public API. When one of these fails after an upgrade, see README.md. */
describe("pg's class of a query", () => {
  const METHODS = {
    submit: 1,
    handleRowDescription: 1,
    handleDataRow: 1,
    handleCommandComplete: 2,
    handleError: 2,
    handleReadyForQuery: 1,
  };

  it.each(Object.entries(METHODS))('has the method %s with %d parameters', (name, parameters) => {
    const method = (pg.Query.prototype as unknown as Record<string, unknown>)[name];
    expect(method).toHaveLength(parameters);
  });

  it('writes its messages to the stream of the connection that it is given, and ends them with its sync', () => {
    const written: Buffer[] = [];
    let syncs = 0;
    const connection = Object.create(new pg.Connection(), {
      stream: { value: { writable: true, write: (message: Buffer) => written.push(message) } },
      sync: { value: () => (syncs += 1) },
    }) as pg.Connection;

    new DriverQuery({ name: 'add', text: 'INSERT', values: [1], queryMode: 'extended' }).submit(connection);

    expect(written.map((message) => String.fromCharCode(message[0]!)).join('')).toBe('PBDE');
    expect(syncs).toBe(1);
  });

  it('is prepared where it has no values, too', () => {
    const query = new DriverQuery({ text: 'SELECT 1', queryMode: 'extended' }) as unknown as {
      requiresPreparation(): boolean;
    };
    expect(query.requiresPreparation()).toBe(true);
  });

  it('is the only class that a pipelined client takes', async () => {
    const client = await clientOf(new FakePostgres());
    let failure: Error | undefined;
    const stranger = { submit: () => undefined, handleError: (error: Error) => (failure = error) };

    client.query(stranger as never);
    await new Promise(process.nextTick);

    expect(failure?.message).toMatch(/not supported in pipeline mode/);
  });

  it('is noted as prepared by name and text', async () => {
    const server = new FakePostgres();
    const client = await clientOf(server);

    await client.query({ name: 'add', text: 'INSERT', values: [1] });
    await client.query({ name: 'add', text: 'INSERT', values: [2] });

    expect(server.packets.join('')).toBe('PBDESBDES');
  });
});
