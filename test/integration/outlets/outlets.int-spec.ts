import { beforeAll, describe, expect, it } from '@jest/globals';

import type { Database } from '#libs/platform';

import { anOutlet } from '../../../libs/outlets/testing/an-outlet.js';
import { outletRepositoryContract } from '../../../libs/outlets/testing/outlet-repository.contract.js';
import { OutletSchema } from '../../../libs/outlets/typeorm/outlet.schema.js';
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
