import { beforeAll, describe, expect, it } from '@jest/globals';

import { FixedClock, newId, type UserActor } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';
import { Database } from '#libs/platform';

import { KeptAuditLog } from '../../../libs/kernel/testing/index.js';
import { anOutlet } from '../../../libs/outlets/testing/an-outlet.js';
import { OutletSchema } from '../../../libs/outlets/typeorm/outlet.schema.js';
import { TypeOrmOutletRepository } from '../../../libs/outlets/typeorm/typeorm-outlet.repository.js';
import { newTable, type DiningTable } from '../../../libs/tables/core/model/dining-table.js';
import { SessionEndings } from '../../../libs/tables/core/services/session-endings.js';
import { SessionMoves } from '../../../libs/tables/core/services/session-moves.js';
import { TablesFacade } from '../../../libs/tables/core/tables.facade.js';
import { Seating } from '../../../libs/tables/core/services/seating.js';
import { CloseExpiredSessions } from '../../../libs/tables/core/use-cases/close-expired-sessions.js';
import { CloseTableSession } from '../../../libs/tables/core/use-cases/close-table-session.js';
import { DeleteTable } from '../../../libs/tables/core/use-cases/delete-table.js';
import { OpenTableSession } from '../../../libs/tables/core/use-cases/open-table-session.js';
import { RandomTableSecrets } from '../../../libs/tables/secrets/random-table-secrets.js';
import { DiningTableSchema } from '../../../libs/tables/typeorm/dining-table.schema.js';
import { OrderTableBills } from '../../../libs/ordering/core/services/order-table-bills.js';
import { SqlOrderQueries } from '../../../libs/ordering/typeorm/sql-order.queries.js';
import { TableLeaving } from '../../../libs/tables/core/services/table-leaving.js';
import { TableStates } from '../../../libs/tables/core/services/table-states.js';
import { LinkTables } from '../../../libs/tables/core/use-cases/link-tables.js';
import { UnlinkTable } from '../../../libs/tables/core/use-cases/unlink-table.js';
import { SqlTableLinkRepository } from '../../../libs/tables/typeorm/sql-table-link.repository.js';
import { SqlTableMarkRepository } from '../../../libs/tables/typeorm/sql-table-mark.repository.js';
import { TypeOrmTableQueries } from '../../../libs/tables/typeorm/typeorm-table.queries.js';
import { SqlGuestSessions } from '../../../libs/tables/typeorm/sql-guest-sessions.js';
import { SqlServiceCallRepository } from '../../../libs/tables/typeorm/sql-service-call.repository.js';
import { SqlTableSessionRepository } from '../../../libs/tables/typeorm/sql-table-session.repository.js';
import { TypeOrmDiningTableRepository } from '../../../libs/tables/typeorm/typeorm-dining-table.repository.js';
import { connect, eventLogOf } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';

const TTL_MS = 4 * 3_600_000;
const NOON = new Date('2026-03-02T12:00:00Z');
const OUTLET = anOutlet();
const SECRETS = new RandomTableSecrets();
const WAITER: UserActor = { kind: 'user', id: newId(), role: 'WAITER', outletIds: [OUTLET.id] };

class KnownOutlets extends OutletsApi {
  get = async () => OUTLET;
  list = async () => [OUTLET];
}

/** What one process has: a pool of its own, and nothing shared with the others but PostgreSQL. */
function processOn(database: Database, clock = new FixedClock(NOON)) {
  const tables = new TypeOrmDiningTableRepository(database);
  const sessions = new SqlTableSessionRepository(database);
  const events = eventLogOf(database);
  const audit = new KeptAuditLog();
  const calls = new SqlServiceCallRepository(database);
  const links = new SqlTableLinkRepository(database);
  const marks = new SqlTableMarkRepository(database);
  const outlets = new KnownOutlets();
  const leaving = new TableLeaving(marks, outlets);
  const endings = new SessionEndings(calls, links, leaving, events);
  const queries = new TypeOrmTableQueries(database, clock);
  const states = new TableStates(
    queries,
    marks,
    new OrderTableBills(new SqlOrderQueries(database)),
    outlets,
    events,
    database,
  );
  const seating = new Seating(sessions, events, endings, outlets, clock, TTL_MS);
  return {
    clock,
    tables,
    sessions,
    audit,
    states,
    link: new LinkTables(tables, sessions, links, states, endings, audit, database, clock),
    unlink: new UnlinkTable(tables, sessions, links, leaving, states, audit, database, clock),
    open: new OpenTableSession(tables, sessions, seating, SECRETS, database, clock),
    close: new CloseTableSession(sessions, endings, audit, database, clock),
    expire: new CloseExpiredSessions(sessions, endings, database, clock),
    remove: new DeleteTable(tables, sessions, audit, database, clock),
    guests: new SqlGuestSessions(database, SECRETS, clock),
    api: new TablesFacade(
      tables,
      sessions,
      SECRETS,
      clock,
      new SessionMoves(tables, sessions, calls, links, endings, events, audit, clock),
      seating,
    ),
  };
}

