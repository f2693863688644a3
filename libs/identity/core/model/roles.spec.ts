import { describe, expect, it } from '@jest/globals';

import type { UserActor } from '#libs/kernel';

import { parseRole, roleGranted } from './roles.js';

const actor = (role: UserActor['role']): UserActor => ({ kind: 'user', id: 'x', role, outletIds: [] });

describe('role words', () => {
  it.each([
    ['Kasir', 'KASIR'],
    ['cashier', 'KASIR'],
    ['user', 'CUSTOMER'],
    [' kitchen ', 'KITCHEN'],
    ['ADMIN', 'ADMIN'],
  ])('%s is %s', (word, role) => {
    expect(parseRole(word)).toBe(role);
  });

  it.each(['GUEST', 'chef', '', 'constructor', '__proto__', 'toString'])('%s is none', (word) => {
    expect(parseRole(word)).toBeUndefined();
  });
});

describe('the role that a registration gives', () => {
  it('is CUSTOMER for whoever does not ask', () => {
    expect(roleGranted({}, undefined, false)).toBe('CUSTOMER');
  });

  it.each(['ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER', 'KITCHEN'] as const)('is never %s without an ADMIN', (role) => {
    expect(() => roleGranted({ role }, undefined, false)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
    expect(() => roleGranted({ role }, actor('SUPERVISOR'), false)).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN' }),
    );
    expect(roleGranted({ role }, actor('ADMIN'), false)).toBe(role);
  });

  it('may be staff below ADMIN where staff register themselves', () => {
    expect(roleGranted({ role: 'KASIR' }, undefined, true)).toBe('KASIR');
    expect(() => roleGranted({ role: 'ADMIN' }, undefined, true)).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN' }),
    );
  });

  it('lets no customer choose outlets', () => {
    expect(() => roleGranted({ outletIds: ['o'] }, undefined, true)).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN' }),
    );
  });
});
