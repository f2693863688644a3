import { beforeAll, describe, expect, it } from '@jest/globals';

import { FixedClock, newId } from '#libs/kernel';

import { anOutlet } from '../../../libs/outlets/testing/an-outlet.js';
import { OutletSchema } from '../../../libs/outlets/typeorm/outlet.schema.js';
import { TypeOrmOutletRepository } from '../../../libs/outlets/typeorm/typeorm-outlet.repository.js';
import type { DiningTable } from '../../../libs/tables/core/model/dining-table.js';
import { newSession, type TableSession } from '../../../libs/tables/core/model/table-session.js';
import { aTable, FOUR_HOURS_MS, hoursLater, NOON } from '../../../libs/tables/testing/a-table.js';
import { DiningTableSchema } from '../../../libs/tables/typeorm/dining-table.schema.js';
import { SqlTableSessionRepository } from '../../../libs/tables/typeorm/sql-table-session.repository.js';
import { TypeOrmDiningTableRepository } from '../../../libs/tables/typeorm/typeorm-dining-table.repository.js';
import { TypeOrmTableQueries } from '../../../libs/tables/typeorm/typeorm-table.queries.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase } from '../../support/index.js';

const page = { limit: 20, offset: 0 };

describe('tables as lists show them, on PostgreSQL', () => {
  const [outlet, otherOutlet] = [anOutlet({ orderPrefix: 'MINE' }), anOutlet({ orderPrefix: 'OTHER' })];
  const clock = new FixedClock(NOON);
  let tables: TypeOrmDiningTableRepository;
  let sessions: SqlTableSessionRepository;
  let queries: TypeOrmTableQueries;

  beforeAll(async () => {
    const database = await connect(await createTestDatabase(), [OutletSchema, DiningTableSchema]);
    const outlets = new TypeOrmOutletRepository(database);
    await outlets.insert(outlet);
    await outlets.insert(otherOutlet);
    tables = new TypeOrmDiningTableRepository(database);
    sessions = new SqlTableSessionRepository(database);
    queries = new TypeOrmTableQueries(database, clock);
  });

  const stored = async (table = aTable(outlet.id)): Promise<DiningTable> => {
    await tables.insert(table);
    return table;
  };
  const seated = async (table: DiningTable, at = NOON): Promise<TableSession> => {
    const session = newSession(newId(), table, newId(), at, FOUR_HOURS_MS);
    expect(await sessions.insert(session)).toBe(true);
    return session;
  };

  it('lists tables by area and then by name as people count', async () => {
    const names = ['Table 10', 'Table 2', 'Bar', 'Table 1'];
    for (const name of names) await stored(aTable(otherOutlet.id, { name: `Z ${name}`, area: 'Hall' }));
    await stored(aTable(otherOutlet.id, { name: 'Z Table 0', area: 'Terrace' }));

    const { data } = await queries.page([otherOutlet.id], { limit: 100, offset: 0 });

    const listed = data.map(({ table }) => table.name).filter((name) => name.startsWith('Z '));
    expect(listed).toEqual(['Z Bar', 'Z Table 1', 'Z Table 2', 'Z Table 10', 'Z Table 0']);
  });

  it('shows a table within its outlet alone, with who sits there at this moment', async () => {
    const table = await stored();

    expect(await queries.get([outlet.id], table.id)).toEqual({ table, session: null });
    const session = await seated(table);
    clock.set(hoursLater(3.9));
    expect(await queries.get('all', table.id)).toEqual({ table, session });
    expect((await queries.page([outlet.id], { limit: 100, offset: 0 })).data).toContainEqual({ table, session });
    clock.set(hoursLater(4));
    expect(await queries.get('all', table.id)).toEqual({ table, session: null });
    for (const scope of [[otherOutlet.id], []]) {
      await expect(queries.get(scope, table.id)).rejects.toMatchObject({ code: 'TABLE_NOT_FOUND' });
    }
    await tables.remove(table.id, hoursLater(4));
    await expect(queries.get('all', table.id)).rejects.toMatchObject({ code: 'TABLE_NOT_FOUND' });
  });

  it('lists sessions newest first, by outlet, table and whether they are open', async () => {
    const table = await stored();
    const old = await seated(table);
    await sessions.close('all', old.id, hoursLater(1));
    const current = await seated(table, hoursLater(1));
    clock.set(hoursLater(2));
    const idsOf = async (filter: object, scope = [outlet.id]) =>
      (await queries.sessionPage(scope, { tableId: table.id, ...filter }, page)).data.map(({ id }) => id);

    expect(await idsOf({})).toEqual([current.id, old.id]);
    expect(await idsOf({ open: true })).toEqual([current.id]);
    expect(await idsOf({ open: false })).toEqual([old.id]);
    expect(await idsOf({}, [otherOutlet.id])).toEqual([]);
    clock.set(NOON);
    expect(await queries.sessionPage([outlet.id], { tableId: table.id }, { limit: 1, offset: 1 })).toMatchObject({
      data: [{ id: old.id }],
      total: 2,
    });
  });
});
