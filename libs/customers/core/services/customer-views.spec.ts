import { beforeEach, describe, expect, it } from '@jest/globals';

import { newId, type OutletScope, type UserActor, type UserRole, type PageRequest } from '#libs/kernel';

import { onlyPage } from '../../../kernel/testing/pages.js';
import { InMemoryAccounts, InMemoryCustomerQueries, KnownOutlets } from '../../testing/fakes.js';
import { InMemoryCustomerOutletRepository } from '../../testing/in-memory-customer-outlet.repository.js';
import { CustomerViews } from './customer-views.js';

const [cafe, bakery] = [newId(), newId()] as const;
const AT = new Date('2026-03-02T12:00:00Z');
const actor = (role: UserRole, ...outletIds: string[]): UserActor => ({ kind: 'user', id: newId(), role, outletIds });
const code = (expected: string) => expect.objectContaining({ code: expected });

describe('what somebody may see of customers', () => {
  let accounts: InMemoryAccounts;
  let customerOutlets: InMemoryCustomerOutletRepository;
  let customers: InMemoryCustomerQueries;

  beforeEach(() => {
    [accounts, customerOutlets] = [new InMemoryAccounts(), new InMemoryCustomerOutletRepository()];
    customers = new InMemoryCustomerQueries(accounts, customerOutlets);
  });

  it('is the customers of all their outlets, or of the one that they name and that is theirs', async () => {
    const asked: OutletScope[] = [];
    const page = { limit: 20, offset: 0 };
    const list = async (scope: OutletScope) => (asked.push(scope), { data: [], total: 0, ...page });
    const queries = Object.assign(customers, { list });
    const views = new CustomerViews(queries, new KnownOutlets([cafe]), { list: () => Promise.reject(new Error()) });

    await views.list({ actor: actor('WAITER', cafe, bakery), page });
    await views.list({ actor: actor('WAITER', cafe, bakery), outletId: cafe, page });
    await views.list({ actor: actor('ADMIN'), page });

    expect(asked).toEqual([[cafe, bakery], [cafe], 'all']);
    for (const [by, outletId] of [
      [actor('WAITER', cafe), bakery],
      [actor('ADMIN'), newId()],
    ] as const) {
      await expect(views.list({ actor: by, outletId, page })).rejects.toEqual(code('OUTLET_NOT_FOUND'));
    }
  });

  it('is their own past as a whole, and to staff that of their own outlets', async () => {
    const asked: unknown[] = [];
    const list = async (whose: unknown, request: PageRequest) => (asked.push(whose), onlyPage([], request));
    const views = new CustomerViews(customers, new KnownOutlets([cafe]), { list });
    const { id: customerId } = accounts.register();
    await customerOutlets.add(customerId, [cafe], AT);
    const page = { limit: 20, offset: 0 };

    await views.purchases({ actor: { ...actor('CUSTOMER'), id: customerId }, customerId, page });
    await views.purchases({ actor: actor('WAITER', cafe), customerId, page });
    await expect(views.purchases({ actor: actor('CUSTOMER'), customerId, page })).rejects.toEqual(
      code('CUSTOMER_NOT_FOUND'),
    );
    await expect(views.purchases({ actor: actor('WAITER', bakery), customerId, page })).rejects.toEqual(
      code('CUSTOMER_NOT_FOUND'),
    );

    expect(asked).toEqual([
      { customerId, outlets: 'all' },
      { customerId, outlets: [cafe] },
    ]);
  });
});
