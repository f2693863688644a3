import { describe, expect, it } from '@jest/globals';

import type { Actor, UserActor } from '#libs/kernel';
import type { PaymentView } from '#libs/payments';
import type { OrderParcel, ParcelState } from '#libs/shipping';

import { anAct, anOrder } from '../../testing/an-order.js';
import { mayCancel } from './order-details.js';

const user = (role: UserActor['role']): UserActor => ({ kind: 'user', id: role, role, outletIds: [] });
const guest: Actor = { kind: 'guest', role: 'GUEST', sessionId: 's', tableId: 't', outletId: 'o' };
const placed = () => anOrder().with('Soto', 30_000).placed();
const cash = [{ method: 'cash', amount: 30_000, refundedAmount: 0 }] as PaymentView[];
const parcel = (state: ParcelState) => ({ state }) as OrderParcel;

describe('whether an order may be called off', () => {
  it.each([
    ['the customer', user('CUSTOMER'), true],
    ['a guest', guest, true],
    ['a waiter', user('WAITER'), true],
    ['the kitchen', user('KITCHEN'), false],
  ])('is told to %s', (_, reader, answer) => {
    expect(mayCancel(reader, placed(), [], null)).toBe(answer);
  });

  it('is no once the kitchen has begun, it has ended, or its parcel has left', () => {
    const [begun, ended] = [placed(), placed()];
    begun.advance('COOKING', anAct());
    ended.void(anAct());

    expect([begun, ended].map((order) => mayCancel(user('CUSTOMER'), order, [], null))).toEqual([false, false]);
    const states: ParcelState[] = ['PENDING', 'POSTED', 'DELIVERED'];
    expect(states.map((state) => mayCancel(user('CUSTOMER'), placed(), [], parcel(state)))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('is the till’s once cash was taken, since cash goes back there', () => {
    expect(mayCancel(user('CUSTOMER'), placed(), cash, null)).toBe(false);
    expect(mayCancel(user('KASIR'), placed(), cash, null)).toBe(true);
    expect(mayCancel(user('CUSTOMER'), placed(), [{ ...cash[0]!, refundedAmount: 30_000 }], null)).toBe(true);
  });
});
