import { describe, expect, it } from '@jest/globals';

import type { Statement } from '../statement.js';
import { ANOTHER_STATEMENT_FAILED, type PipelineOutcome, PipelineQuery } from './pipeline-query.js';
import { type Answer, clientOf, FakePostgres } from './testing/fake-postgres.js';

const INTEGER = 23;
const statement = (text: string, ...values: unknown[]): Statement => ({ text, values });
const rejected = (code: string) => ({ status: 'rejected', reason: expect.objectContaining({ code }) as unknown });
const SKIPPED = { status: 'rejected', reason: ANOTHER_STATEMENT_FAILED };

describe('a query of several statements', () => {
  async function run(statements: readonly Statement[], answer: (text: string) => Answer = () => ({})) {
    const server = new FakePostgres(answer);
    const client = await clientOf(server);
    const types = { getTypeParser: () => (text: string) => `read ${text}` };
    const send = (some: readonly Statement[]) =>
      new Promise<PipelineOutcome>((end) => void client.query(new PipelineQuery(some, types as never, end) as never));
    return { server, client, send, outcome: await send(statements) };
  }

  it('writes one packet with one sync, and neither BEGIN nor COMMIT', async () => {
    const { server, outcome } = await run([statement('one', 1), statement('two'), statement('three', 'x')]);

    expect(server.packets.join('')).toBe('PBDEPBDEPBDES');
    expect(server.executed).toEqual(['one', 'two', 'three']);
    expect(outcome.failure).toBeUndefined();
  });

  it('gives each statement its own answer, read by the types of the pool', async () => {
    const answers: Record<string, Answer> = { two: { rows: ['7', '8'], type: INTEGER }, four: { rows: [] } };
    const { outcome } = await run(
      ['one', 'two', 'three', 'four'].map((text) => statement(text)),
      (text) => answers[text] ?? {},
    );

    const results = outcome.statements.map((each) => (each.status === 'fulfilled' ? each.value : each));
    expect(results).toMatchObject([
      { command: 'INSERT', rowCount: 1, rows: [] },
      { command: 'SELECT', rowCount: 2, rows: [{ value: 'read 7' }, { value: 'read 8' }] },
      { command: 'INSERT', rowCount: 1, rows: [] },
      { command: 'SELECT', rowCount: 0, rows: [] },
    ]);
  });

  it('fails as the statement did that was refused, and nothing is done after it', async () => {
    const { server, outcome } = await run([statement('one'), statement('bad'), statement('three')], (text) =>
      text === 'bad' ? { error: { code: '23505' } } : {},
    );

    expect(outcome.failure).toMatchObject({ code: '23505' });
    expect(outcome.statements).toEqual([SKIPPED, rejected('23505'), SKIPPED]);
    expect(server.executed).toEqual(['one']);
  });

  it('leaves the connection good for the next one after an error', async () => {
    const { send, server } = await run([statement('bad')], (text) =>
      text === 'bad' ? { error: { code: '23505' } } : {},
    );

    expect((await send([statement('good')])).failure).toBeUndefined();
    expect(server.executed).toEqual(['good']);
  });

  it('sends nothing when a value cannot be sent', async () => {
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const { server, outcome } = await run([statement('one'), statement('two', circular)]);

    expect(server.packets.join('')).toBe('S');
    expect(outcome.statements[0]).toEqual(SKIPPED);
    expect(outcome.failure).toMatchObject({ message: expect.stringContaining('circular') as unknown });
  });

  it('fails when the connection ends before the answer', async () => {
    const server = new FakePostgres();
    const client = await clientOf(server);
    client.on('error', () => undefined);
    server.isSilent = true;
    const outcome = new Promise<PipelineOutcome>(
      (end) => void client.query(new PipelineQuery([statement('one'), statement('two')], undefined, end) as never),
    );

    server.destroy(new Error('gone'));

    expect(await outcome).toMatchObject({
      failure: { message: 'gone' },
      statements: [{ reason: { message: 'gone' } }, SKIPPED],
    });
  });
});
