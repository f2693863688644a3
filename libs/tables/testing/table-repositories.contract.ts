import { expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import type { DiningTable } from '../core/model/dining-table.js';
import { newSession, type TableSession } from '../core/model/table-session.js';
import type { DiningTableRepository, TableSessionRepository } from '../core/tables.ports.js';
import { aTable, FOUR_HOURS_MS, hoursLater, NOON } from './a-table.js';

/** Two outlets that exist, and the repositories of one store. */
export interface TableStore {
  readonly outlet: string;
  readonly otherOutlet: string;
  readonly tables: DiningTableRepository;
  readonly sessions: TableSessionRepository;
}

const hashOf = (text: string): Uint8Array => Buffer.from(text.padEnd(32).slice(0, 32));

/** What the table repositories do together; run on the fakes and on PostgreSQL. */
export function tableRepositoriesContract(store: () => TableStore): void {
  const seated = async (table: DiningTable, at = NOON): Promise<TableSession> => {
    const session = newSession(newId(), table, newId(), at, FOUR_HOURS_MS);
    expect(await store().sessions.insert(session)).toBe(true);
    return session;
  };
  const stored = async (table = aTable(store().outlet)): Promise<DiningTable> => {
    await store().tables.insert(table);
    return table;
  };

  it('gives back a table exactly as it was stored, within its outlet alone', async () => {
    const { tables, outlet, otherOutlet } = store();
    const table = await stored(aTable(outlet, { area: 'Terrace', seats: 4, active: false }));

    expect(await tables.find([outlet], table.id)).toEqual(table);
    expect(await tables.find('all', table.id)).toEqual(table);
    expect(await tables.find([otherOutlet], table.id)).toBeNull();
    expect(await tables.find([], table.id)).toBeNull();
  });

  it('refuses a second table of the same name in an outlet, whatever the case, until the first is gone', async () => {
    const { tables, outlet, otherOutlet } = store();
    const name = `Meja ${newId()}`;
    const first = await stored(aTable(outlet, { name }));
    const twin = aTable(outlet, { name: name.toUpperCase() });
    const other = await stored();

    await expect(tables.insert(twin)).rejects.toMatchObject({ code: 'TABLE_NAME_TAKEN' });
    await expect(tables.update({ ...other, name, version: 2 })).rejects.toMatchObject({ code: 'TABLE_NAME_TAKEN' });
    await stored(aTable(otherOutlet, { name }));
    await tables.remove(first.id, NOON);
    await tables.insert(twin);
    expect(await tables.find('all', first.id)).toBeNull();
  });

  it('writes a change over the version just before it and over no other', async () => {
    const { tables } = store();
    const table = await stored();
    const changed = { ...table, seats: 6, version: 2, updatedAt: hoursLater(1) };

    expect(await tables.update(changed)).toBe(true);
    expect(await tables.update({ ...changed, seats: 8 })).toBe(false);
    expect(await tables.find('all', table.id)).toEqual(changed);
  });

  it('finds a table by its code only with the right secret', async () => {
    const { tables } = store();
    const table = await stored();

    expect(await tables.shareByQr(table.id, table.qrSecret)).toEqual(table);
    expect(await tables.shareByQr(table.id, `${table.qrSecret}x`)).toBeNull();
    expect(await tables.shareByQr(newId(), table.qrSecret)).toBeNull();
  });

  it('keeps at most one open session a table', async () => {
    const { sessions } = store();
    const table = await stored();
    const session = await seated(table);

    expect(await sessions.insert(newSession(newId(), table, null, NOON, FOUR_HOURS_MS))).toBe(false);
    expect(await sessions.shareOpenAt(table.id, NOON)).toEqual(session);
    await sessions.close('all', session.id, hoursLater(1));
    expect(await sessions.shareOpenAt(table.id, NOON)).toBeNull();
    await seated(table, hoursLater(2));
  });

  it('closes a session once, within its outlet alone, and never before it began', async () => {
    const { sessions, outlet, otherOutlet } = store();
    const session = await seated(await stored());

    expect(await sessions.close([otherOutlet], session.id, NOON)).toBeNull();
    expect(await sessions.close([outlet], session.id, hoursLater(-1))).toEqual({ ...session, closedAt: NOON });
    expect(await sessions.close([outlet], session.id, hoursLater(1))).toBeNull();
    expect((await sessions.find([outlet], session.id))?.closedAt).toEqual(NOON);
    expect(await sessions.find([otherOutlet], session.id)).toBeNull();
  });

  it('takes a session that is past its time for over, before anybody closed it', async () => {
    const { sessions } = store();
    const table = await stored();
    const session = await seated(table);

    expect(await sessions.shareOpen(session.id, table.id, hoursLater(3.9))).toBe(true);
    expect(await sessions.shareOpen(session.id, table.id, hoursLater(4))).toBe(false);
    expect((await sessions.openAt([table.id], hoursLater(3.9))).get(table.id)).toEqual(session);
    expect((await sessions.openAt([table.id], hoursLater(4))).size).toBe(0);
    expect(await sessions.closeExpired(hoursLater(3.9), { tableId: table.id })).toEqual([]);
    expect(await sessions.closeExpired(hoursLater(4), { tableId: table.id })).toEqual([
      { ...session, closedAt: hoursLater(4) },
    ]);
  });

  it('finds a session by the token of each phone until it is forgotten', async () => {
    const { sessions } = store();
    const session = await seated(await stored());
    const [one, two] = [hashOf(newId()), hashOf(newId())];
    await sessions.addToken(session.id, one, NOON);
    await sessions.addToken(session.id, two, NOON);

    expect(await sessions.findByToken(one)).toEqual(session);
    expect(await sessions.findByToken(two)).toEqual(session);
    expect(await sessions.findByToken(hashOf(newId()))).toBeNull();
    await sessions.close('all', session.id, hoursLater(1));
    await sessions.forgetTokens(hoursLater(1));
    expect((await sessions.findByToken(one))?.closedAt).toEqual(hoursLater(1));
    await sessions.forgetTokens(hoursLater(2));
    expect(await sessions.findByToken(one)).toBeNull();
  });
}
