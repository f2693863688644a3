import { describe, expect, it } from '@jest/globals';

import { PipelinedTransaction } from './pipelined-transaction.js';
import { clientOf, FakePostgres } from './testing/fake-postgres.js';

describe('a pipelined transaction', () => {
  it('answers its statements once it is committed', async () => {
    const client = await clientOf(new FakePostgres((text) => (text === 'read' ? { rows: ['x'] } : {})));
    const transaction = new PipelinedTransaction();
    const states: boolean[] = [];
    const write = transaction.add({ text: 'write' }).then(() => states.push(transaction.isCommitted));
    const read = transaction.add({ text: 'read' });

    expect(transaction.close()).toBe(true);
    expect(transaction.isCommitted).toBe(false);
    expect(await transaction.send(client)).toBe(false);

    expect((await read).rows).toEqual([{ value: 'x' }]);
    await write;
    expect(states).toEqual([true]);
  });

  it('takes no statement once it is closed', async () => {
    const transaction = new PipelinedTransaction();

    expect(transaction.close()).toBe(false);

    await expect(transaction.add({ text: 'late' })).rejects.toThrow('came too late');
  });

  it('is cancelled as a whole before it is sent, and not at all afterwards', async () => {
    const server = new FakePostgres();
    const client = await clientOf(server);
    const [cancelled, sent] = [new PipelinedTransaction(), new PipelinedTransaction()];
    const never = cancelled.add({ text: 'never' });
    const once = sent.add({ text: 'once' });

    cancelled.cancel(new Error('no'));
    const sending = sent.send(client);
    sent.cancel(new Error('too late'));

    await expect(never).rejects.toThrow('no');
    expect(await cancelled.send(client)).toBe(false);
    await sending;
    await once;
    expect(server.executed).toEqual(['once']);
    expect([cancelled.failure, sent.failure]).toMatchObject([{ message: 'no' }, undefined]);
  });
});
