import { describe, expect, it } from '@jest/globals';

import type { Actor } from '#libs/kernel';

import { channelOf, earliest, menuTurn, type MenuSlot, runs } from './menu.js';

const JAKARTA = { outletId: 'jakarta', timeZone: 'Asia/Jakarta' };
const MAKASSAR = { outletId: 'makassar', timeZone: 'Asia/Makassar' };
const BREAKFAST = {
  windows: [{ days: ['MON' as const], from: '06:00', to: '11:00' }],
  startsOn: null,
  endsOn: null,
  except: [],
};
const slot = (more: Partial<MenuSlot> = {}): MenuSlot => ({ outletIds: null, channels: null, schedule: null, ...more });
/** Monday, 10:30 in Jakarta and 11:30 in Makassar. */
const AT = new Date('2026-03-16T03:30:00Z');

describe('a menu', () => {
  it('runs by the clock of each outlet', () => {
    const breakfast = slot({ schedule: BREAKFAST });
    expect([runs(breakfast, JAKARTA, AT), runs(breakfast, MAKASSAR, AT)]).toEqual([true, false]);
    expect(menuTurn(breakfast, JAKARTA, AT)).toEqual(new Date('2026-03-16T04:00:00Z'));
    expect(menuTurn(breakfast, MAKASSAR, AT)).toEqual(new Date('2026-03-22T22:00:00Z'));
  });

  it('runs where and through what it is for', () => {
    expect(runs(slot(), JAKARTA, AT, 'ONLINE')).toBe(true);
    expect(runs(slot({ outletIds: ['makassar'] }), JAKARTA, AT)).toBe(false);
    const counter = slot({ channels: ['COUNTER'] });
    expect([
      runs(counter, JAKARTA, AT, 'COUNTER'),
      runs(counter, JAKARTA, AT, 'TABLE'),
      runs(counter, JAKARTA, AT),
    ]).toEqual([true, false, true]);
    expect(menuTurn(slot({ schedule: BREAKFAST, channels: ['COUNTER'] }), JAKARTA, AT, 'TABLE')).toBeNull();
  });

  it('without hours runs always, and with hours that are gone never', () => {
    expect([runs(slot(), JAKARTA, AT), menuTurn(slot(), JAKARTA, AT)]).toEqual([true, null]);
    expect([
      runs(slot({ schedule: 'NEVER' }), JAKARTA, AT),
      menuTurn(slot({ schedule: 'NEVER' }), JAKARTA, AT),
    ]).toEqual([false, null]);
  });

  it('is sold through the channel of who asks', () => {
    const user = (role: string) => ({ kind: 'user', id: 'x', role, outletIds: [] }) as unknown as Actor;
    expect([user('KASIR'), user('WAITER'), user('CUSTOMER'), undefined, null].map(channelOf)).toEqual([
      ...['COUNTER', 'COUNTER', 'ONLINE', 'ONLINE', 'ONLINE'],
    ]);
  });

  it('turns at the earliest of its turns', () => {
    const later = new Date(AT.getTime() + 1);
    expect([earliest([]), earliest([null, later, AT, null]), earliest([null])]).toEqual([null, AT, null]);
  });
});
