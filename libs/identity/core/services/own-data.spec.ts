import { expect, it } from '@jest/globals';

import { aUser } from '../../testing/a-user.js';
import { anAddress } from '../../testing/an-address.js';
import { identityWorld, NOON } from '../../testing/identity-world.js';
import type { AddressQueries, UserQueries } from '../identity.ports.js';
import { OwnDataExport } from './own-data.js';

it('gives somebody everything that is held on them, in every module', async () => {
  const { personalData, clock } = identityWorld();
  const user = aUser();
  const address = anAddress({ userId: user.id });
  const logins = [{ createdAt: NOON, endedAt: null }];
  const users = { get: async () => user, sessionsOf: async () => logins } as Partial<UserQueries> as UserQueries;
  const addresses: AddressQueries = {
    list: async (_, { limit, offset }) => ({ data: [address], total: 1, limit, offset }),
  };
  personalData.register('orders', { export: async (id) => [`order of ${id}`], erase: async () => undefined });

  expect(await new OwnDataExport(users, addresses, personalData, clock).export(user.id)).toEqual({
    exportedAt: NOON,
    user,
    addresses: [address],
    logins,
    elsewhere: { orders: [`order of ${user.id}`] },
  });
});
