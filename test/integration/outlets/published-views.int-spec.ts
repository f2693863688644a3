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

  it('outlets_branches: every outlet there was, with the clock of its days', async () => {
    expect(await publishedRows(store, 'outlets_branches')).toEqual([
      { id: jakarta, name: 'Kopi Senja', time_zone: 'Asia/Jakarta', business_day_cutoff: '04:00', is_open: true },
      { id: closed, name: 'Kopi Pagi', time_zone: 'Asia/Makassar', business_day_cutoff: '00:00', is_open: false },
    ]);
  });
});
