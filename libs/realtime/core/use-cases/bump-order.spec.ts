import { beforeEach, describe, expect, it } from '@jest/globals';

import { type Actor, newId, type UserRole } from '#libs/kernel';
import { OrderingApi, type OrderWire, type StatusChange } from '#libs/ordering';

import { BumpOrder } from './bump-order.js';

class KeptChanges extends OrderingApi {
  readonly changes: (StatusChange & { readonly by: Actor })[] = [];

  async changeStatus(by: Actor, change: StatusChange): Promise<OrderWire> {
    this.changes.push({ ...change, by });
    return { id: change.orderId, status: change.status } as OrderWire;
  }

  openOrders = () => Promise.reject(new Error('not asked here'));
  sold = () => Promise.reject(new Error('not asked here'));
}

const user = (role: UserRole): Actor => ({ kind: 'user', id: newId(), role, outletIds: [newId()] });
const guest: Actor = { kind: 'guest', role: 'GUEST', sessionId: newId(), tableId: newId(), outletId: newId() };

describe('bumping an order', () => {
  const change = { orderId: newId(), itemId: newId(), status: 'READY' } as const;
  let ordering: KeptChanges;
  let bump: BumpOrder;

  beforeEach(() => {
    ordering = new KeptChanges();
    bump = new BumpOrder(ordering);
  });

  it.each(['KITCHEN', 'KASIR', 'WAITER', 'SUPERVISOR', 'ADMIN'] as const)(
    'is for a %s, and ordering’s to do',
    async (role) => {
      const actor = user(role);

      expect(await bump.execute({ actor, ...change })).toEqual({ id: change.orderId, status: 'READY' });
      expect(ordering.changes).toEqual([{ ...change, by: actor }]);
    },
  );

  it.each([
    ['customer', user('CUSTOMER')],
    ['guest', guest],
  ])('is not for the %s who ordered', async (_, actor) => {
    await expect(bump.execute({ actor, ...change })).rejects.toMatchObject({ kind: 'forbidden', code: 'FORBIDDEN' });
    expect(ordering.changes).toEqual([]);
  });
});
