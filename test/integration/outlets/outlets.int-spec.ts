import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';
import type { Database } from '#libs/platform';

import { anOutlet } from '../../../libs/outlets/testing/an-outlet.js';
import { outletRepositoryContract } from '../../../libs/outlets/testing/outlet-repository.contract.js';
import { OutletSchema } from '../../../libs/outlets/typeorm/outlet.schema.js';
import { TypeOrmOutletQueries } from '../../../libs/outlets/typeorm/typeorm-outlet.queries.js';
import { TypeOrmOutletRepository } from '../../../libs/outlets/typeorm/typeorm-outlet.repository.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase } from '../../support/index.js';

describe('TypeOrmOutletRepository', () => {
  let database: Database;
  let repository: TypeOrmOutletRepository;

  beforeAll(async () => {
    database = await connect(await createTestDatabase(), [OutletSchema]);
    repository = new TypeOrmOutletRepository(database);
  });

  outletRepositoryContract(() => repository);

  it('leaves nothing behind when the unit of work fails', async () => {
    const outlet = anOutlet();

    await expect(
      database.run(async () => {
        await repository.insert(outlet);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');

    expect(await repository.find('all', outlet.id)).toBeNull();
  });

  it.each([
    ['a tax of more than all', { taxRate: 10_001 }],
    ['a negative service charge', { serviceChargeRate: -1 }],
    ['a coin of nothing', { cashRounding: 0 }],
    ['no payment method', { paymentMethods: [] }],
    ['a cutoff that is no time', { businessDayCutoff: '24:00' }],
  ])('has a database that refuses %s', async (_, draft) => {
    await expect(repository.insert(anOutlet(draft))).rejects.toMatchObject({ code: '23514' });
  });
});

describe('TypeOrmOutletQueries', () => {
  let repository: TypeOrmOutletRepository;
  let queries: TypeOrmOutletQueries;
  let made = 0;

  const stored = async () => {
    const outlet = anOutlet({ orderPrefix: `Q${++made}` });
    await repository.insert(outlet);
    return outlet;
  };

  beforeAll(async () => {
    const database = await connect(await createTestDatabase(), [OutletSchema]);
    repository = new TypeOrmOutletRepository(database);
    queries = new TypeOrmOutletQueries(database);
  });

  it('pages through the outlets of a scope and counts them all', async () => {
    const ids = [(await stored()).id, (await stored()).id, (await stored()).id];

    const page = await queries.page(ids, { limit: 2, offset: 1 });

    expect(page).toMatchObject({ total: 3, limit: 2, offset: 1 });
    expect(page.data).toHaveLength(2);
    expect(await queries.page([], { limit: 2, offset: 0 })).toMatchObject({ data: [], total: 0 });
  });

  it('shows an outlet within the scope, and no other', async () => {
    const outlet = await stored();
    const missing = { code: 'OUTLET_NOT_FOUND' };

    expect(await queries.get([outlet.id], outlet.id)).toEqual(outlet);
    await expect(queries.get([newId()], outlet.id)).rejects.toMatchObject(missing);
    await expect(queries.get('all', newId())).rejects.toMatchObject(missing);
    await repository.remove(outlet.id, new Date());
    await expect(queries.get('all', outlet.id)).rejects.toMatchObject(missing);
  });
});
