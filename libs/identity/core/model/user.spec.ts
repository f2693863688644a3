import { describe, expect, it } from '@jest/globals';

import { assertVersion } from '#libs/kernel';

import { aUser } from '../../testing/a-user.js';
import { assertMayHavePin, changed, changesAccess, workTogether } from './user.js';

const LATER = new Date('2026-03-03T12:00:00Z');
const code = (expected: string) => expect.objectContaining({ code: expected });

describe('changing a user', () => {
  it('keeps what is absent, removes what is null, and counts the version', () => {
    const user = aUser({ username: 'siti', email: 'siti@warung.example', name: 'Siti', version: 4 });

    const next = changed(user, { name: null, email: undefined }, LATER);

    expect(next).toEqual({ ...user, name: null, version: 5, updatedAt: LATER });
  });

  it('leaves nobody without a name to log in with', () => {
    const user = aUser({ username: null, email: 'siti@warung.example' });

    expect(() => changed(user, { email: null }, LATER)).toThrow(code('LOGIN_NAME_REQUIRED'));
  });

  it('lets somebody without a password be without a name to log in with, until they get one', () => {
    const customer = aUser({ username: null, email: 'siti@warung.example', hasLogin: false });

    const nameless = changed(customer, { email: null }, LATER);

    expect(nameless.email).toBeNull();
    expect(() => changed(nameless, { hasLogin: true }, LATER)).toThrow(code('LOGIN_NAME_REQUIRED'));
  });

  it('takes the outlets from whoever becomes a customer', () => {
    const user = aUser({ role: 'KASIR', outletIds: ['o'] });

    expect(changed(user, { role: 'CUSTOMER' }, LATER).outletIds).toEqual([]);
    expect(() => changed(user, { role: 'CUSTOMER', outletIds: ['o'] }, LATER)).toThrow(code('CUSTOMER_HAS_NO_OUTLETS'));
  });

  it('knows whether tokens may do something else now', () => {
    const user = aUser({ role: 'KASIR', outletIds: ['a', 'b'] });

    expect(changesAccess(user, { ...user, name: 'Siti', outletIds: ['b', 'a'] })).toBe(false);
    expect(changesAccess(user, { ...user, outletIds: ['a'] })).toBe(true);
    expect(changesAccess(user, { ...user, role: 'WAITER' })).toBe(true);
  });

  it('gives a PIN to staff alone, and takes one from anybody', () => {
    expect(() => assertMayHavePin(aUser(), { pin: '4826' })).toThrow(code('PIN_FOR_STAFF_ONLY'));
    expect(() => assertMayHavePin(aUser(), { pin: null })).not.toThrow();
    expect(() => assertMayHavePin(aUser({ role: 'KITCHEN' }), { pin: '4826' })).not.toThrow();
  });

  it('refuses a stale version with the current one', () => {
    const user = aUser({ version: 7 });

    expect(() => assertVersion(6, user.version)).toThrow(
      expect.objectContaining({ code: 'VERSION_CONFLICT', details: { version: 7 } }),
    );
    expect(() => assertVersion(undefined, user.version)).not.toThrow();
  });
});

describe('who may take over a till', () => {
  const waiter = aUser({ role: 'WAITER', outletIds: ['jakarta'] });

  it.each([
    ['a colleague of the outlet', aUser({ role: 'KASIR', outletIds: ['jakarta', 'bandung'] }), true],
    ['an ADMIN', aUser({ role: 'ADMIN' }), true],
    ['staff of another outlet', aUser({ role: 'KASIR', outletIds: ['bandung'] }), false],
    ['a customer', aUser(), false],
  ])('%s', (_, other, may) => {
    expect(workTogether(waiter, other)).toBe(may);
  });
});
