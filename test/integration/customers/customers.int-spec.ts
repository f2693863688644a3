import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';
import type { Database } from '#libs/platform';

import { CustomersFacade } from '../../../libs/customers/core/customers.facade.js';
import { customerOutletRepositoryContract } from '../../../libs/customers/testing/customer-outlet-repository.contract.js';
import { CustomerOutletSchema } from '../../../libs/customers/typeorm/customer-outlet.schema.js';
import { TypeOrmCustomerOutletRepository } from '../../../libs/customers/typeorm/typeorm-customer-outlet.repository.js';
import { SqlCustomerQueries } from '../../../libs/customers/typeorm/sql-customer.queries.js';
import type { AddressDetails } from '../../../libs/identity/core/model/address.js';
import { IdentityFacade } from '../../../libs/identity/core/identity.facade.js';
import { CustomerAccounts } from '../../../libs/identity/core/services/customer-accounts.js';
import type { User } from '../../../libs/identity/core/model/user.js';
import { aUser } from '../../../libs/identity/testing/a-user.js';
import { AddressSchema } from '../../../libs/identity/typeorm/address.schema.js';
import { SqlUserRepository } from '../../../libs/identity/typeorm/sql-user.repository.js';
import { TypeOrmAddressRepository } from '../../../libs/identity/typeorm/typeorm-address.repository.js';
import { UserSchema } from '../../../libs/identity/typeorm/user.schema.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase } from '../../support/index.js';

const [cafe, bakery, far] = [newId(), newId(), newId()] as const;
const AT = new Date('2026-03-02T12:00:00Z');
const MISSING = { code: 'CUSTOMER_NOT_FOUND' };
const PAGE = { limit: 20, offset: 0 };

