import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { anOutlet } from '../../../libs/outlets/testing/an-outlet.js';
import { OutletSchema } from '../../../libs/outlets/typeorm/outlet.schema.js';
import { TypeOrmOutletRepository } from '../../../libs/outlets/typeorm/typeorm-outlet.repository.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';
import { publishedRows } from '../../support/published-views.js';

describe('what outlets publish', () => {
  const [jakarta, closed] = [newId(), newId()];
  let store: TestDatabase;

  beforeAll(async () => {
    store = await createTestDatabase();
    const outlets = new TypeOrmOutletRepository(await connect(store, [OutletSchema], 2));
    await outlets.insert(anOutlet({ name: 'Kopi Senja', businessDayCutoff: '04:00', orderPrefix: 'A' }, jakarta));
    await outlets.insert(
      anOutlet({ name: 'Kopi Pagi', timeZone: 'Asia/Makassar', businessDayCutoff: '00:00', orderPrefix: 'B' }, closed),
    );
    await outlets.remove(closed, new Date());
  });

  it('outlets_schedules: every schedule that there is, with its hours', async () => {
    const [kept, gone] = [newId(), newId()];
    const rules = {
      windows: [{ days: ['MON'], from: '17:00', to: '19:00' }],
      starts_on: null,
      ends_on: '2026-12-31',
      except: ['2026-12-25'],
    };
    await store.query(
      `INSERT INTO schedules (id, outlet_id, name, rules, version, created_at, updated_at, deleted_at)
       VALUES ($1, $3, 'Happy hour', $4, 1, now(), now(), NULL), ($2, NULL, 'Gone', $4, 1, now(), now(), now())`,
      [kept, gone, jakarta, JSON.stringify(rules)],
    );

    expect(await publishedRows(store, 'outlets_schedules')).toEqual([
      { id: kept, outlet_id: jakarta, name: 'Happy hour', rules },
    ]);
  });

  it('outlets_branches: every outlet there was, with the clock of its days', async () => {
    expect(await publishedRows(store, 'outlets_branches')).toEqual([
      { id: jakarta, name: 'Kopi Senja', time_zone: 'Asia/Jakarta', business_day_cutoff: '04:00', is_open: true },
      { id: closed, name: 'Kopi Pagi', time_zone: 'Asia/Makassar', business_day_cutoff: '00:00', is_open: false },
    ]);
  });
});