describe('table sessions on PostgreSQL', () => {
  let store: TestDatabase;
  let database: Database;
  let elsewhere: Database;
  let here: ReturnType<typeof processOn>;
  let there: ReturnType<typeof processOn>;

  beforeAll(async () => {
    store = await createTestDatabase();
    database = await connect(store, [OutletSchema, DiningTableSchema]);
    await new TypeOrmOutletRepository(database).insert(OUTLET);
    here = processOn(database);
    elsewhere = await connect(store, [OutletSchema, DiningTableSchema]);
    there = processOn(elsewhere);
  });

  async function aTable(): Promise<DiningTable> {
    const id = newId();
    const draft = {
      outletId: OUTLET.id,
      name: `Table ${id}`,
      area: null,
      seats: null,
      minParty: null,
      maxParty: null,
      active: true,
    };
    const table = newTable(id, draft, SECRETS.qrSecret(), NOON);
    await here.tables.insert(table);
    return table;
  }

  const scan = ({ id, qrSecret }: DiningTable, process = here) => process.open.execute({ tableId: id, qrSecret });

  const eventsOf = async ({ id }: DiningTable): Promise<string[]> => {
    const rows = await store.query<{ type: string }>(
      `SELECT type FROM events WHERE payload ->> 'table_id' = $1 ORDER BY position`,
      [id],
    );
    return rows.map(({ type }) => type);
  };

  it('opens one session when twenty phones scan at once on two processes, each with a token of its own', async () => {
    const table = await aTable();

    const seated = await Promise.all(Array.from({ length: 20 }, (_, i) => scan(table, i % 2 ? here : there)));

    expect(new Set(seated.map(({ session }) => session.id)).size).toBe(1);
    expect(new Set(seated.map(({ token }) => token)).size).toBe(20);
    expect(await eventsOf(table)).toEqual(['TABLE_SESSION_OPENED']);
    for (const { token, session } of seated) {
      expect(await there.guests.find(token)).toMatchObject({ sessionId: session.id, tableId: table.id });
    }
  });

  it('opens one new session when many phones scan after the last one expired', async () => {
    const table = await aTable();
    const { session: old, token } = await scan(table);
    const late = processOn(database, new FixedClock(new Date(NOON.getTime() + TTL_MS)));

    const seated = await Promise.all(Array.from({ length: 10 }, () => scan(table, late)));

    expect(new Set(seated.map(({ session }) => session.id)).size).toBe(1);
    expect(seated[0]?.session.id).not.toBe(old.id);
    expect(await late.guests.find(token)).toBeNull();
    expect(await eventsOf(table)).toEqual(['TABLE_SESSION_OPENED', 'TABLE_SESSION_CLOSED', 'TABLE_SESSION_OPENED']);
  });

  it('leaves no phone with a token of a closed session when joins race a close', async () => {
    for (let round = 0; round < 20; round++) {
      const table = await aTable();
      const { session } = await scan(table);

      const [closed, ...joined] = await Promise.all([
        there.close.execute({ actor: WAITER, id: session.id }),
        ...Array.from({ length: 6 }, () => scan(table)),
      ]);

      expect(closed.closedAt).not.toBeNull();
      for (const { session: its, token } of joined) {
        const guest = await here.guests.find(token);
        // Joined before the close: dead with it. After: another sitting, alive.
        expect(guest === null).toBe(its.id === session.id);
      }
      const open = await store.query('SELECT 1 FROM table_sessions WHERE table_id = $1 AND closed_at IS NULL', [
        table.id,
      ]);
      expect(open.length).toBeLessThanOrEqual(1);
    }
  });

  it('joins the sitting of a linked table that moves at that moment, and locks one that has just moved', async () => {
    for (let round = 0; round < 10; round++) {
      const [own, wing, next] = [await aTable(), await aTable(), await aTable()];
      const { session } = await scan(own);
      await here.link.execute({ actor: WAITER, sessionId: session.id, tableIds: [wing.id] });
      const move = { actor: WAITER, sessionId: session.id, tableId: next.id, join: false };
      const [, ...seated] = await Promise.all([
        elsewhere.run(() => there.api.moveSession(move)),
        ...Array.from({ length: 4 }, () => scan(wing)),
        here.link
          .execute({ actor: WAITER, sessionId: session.id, tableIds: [wing.id] })
          .then((it) => ({ session: it })),
      ]);
      expect(new Set(seated.map(({ session: its }) => its.id))).toEqual(new Set([session.id]));
    }
  });

  it('links a table to one of the sittings that ask for it at once, or to none when somebody sits down there', async () => {
    for (let round = 0; round < 10; round++) {
      const [a, b, wanted] = [await aTable(), await aTable(), await aTable()];
      const [first, second] = [await scan(a), await scan(b)];
      const link = (process: typeof here, sessionId: string) =>
        process.link.execute({ actor: WAITER, sessionId, tableIds: [wanted.id] }).then(
          () => sessionId,
          ({ code }: { code: string }) => code,
        );
      const [one, other, seated] = await Promise.all([
        link(here, first.session.id),
        link(there, second.session.id),
        scan(wanted, round % 2 ? here : there),
      ]);
      const linked = [one, other].filter((answer) => answer !== 'TABLE_OCCUPIED');
      // Whoever scans sits with the party that the table was linked to, or has it for themselves.
      const isFirst = linked.length === 0;
      expect(linked).toEqual(isFirst ? [] : [seated.session.id]);
      expect((await here.api.sessionAt(OUTLET.id, wanted.id))?.id).toBe(seated.session.id);
    }
  });

  it('kills every token of a session on every process at once, and closing twice changes nothing', async () => {
    const table = await aTable();
    const phones = [await scan(table), await scan(table, there)];
    const id = phones[0]!.session.id;

    const closed = await here.close.execute({ actor: WAITER, id });
    const again = await there.close.execute({ actor: WAITER, id });

    for (const { token } of phones) expect(await there.guests.find(token)).toBeNull();
    expect(again).toEqual(closed);
    expect(await eventsOf(table)).toEqual(['TABLE_SESSION_OPENED', 'TABLE_SESSION_CLOSED']);
    expect(here.audit.entries).toContainEqual(
      expect.objectContaining({ action: 'table_session.closed', subjectId: id }),
    );
  });

  it('never stores or tells a token', async () => {
    const table = await aTable();
    const { token } = await scan(table);

    const [kept] = await store.query<{ found: string }>(
      `SELECT count(*) AS found FROM events WHERE payload::text LIKE '%' || $1 || '%'`,
      [token.slice(3)],
    );
    const hashes = await store.query<{ token_hash: Buffer }>('SELECT token_hash FROM table_session_tokens');

    expect(Number(kept?.found)).toBe(0);
    expect(hashes.every(({ token_hash }) => token_hash.length === 32)).toBe(true);
  });

  it('does not know the sessions of another outlet', async () => {
    const { session } = await scan(await aTable());
    const stranger: UserActor = { ...WAITER, outletIds: [newId()] };

    await expect(here.close.execute({ actor: stranger, id: session.id })).rejects.toMatchObject({
      code: 'TABLE_SESSION_NOT_FOUND',
    });
    await expect(here.api.openSession(stranger, session.id)).rejects.toMatchObject({ code: 'TABLE_SESSION_NOT_FOUND' });
    expect((await here.sessions.find('all', session.id))?.closedAt).toBeNull();
  });

  it('holds a session open for a bill until its transaction ends, and refuses one that has ended', async () => {
    const { session } = await scan(await aTable());
    let closing: Promise<unknown> = Promise.resolve();
    let isClosed = false;

    await database.run(async () => {
      await here.api.assertStillOpen(session);
      closing = there.close.execute({ actor: WAITER, id: session.id }).then(() => (isClosed = true));
      await expect(waitingFor(store, 'table_sessions')).resolves.toBe(true);
      expect(isClosed).toBe(false);
    });
    await closing;

    await expect(database.run(() => here.api.assertStillOpen(session))).rejects.toMatchObject({
      code: 'TABLE_SESSION_CLOSED',
    });
  });

  it('refuses to delete a table where guests sit, also when they sit down at that moment', async () => {
    for (let round = 0; round < 10; round++) {
      const table = await aTable();
      const supervisor: UserActor = { ...WAITER, role: 'SUPERVISOR' };

      const [sat, deleted] = await Promise.allSettled([
        scan(table),
        there.remove.execute({ actor: supervisor, id: table.id }),
      ]);

      expect([sat.status, deleted.status].sort()).toEqual(['fulfilled', 'rejected']);
      const refusal = (sat.status === 'rejected' ? sat : (deleted as PromiseRejectedResult)).reason as unknown;
      expect(refusal).toMatchObject({ code: sat.status === 'rejected' ? 'TABLE_NOT_FOUND' : 'TABLE_OCCUPIED' });
    }
  });

  it('closes what is past its time, says so once, and forgets the tokens a day later', async () => {
    const table = await aTable();
    const { session, token } = await scan(table);
    const late = processOn(database, new FixedClock(new Date(NOON.getTime() + TTL_MS + 1)));

    await Promise.all([late.expire.execute(), late.expire.execute()]);

    expect(await eventsOf(table)).toEqual(['TABLE_SESSION_OPENED', 'TABLE_SESSION_CLOSED']);
    expect((await late.sessions.findByToken(SECRETS.hash(token)))?.id).toBe(session.id);
    late.clock.set(new Date(NOON.getTime() + TTL_MS + 25 * 3_600_000));
    await late.expire.execute();
    expect(await late.sessions.findByToken(SECRETS.hash(token))).toBeNull();
  });
});

/** Whether a backend waits for a row lock of this table; polls, since PostgreSQL announces no waiting. */
async function waitingFor(store: TestDatabase, table: string): Promise<boolean> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const rows = await store.query(
      `SELECT 1 FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%UPDATE ' || $1 || '%'`,
      [table],
    );
    if (rows.length > 0) return true;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return false;
}