describe('customers in the database', () => {
  let database: Database;
  let customerOutlets: TypeOrmCustomerOutletRepository;
  let queries: SqlCustomerQueries;
  let users: SqlUserRepository;
  let addresses: TypeOrmAddressRepository;

  beforeAll(async () => {
    database = await connect(await createTestDatabase(), [UserSchema, AddressSchema, CustomerOutletSchema]);
    [customerOutlets, queries] = [new TypeOrmCustomerOutletRepository(database), new SqlCustomerQueries(database)];
    [users, addresses] = [new SqlUserRepository(database), new TypeOrmAddressRepository(database)];
  });

  async function customer(traits: Partial<User>, ...outletIds: string[]): Promise<string> {
    const user = aUser({ username: null, hasLogin: false, ...traits });
    await users.add(user, {});
    await customerOutlets.add(user.id, outletIds, AT);
    return user.id;
  }
  const found = async (scope: 'all' | string[], q?: string) => {
    const page = await queries.list(scope, { q }, PAGE);
    expect(page.total).toBe(page.data.length);
    return page.data.map(({ id }) => id).toSorted();
  };

  customerOutletRepositoryContract(
    () => customerOutlets,
    () => customer({}),
  );

  it('are known to an outlet once, however often they are joined to it', async () => {
    const id = await customer({ name: 'Once' }, cafe);
    await Promise.all([1, 2, 3].map(() => customerOutlets.add(id, [cafe, bakery], new Date())));

    expect(await customerOutlets.outletsOf(id)).toEqual([
      { outletId: cafe, since: AT },
      { outletId: bakery, since: expect.any(Date) },
    ]);
    expect(await customerOutlets.remove(id, [cafe, far])).toBe(1);
    expect(await customerOutlets.remove(id, null)).toBe(0);
  });

  it('are seen by the outlets that know them, each with its own name alone', async () => {
    const [both, one, none] = [
      await customer({ name: 'Both' }, far, bakery),
      await customer({ name: 'One' }, bakery),
      await customer({ name: 'None' }),
    ];

    expect(await found([far])).toEqual([both]);
    expect(await found([far, bakery])).toEqual([both, one].toSorted());
    expect(await found('all')).toEqual(expect.arrayContaining([both, one, none]));
    expect(await found([])).toEqual([]);
    expect(await queries.get([far], both)).toMatchObject({ name: 'Both', outletIds: [far] });
    expect(await queries.get('all', both)).toMatchObject({ outletIds: [far, bakery].toSorted() });
    await expect(queries.get([far], one)).rejects.toMatchObject(MISSING);
    expect(await queries.get('all', none)).toMatchObject({ outletIds: [] });
  });

  it('are no staff and nobody who has left', async () => {
    const [waiter, gone] = [await customer({ role: 'WAITER' }, cafe), await customer({ name: 'Gone' }, cafe)];
    await users.remove(gone, AT, false);

    for (const id of [waiter, gone]) await expect(queries.get('all', id)).rejects.toMatchObject(MISSING);
  });

  it('are found by what they are called, in one index', async () => {
    const id = await customer({ name: 'Ágata Ñandú', email: 'nandu@mail.example', phone: '+6281255500011' }, cafe);

    for (const q of ['agata', 'ÑANDÚ', 'nandu@', '0812-5550', '081255500011', '55500011']) {
      expect([q, await found([cafe], q)]).toEqual([q, [id]]);
    }
    for (const q of ['agate', '%ga%', '08125551', 'mail_example']) expect([q, await found([cafe], q)]).toEqual([q, []]);
    await database.execute({
      text: `INSERT INTO users (id, name, role, locale, created_at, updated_at)
             SELECT gen_random_uuid(), 'Nobody ' || n, 'CUSTOMER', 'en', now(), now() FROM generate_series(1, 5000) n`,
    });
    await database.execute({ text: 'ANALYZE users' });
    const plan = await database.query({
      text: `EXPLAIN SELECT u.id FROM users u WHERE u.role = 'CUSTOMER' AND u.deleted_at IS NULL
             AND customer_search(u.name, u.email, u.phone) LIKE catalog_fold('%agata%')`,
    });
    expect(JSON.stringify(plan)).toContain('users_customers_by_search');
  });

  it('are told to neighbours with an address whole, filled up with their own name and number', async () => {
    const id = await customer({ name: 'Ana Lima', phone: '+5511912345678' }, cafe);
    const stranger = await customer({ name: 'Beto' }, cafe);
    const notAsked = undefined as never;
    const accounts = new CustomerAccounts(users, addresses, notAsked, notAsked, notAsked, notAsked, notAsked);
    const identity = new IdentityFacade(users, notAsked, notAsked, notAsked, notAsked, accounts, notAsked, notAsked);
    const api = new CustomersFacade(identity);
    expect(await api.defaultAddress(id)).toBeNull();
    const street: AddressDetails = {
      ...{ label: 'Casa', recipient: null, phone: null, number: '1578', complement: null, district: 'Bela Vista' },
      ...{ street: 'Avenida Paulista', city: 'São Paulo', state: 'SP', postalCode: '01310200', country: 'BR' },
    };
    const add = async (details: AddressDetails, isDefault: boolean) => {
      const addressId = newId();
      const dates = { createdAt: AT, updatedAt: AT };
      await addresses.add({ ...details, ...dates, id: addressId, userId: id, isDefault, version: 1 });
      return addressId;
    };
    const [home, work] = [
      await add(street, true),
      await add({ ...street, recipient: 'Bia', phone: '+551130000000' }, false),
    ];

    const { label: _, ...rest } = street;
    expect(await api.defaultAddress(id)).toEqual({ ...rest, id: home, recipient: 'Ana Lima', phone: '+5511912345678' });
    expect(await api.address(id, work)).toMatchObject({ id: work, recipient: 'Bia', phone: '+551130000000' });
    expect(await api.address(stranger, work)).toBeNull();
    await users.remove(id, AT, false);
    expect([await api.profileOf(id), await api.defaultAddress(id), await api.address(id, work)]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
