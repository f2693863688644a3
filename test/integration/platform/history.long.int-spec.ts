import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';
import { type Database, EventLogFollowers, HistoryArchive, type Logger, Metrics } from '#libs/platform';

import { Archive } from '../../../libs/platform/history/archive.js';
import { ArchiveHealth } from '../../../libs/platform/history/archive-health.js';
import { EventMonths } from '../../../libs/platform/history/event-months.js';
import { FolderStore } from '../../../libs/platform/history/folder-store.js';
import { KeepAuditLog } from '../../../libs/platform/history/keep-audit-log.js';
import { KeepEventLog } from '../../../libs/platform/history/keep-event-log.js';
import { connect } from '../../support/data-source.js';
import {
  createTestDatabase,
  makeLogOfMonths,
  monthFrom,
  onCleanup,
  runToEnd,
  type TestDatabase,
} from '../../support/index.js';

const DAY = 86_400_000;
const [NOW, OUTLET] = [new Date(), newId()];
/** The first of the migrations that cut the log into months. */
const BEFORE_MONTHS = '1795987200000';
const MIGRATIONS = join(import.meta.dirname, '..', '..', '..', 'migrations');
const nameOf = (months: number) => `events_${monthFrom(months).toISOString().slice(0, 7).replace('-', '_')}`;

