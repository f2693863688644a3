import { expect, it } from '@jest/globals';
import { signal } from '@preact/signals';

import type { Api } from '../shared/api.js';
import type { Session } from '../shared/session.js';
import { createPermissions } from './permissions.js';
import type { Shop } from './shop.js';

function aTill(role: string) {
  const user = signal<{ id: string; role: string } | null>({ id: 'sari', role });
  const outlet = signal<{ id: string } | null>({ id: 'cafe' });
  const permissions = [
    { key: 'tables.manage', effect: 'ALLOW' },
    { key: 'bill.void', effect: 'APPROVAL' },
    { key: 'payment.refund', effect: 'DENY' },
  ];
  const api = { get: () => Promise.resolve({ ok: true, data: { permissions } }) };
  const may = createPermissions(api as unknown as Api, { user } as unknown as Session, { outlet } as unknown as Shop);
  return { may, user, outlet };
}

const KEYS = ['tables.manage', 'bill.void', 'payment.refund'] as const;

it('tell what somebody may do, and what they may do alone', async () => {
  const { may } = aTill('KASIR');
  await may.load();
  expect(KEYS.map((key) => may.may(key))).toEqual([true, true, false]);
  expect(KEYS.map((key) => may.mayAlone(key))).toEqual([true, false, false]);
});

it.each([
  ['SUPERVISOR', true],
  ['KASIR', false],
])(
  'of a %s are, until they are known and for another person or outlet, by the role; alone they may nothing',
  async (role, may) => {
    const till = aTill(role);
    const hold = () => {
      expect(KEYS.map((key) => till.may.may(key))).toEqual([may, may, may]);
      expect(KEYS.map((key) => till.may.mayAlone(key))).toEqual([false, false, false]);
    };
    hold();
    await till.may.load();
    till.outlet.value = { id: 'bar' };
    hold();
    till.outlet.value = { id: 'cafe' };
    till.user.value = { id: 'budi', role };
    hold();
  },
);
