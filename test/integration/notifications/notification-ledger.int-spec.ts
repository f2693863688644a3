import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';
import type { Database } from '#libs/platform';

import { notificationLedgerContract } from '../../../libs/notifications/testing/notification-ledger.contract.js';
import { NotificationSchema } from '../../../libs/notifications/typeorm/notification.schema.js';
import { SqlNotificationLedger } from '../../../libs/notifications/typeorm/sql-notification-ledger.js';
import { SqlNotificationQueries } from '../../../libs/notifications/typeorm/sql-notification.queries.js';
import { SqlJobRetries } from '../../../libs/platform/jobs/sql-job-retries.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase } from '../../support/index.js';

const woken: string[] = [];

async function world() {
  const database = await connect(await createTestDatabase(), [NotificationSchema]);
  const jobs = new SqlJobRetries(database, { wake: (id) => void woken.push(id) });
  const aJob = async (status = 'PENDING'): Promise<string> => {
    const id = newId();
    await database.execute({
      text: `INSERT INTO jobs (id, kind, key, payload, status, max_attempts, attempts) VALUES ($1::uuid, 'k', $1::text, '{}', $2, 3, 3)`,
      values: [id, status],
    });
    return id;
  };
  const queries = new SqlNotificationQueries(database);
  return { database, ledger: new SqlNotificationLedger(database, jobs), queries, aJob };
}

notificationLedgerContract(world);

describe('the ledger in PostgreSQL', () => {
  let database: Database;
  let ledger: SqlNotificationLedger;
  let queries: SqlNotificationQueries;
  let aJob: (status?: string) => Promise<string>;

  beforeAll(async () => {
    ({ database, ledger, queries, aJob } = await world());
  });

  const mailOf = (jobId: string) => ({
    kind: 'ORDER_PLACED' as const,
    cause: `order-placed/${newId()}`,
    outletId: null,
    userId: newId(),
    jobId,
  });
  const jobRow = async (id: string) =>
    (await database.query({ text: 'SELECT status, max_attempts FROM jobs WHERE id = $1', values: [id] }))[0];

  it('lets a mail go that a process died with, once its time is over', async () => {
    const mail = mailOf(await aJob());
    await ledger.claim(mail);
    expect(await ledger.claim(mail)).toBe('held');

    await database.execute({ text: `UPDATE notifications SET held_until = now() - interval '1 s'` });

    expect(await ledger.claim(mail)).toMatchObject({ attempt: 2, refusals: 0 });
  });

  it('holds a mail for less than the lease of its job', async () => {
    const mail = mailOf(await aJob());
    await ledger.claim(mail);

    const [row] = await database.query<{ seconds: number }>({
      text: `SELECT extract(epoch FROM held_until - now())::float8 AS seconds FROM notifications WHERE cause = $1`,
      values: [mail.cause],
    });
    expect(row?.seconds).toBeGreaterThan(30);
    expect(row?.seconds).toBeLessThan(60);
  });

  it('wakes the dead job of a mail that is asked for again', async () => {
    const mail = mailOf(await aJob('DEAD'));
    const claim = await ledger.claim(mail);
    if (typeof claim === 'string') throw new Error(claim);
    await ledger.failed(claim, { reason: 'x', wasRefused: false, waitsForPerson: true }, new Date());

    await database.run(() => ledger.reopen(claim.id));

    expect(await jobRow(mail.jobId)).toEqual({ status: 'PENDING', max_attempts: 13 });
    expect(woken).toContain(mail.jobId);
  });

  it('pages by cursor', async () => {
    const userId = newId();
    for (let i = 0; i < 3; i++) await ledger.claim({ ...mailOf(await aJob()), userId });

    const first = await queries.page({ userId }, { limit: 2, offset: 0 });
    const second = await queries.page({ userId }, { limit: 2, offset: 0, after: String(first.next_cursor) });

    expect([first.data.length, second.data.length, second.next_cursor]).toEqual([2, 1, null]);
    expect(new Set([...first.data, ...second.data].map(({ id }) => id)).size).toBe(3);
    await expect(queries.page({}, { limit: 2, offset: 0, after: 'nonsense' })).rejects.toMatchObject({
      code: 'CURSOR_INVALID',
    });
  });
});