describe('what leaves the database', () => {
  let store: TestDatabase;
  let database: Database;
  let folder: string;
  let log: { level: string; text: string; fields: Record<string, unknown> }[];

  beforeEach(async () => {
    store = await createTestDatabase({ eventsAreMadeUp: true });
    database = await connect(store, [], 8);
    folder = mkdtempSync(join(tmpdir(), 'comanda-archive-'));
    onCleanup(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
    log = [];
  });

  const logger = () => {
    const note = (level: string) => (text: string, fields: Record<string, unknown>) =>
      void log.push({ level, text, fields });
    return { info: note('info'), warn: note('warn') } as unknown as Logger;
  };
  const archive = (dir: string) => new Archive(new FolderStore(dir), new ArchiveHealth(logger(), new Metrics()));
  const keeper = ({ followers = new EventLogFollowers(), dir = folder, retention = 90 * DAY } = {}) =>
    new KeepEventLog(new EventMonths(database), followers, archive(dir), logger(), { EVENT_RETENTION: retention });
  const linesOf = (file: string) =>
    gunzipSync(readFileSync(join(folder, file)))
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  const aLogOfMonths = () => makeLogOfMonths(store);

  /** Events that have their seq, each an hour after the one before it. */
  async function happened(from: Date, count: number, payload: object = {}, customerId: string | null = null) {
    await store.query(
      `WITH given AS (UPDATE event_counter SET last_seq = last_seq + $3 RETURNING last_seq - $3 AS before)
       INSERT INTO events (id, seq, type, outlet_id, customer_id, occurred_at, payload)
       SELECT gen_random_uuid(), before + n, 'NEW_ORDER', $1, $5, $2::timestamptz + make_interval(hours => n), $4
       FROM given, generate_series(1, $3::int) n`,
      [OUTLET, from, count, JSON.stringify(payload), customerId],
    );
  }
  const seqs = async () =>
    (await store.query<{ seq: number }>('SELECT seq::int FROM events ORDER BY seq')).map(({ seq }) => seq);
  const months = async () =>
    (await store.query<{ name: string }>('SELECT name FROM event_months ORDER BY ends_at')).map(({ name }) => name);

  it('has months of the event log ready before they come, and makes each once, whoever asks', async () => {
    await aLogOfMonths();
    await store.query(`DROP TABLE ${nameOf(3)}`);
    await store.query('DELETE FROM event_months WHERE name = $1', [nameOf(3)]);

    await Promise.all([keeper().handle(), keeper({ retention: 3_650 * DAY }).handle()]);

    expect(await months()).toEqual(['events_before', ...[-6, -5, -4, -3, -2, -1, 0, 1, 2, 3].map(nameOf)].slice(1));
    expect(log.filter(({ text }) => text === 'Months of the event log made')).toEqual([
      { level: 'info', text: 'Months of the event log made', fields: { months: 1 } },
    ]);
  });

  it('archives the oldest month, drops it whole, and says with which seq the log begins', async () => {
    await aLogOfMonths();
    await happened(
      monthFrom(-6),
      3,
      { order_id: 'a', note: 'for Ana', items: [{ name: 'Soto', note: 'mild' }] },
      newId(),
    );
    await happened(monthFrom(-5), 2);
    await happened(monthFrom(-1), 2);
    await keeper({ retention: 3_650 * DAY }).handle();
    expect(await seqs()).toEqual([1, 2, 3, 4, 5, 6, 7]);

    // What was before the months is empty, and is the first to go.
    await keeper().handle();
    await keeper().handle();

    const file = `${nameOf(-6).replaceAll('_', '-')}.ndjson.gz`;
    expect(await seqs()).toEqual([4, 5, 6, 7]);
    expect(await store.query('SELECT first_seq::int, last_seq::int FROM event_counter')).toEqual([
      { first_seq: 4, last_seq: 7 },
    ]);
    expect((await months())[0]).toBe(nameOf(-5));
    expect(readdirSync(folder).sort()).toEqual(['events-before.ndjson.gz', file].sort());
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    expect(linesOf(file).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(linesOf(file)[0]).toEqual({
      id: expect.any(String) as unknown,
      place: 1,
      seq: 1,
      type: 'NEW_ORDER',
      outlet_id: OUTLET,
      session_id: null,
      request_id: null,
      occurred_at: new Date(monthFrom(-6).getTime() + 3_600_000).toISOString(),
      payload: { order_id: 'a', note: null, items: [{ name: 'Soto', note: null }] },
    });
    expect(log.at(-1)).toMatchObject({ level: 'info', fields: { month: nameOf(-6), events: 3, first_seq: 4 } });
  });

  it('keeps a month that somebody has still to read, and says who', async () => {
    await aLogOfMonths();
    await happened(new Date(monthFrom(-6).getTime() - 10 * DAY), 3);
    const followers = new EventLogFollowers();
    let place = 2;
    followers.add('reports', () => Promise.resolve(place));
    followers.add('relay', () => Promise.resolve(null));

    await keeper({ followers }).handle();
    expect([await seqs(), readdirSync(folder)]).toEqual([[1, 2, 3], []]);
    expect(log.at(-1)).toMatchObject({ level: 'warn', fields: { month: 'events_before', behind: ['reports'] } });
    place = 3;
    await keeper({ followers }).handle();

    expect(await seqs()).toEqual([]);
  });

  it('keeps a month whose events have no seq yet', async () => {
    await aLogOfMonths();
    await store.query("INSERT INTO events (id, type, occurred_at, payload) VALUES ($1, 'NEW_ORDER', $2, '{}')", [
      newId(),
      new Date(monthFrom(-6).getTime() - DAY),
    ]);

    await keeper().handle();

    expect(await store.query('SELECT seq FROM events')).toEqual([{ seq: null }]);
    expect(log.at(-1)).toMatchObject({ level: 'warn', fields: { unnumbered: 1 } });
  });

  it('drops nothing that could not be written', async () => {
    await aLogOfMonths();
    await happened(new Date(monthFrom(-6).getTime() - 10 * DAY), 3);
    const occupied = join(folder, 'a-file');
    writeFileSync(occupied, '');

    await expect(keeper({ dir: occupied }).handle()).rejects.toThrow(/EEXIST|ENOTDIR/);

    expect(await seqs()).toEqual([1, 2, 3]);
  });

  it('takes events that no month is there for', async () => {
    await store.query("INSERT INTO events (id, type, occurred_at, payload) VALUES ($1, 'NEW_ORDER', $2, '{}')", [
      newId(),
      monthFrom(40),
    ]);

    expect(await store.query('SELECT tableoid::regclass::text AS month FROM events')).toEqual([
      { month: 'events_beyond' },
    ]);
  });

  it('refuses to drop what is not over', async () => {
    await expect(store.query('SELECT drop_event_month($1)', [nameOf(2)])).rejects.toThrow(
      /no month of the log that is over/,
    );
    await expect(store.query("SELECT drop_event_month('orders')")).rejects.toThrow(/no month of the log that is over/);
  });

  it('stops nobody who writes meanwhile', async () => {
    await aLogOfMonths();
    await happened(new Date(monthFrom(-6).getTime() - 300 * DAY), 5_000);
    let [isOver, written] = [false, 0];
    const writing = Array.from({ length: 4 }, async () => {
      while (!isOver) {
        await database.execute({
          name: 'test.event',
          text: "INSERT INTO events (id, type, outlet_id, payload) VALUES ($1, 'NEW_ORDER', $2, '{}')",
          values: [newId(), OUTLET],
        });
        written += 1;
      }
    });

    for (let n = 0; n < 3; n++) await keeper().handle();
    isOver = true;
    await Promise.all(writing);

    expect(written).toBeGreaterThan(0);
    expect(await store.query('SELECT count(*)::int AS n FROM events')).toEqual([{ n: written }]);
    expect((await months())[0]).toBe(nameOf(-4));
  });

  it('has what was written before there were months go on as the first of them', async () => {
    const migrate = async (...args: string[]) => {
      const { code, stdout, lines } = await runToEnd('console', { DATABASE_URL: store.url }, args);
      if (code !== 0) throw new Error([stdout, ...lines].join('\n'));
    };
    await happened(new Date(NOW.getTime() - 400 * DAY), 10);
    const since = readdirSync(MIGRATIONS).filter((name) => /^\d+-.*\.ts$/.test(name) && name >= BEFORE_MONTHS);
    await migrate('migrate-down', '--steps', String(since.length));
    await store.query("INSERT INTO events (id, type, payload) VALUES ($1, 'NEW_ORDER', '{}')", [newId()]);
    const before = await store.query('SELECT position, id, seq, type, occurred_at FROM events ORDER BY position');
    await migrate('migrate-up');
    await store.query("INSERT INTO events (id, type, payload) VALUES ($1, 'NEW_ORDER', '{}')", [newId()]);
    const after = await store.query<{ position: string }>(
      'SELECT position, id, seq, type, occurred_at FROM events ORDER BY position',
    );

    expect(before).toHaveLength(11);
    expect(after.slice(0, 11)).toEqual(before);
    expect(Number(after[11]?.position)).toBeGreaterThan(Number(after[10]?.position));
  });

  it('archives the old end of the audit log, in its order, and nothing newer', async () => {
    const entry = (age: number) => {
      const at = new Date(NOW.getTime() - age * DAY);
      const id = `${at
        .getTime()
        .toString(16)
        .padStart(12, '0')
        .replace(/^(.{8})/, '$1-')}-7000-8000-${newId().slice(24)}`;
      return store.query(
        "INSERT INTO audit_log (id, actor_kind, action, subject_type, subject_id, occurred_at) VALUES ($1, 'system', $2, 'test', '1', $3)",
        [id, `aged ${age}`, at],
      );
    };
    for (const age of [2_000, 1_900, 1_800, 1]) await entry(age);
    const history = new HistoryArchive(database, archive(folder), logger(), {
      HISTORY_RETENTION: 1_825 * DAY,
    });

    await new KeepAuditLog(history).handle();
    await new KeepAuditLog(history).handle();

    const [file = '', ...more] = readdirSync(folder);
    expect(more).toEqual([]);
    expect(linesOf(file).map(({ action }) => action)).toEqual(['aged 2000', 'aged 1900']);
    expect(await store.query('SELECT action FROM audit_log ORDER BY id')).toEqual([
      { action: 'aged 1800' },
      { action: 'aged 1' },
    ]);
  });
});
