import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { anOutlet } from '../../../libs/outlets/testing/an-outlet.js';
import { OutletSchema } from '../../../libs/outlets/typeorm/outlet.schema.js';
import { TypeOrmOutletRepository } from '../../../libs/outlets/typeorm/typeorm-outlet.repository.js';
import { aTable } from '../../../libs/tables/testing/a-table.js';
import {
  tableRepositoriesContract,
  type TableStore,
} from '../../../libs/tables/testing/table-repositories.contract.js';
import { DiningTableSchema } from '../../../libs/tables/typeorm/dining-table.schema.js';
import { SqlTableSessionRepository } from '../../../libs/tables/typeorm/sql-table-session.repository.js';
import { TypeOrmDiningTableRepository } from '../../../libs/tables/typeorm/typeorm-dining-table.repository.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';

describe('the table repositories on PostgreSQL', () => {
  let database: TestDatabase;
  let store: TableStore;

  beforeAll(async () => {
    database = await createTestDatabase();
    const opened = await connect(database, [OutletSchema, DiningTableSchema]);
    const [outlet, other] = [anOutlet({ orderPrefix: 'MINE' }), anOutlet({ orderPrefix: 'OTHER' })];
    const outlets = new TypeOrmOutletRepository(opened);
    await outlets.insert(outlet);
    await outlets.insert(other);
    const tables = new AutoCommitTables(opened);
    store = { outlet: outlet.id, otherOutlet: other.id, tables, sessions: new SqlTableSessionRepository(opened) };
  });

  tableRepositoriesContract(() => store);

  it('has a database that refuses a table of no outlet and a code that can be guessed', async () => {
    await expect(store.tables.insert(aTable(newId()))).rejects.toMatchObject({ code: '23503' });
    await expect(store.tables.insert({ ...aTable(store.outlet), qrSecret: 'short' })).rejects.toMatchObject({
      code: '23514',
    });
  });

  it('refuses a session of a table in another outlet', async () => {
    const table = aTable(store.outlet);
    await store.tables.insert(table);

    await expect(
      database.query(
        `INSERT INTO table_sessions (id, outlet_id, table_id, opened_at, expires_at)
         VALUES ($1, $2, $3, now(), now() + interval '1 hour')`,
        [newId(), store.otherOutlet, table.id],
      ),
    ).rejects.toMatchObject({ code: '23503' });
  });
});

/** TypeORM insists on a transaction around a locking read; the contract has none. */
class AutoCommitTables extends TypeOrmDiningTableRepository {
  constructor(private readonly unitOfWork: ConstructorParameters<typeof TypeOrmDiningTableRepository>[0]) {
    super(unitOfWork);
  }

  override shareByQr(...args: Parameters<TypeOrmDiningTableRepository['shareByQr']>) {
    return this.unitOfWork.run(() => super.shareByQr(...args));
  }
}
