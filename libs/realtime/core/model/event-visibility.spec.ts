import { describe, expect, it } from '@jest/globals';

import { type Actor, type LoggedEvent, type UserActor, type UserRole } from '#libs/kernel';

import { CLIENT_EVENTS } from './client-events.js';
import { type Audience, audienceKey, messageFor as messageOf, topicsFor, topicsOf } from './event-visibility.js';

const messageFor = (audience: Audience, event: LoggedEvent) => messageOf(audience, event, '00000001');
const EVENT_NAMES = CLIENT_EVENTS.map(({ name }) => name);
const HERE = '0192f0c0-0000-7000-8000-00000000000a';
const ELSEWHERE = '0192f0c0-0000-7000-8000-00000000000b';
const SESSION = 'session-1';
const ANA = 'customer-ana';

const staff = (role: UserRole, outletIds = [HERE]): UserActor => ({
  kind: 'user',
  id: `${role}-1`,
  role,
  outletIds,
});
const guest = (sessionId = SESSION): Actor => ({
  kind: 'guest',
  role: 'GUEST',
  sessionId,
  tableId: 'table-4',
  outletId: HERE,
});

const audiences = {
  admin: { actor: staff('ADMIN', []), stations: [] },
  supervisor: { actor: staff('SUPERVISOR'), stations: [] },
  kasir: { actor: staff('KASIR'), stations: [] },
  waiter: { actor: staff('WAITER'), stations: [] },
  kitchen: { actor: staff('KITCHEN'), stations: [] },
  bar: { actor: staff('KITCHEN'), stations: ['bar'] },
  'another outlet': { actor: staff('SUPERVISOR', [ELSEWHERE]), stations: [] },
  guest: { actor: guest(), stations: [] },
  'another guest': { actor: guest('session-2'), stations: [] },
  customer: { actor: { ...staff('CUSTOMER', []), id: ANA }, stations: [] },
  'another customer': { actor: staff('CUSTOMER', []), stations: [] },
  anonymous: { actor: null, stations: [] },
} satisfies Record<string, Audience>;

const anEvent = (type: string, change: Partial<LoggedEvent> = {}): LoggedEvent => ({
  id: 'event-1',
  place: 70,
  seq: 7,
  type,
  outletId: HERE,
  sessionId: SESSION,
  customerId: ANA,
  occurredAt: new Date('2026-11-20T10:00:00Z'),
  payload: { id: 'order-1', status: 'NEW', total_amount: 150_000 },
  ...change,
});

/** Of the people of a place, as events for some of them name them. */
const ALL_OF_THE_FLOOR = { roles: ['ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER'], user_ids: [], except_user_ids: [] };

const whoHears = (event: LoggedEvent): string[] =>
  Object.entries(audiences)
    .filter(([, audience]) => messageFor(audience, event) !== null)
    .map(([name]) => name);

const HOUSE = ['admin', 'supervisor', 'kasir', 'waiter', 'kitchen'];
const TILLS = ['admin', 'supervisor', 'kasir'];
const OWNERS = ['guest', 'customer'];

describe('who hears an event', () => {
  it.each<[string, string[]]>([
    ['NEW_ORDER', [...HOUSE, 'bar', ...OWNERS, 'anonymous']],
    ['ORDER_STATUS_CHANGED', [...HOUSE, 'bar', ...OWNERS, 'anonymous']],
    ['ORDER_ITEM_STATUS_CHANGED', [...HOUSE, 'bar', ...OWNERS, 'anonymous']],
    ['ORDER_UPDATED', [...HOUSE, 'bar', ...OWNERS, 'anonymous']],
    ['ORDER_VOIDED', [...HOUSE, 'bar', ...OWNERS, 'anonymous']],
    ['PAYMENT_UPDATED', [...HOUSE, ...OWNERS]],
    ['TABLE_SESSION_OPENED', [...HOUSE, ...OWNERS]],
    ['TABLE_SESSION_CLOSED', [...HOUSE, ...OWNERS]],
    ['PRODUCT_AVAILABILITY_CHANGED', [...HOUSE, 'bar', 'guest', 'another guest', 'customer']],
    ['MENU_CHANGED', [...HOUSE, 'bar', 'guest', 'another guest', 'customer']],
    ['LOW_STOCK', [...HOUSE, 'bar']],
    ['TABLE_CART_UPDATED', ['guest']],
    ['SHIFT_OPENED', TILLS],
    ['SHIFT_ENDED', TILLS],
    ['SHIFT_CLOSED', TILLS],
    ['SHIFT_REPORT_READY', TILLS],
    ['CATALOG_CHANGED', []],
    ['OUTLET_CHANGED', []],
    ['USER_CHANGED', []],
  ])('%s is for %j', (type, expected) => {
    expect(whoHears(anEvent(type))).toEqual(expected);
  });

  it('an approval is asked of those who may give it, by role and by name, and never of who asks', () => {
    const asked = (approvers: object, askedBy = 'WAITER-1') =>
      whoHears(anEvent('APPROVAL_REQUESTED', { payload: { asked_by: askedBy, approvers } }));
    const leads = { roles: ['ADMIN', 'SUPERVISOR'], user_ids: [], except_user_ids: [] };

    expect(asked(leads)).toEqual(['admin', 'supervisor']);
    expect(asked(leads, 'SUPERVISOR-1')).toEqual(['admin']);
    expect(asked({ ...leads, except_user_ids: ['ADMIN-1'] })).toEqual(['supervisor']);
    expect(asked({ ...leads, user_ids: ['KASIR-1'] })).toEqual(['admin', 'supervisor', 'kasir']);
    expect(asked({ ...leads, roles: ['KITCHEN'] })).toEqual([]);
  });

  it('what came of it is for whoever asked alone', () => {
    const decided = (askedBy: string) => whoHears(anEvent('APPROVAL_DECIDED', { payload: { asked_by: askedBy } }));

    expect(decided('WAITER-1')).toEqual(['waiter']);
    expect(decided('ADMIN-1')).toEqual(['admin']);
    expect(decided('nobody')).toEqual([]);
  });

  it('rules of permissions are for processes', () => {
    expect(whoHears(anEvent('PERMISSIONS_CHANGED'))).toEqual([]);
  });

  const PERSONAL = ['APPROVAL_REQUESTED', 'APPROVAL_DECIDED'];

  it('an approval of another outlet reaches nobody of this one', () => {
    const asked = { outletId: ELSEWHERE, payload: { asked_by: 'nobody', approvers: ALL_OF_THE_FLOOR } };
    const decided = { outletId: ELSEWHERE, payload: { asked_by: 'WAITER-1' } };

    expect(whoHears(anEvent('APPROVAL_REQUESTED', asked))).toEqual(['admin', 'another outlet']);
    expect(whoHears(anEvent('APPROVAL_DECIDED', decided))).not.toContain('waiter');
  });

  it('what phones at a table of another outlet put together is told to nobody of this one', () => {
    const theirs = { outletId: ELSEWHERE, sessionId: 'their-session' };

    expect(whoHears(anEvent('TABLE_CART_UPDATED', theirs))).toEqual([]);
    expect(whoHears(anEvent('TABLE_CART_UPDATED', { ...theirs, sessionId: SESSION }))).toEqual([]);
  });

  it.each(EVENT_NAMES.filter((name) => !PERSONAL.includes(name) && name !== 'TABLE_CART_UPDATED'))(
    '%s of another outlet reaches nobody of this one',
    (type) => {
      const heard = whoHears(anEvent(type, { outletId: ELSEWHERE, sessionId: null, customerId: null }));

      expect(heard).toContain('admin');
      expect(heard).toContain('another outlet');
      expect(heard.filter((name) => !['admin', 'another outlet', 'anonymous'].includes(name))).toEqual([]);
    },
  );

  it.each(['CATALOG_CHANGED', 'OUTLET_CHANGED', 'USER_CHANGED', 'PAYER_FORGOTTEN'])(
    '%s without an outlet is still nobody’s',
    (type) => {
      expect(whoHears(anEvent(type, { outletId: null }))).toEqual([]);
    },
  );

  it('is nobody of a guest or customer when the event names neither', () => {
    const heard = whoHears(anEvent('NEW_ORDER', { sessionId: null, customerId: null }));

    expect(heard).toEqual([...HOUSE, 'bar', 'anonymous']);
  });

  it('is found by its topics alone: whoever hears an event has exactly one of them', () => {
    for (const type of EVENT_NAMES) {
      for (const event of [
        anEvent(type),
        anEvent(type, { outletId: ELSEWHERE }),
        anEvent(type, { customerId: null }),
      ]) {
        for (const audience of Object.values<Audience>(audiences)) {
          const shared = topicsFor(audience).filter((topic) => topicsOf(event).includes(topic));
          if (messageFor(audience, event)) expect(shared).toHaveLength(1);
          else expect(shared.length).toBeLessThanOrEqual(1);
        }
      }
    }
  });
});

describe('a message', () => {
  it('has the shape of the wire', () => {
    expect(messageFor(audiences.kasir, anEvent('NEW_ORDER'))).toEqual({
      id: 'event-1',
      seq: 7,
      cursor: '00000001.70',
      type: 'NEW_ORDER',
      occurred_at: '2026-11-20T10:00:00.000Z',
      outlet_id: HERE,
      payload: { id: 'order-1', status: 'NEW', total_amount: 150_000 },
    });
  });

  it('says no more than type, id and status to somebody without a token', () => {
    expect(messageFor(audiences.anonymous, anEvent('NEW_ORDER'))).toEqual({
      id: 'event-1',
      seq: 7,
      cursor: '00000001.70',
      type: 'NEW_ORDER',
      payload: { id: 'order-1', status: 'NEW' },
    });
    const bump = anEvent('ORDER_ITEM_STATUS_CHANGED', {
      payload: { id: 'item-1', order_id: 'order-1', status: 'READY', name: 'Soto' },
    });
    expect(messageFor(audiences.anonymous, bump)).toMatchObject({ payload: { id: 'order-1', status: 'READY' } });
  });
});

describe('a device that belongs to stations', () => {
  const device = (stations: readonly string[], asked: readonly string[]) => ({
    actor: { ...staff('KITCHEN'), stations },
    stations: asked,
  });
  const items = [
    { id: 'a', station: 'bar' },
    { id: 'b', station: 'kitchen' },
    { id: 'c', station: 'grill' },
  ];
  const order = anEvent('NEW_ORDER', { payload: { id: 'order-1', items } });
  const heard = (audience: Audience) =>
    (messageFor(audience, order)?.payload as { items: typeof items } | undefined)?.items.map(({ id }) => id).join('');

  it.each([
    ['its own', ['bar', 'kitchen'], [], 'ab'],
    ['those of its own that it asks for', ['bar', 'kitchen'], ['kitchen', 'grill'], 'b'],
    ['its own, when it asks for others', ['bar'], ['kitchen', 'grill'], 'a'],
    ['what it asks for, when it belongs to every station', [], ['grill'], 'c'],
  ])('hears of %s', (_, own, asked, ids) => {
    expect(heard(device(own, asked))).toBe(ids);
  });

  it('shares a room with whoever hears the same', () => {
    const key = audienceKey(device(['bar'], []));

    expect(audienceKey(device(['bar'], ['kitchen']))).toBe(key);
    expect(audienceKey({ actor: staff('KITCHEN'), stations: ['bar'] })).toBe(key);
    expect(audienceKey(device(['kitchen'], ['bar']))).not.toBe(key);
  });
});

describe('a station', () => {
  const items = [
    { id: 'a', station: 'bar' },
    { id: 'b', station: 'kitchen' },
    { id: 'c', station: null },
  ];

  it('hears of its own lines alone', () => {
    const order = anEvent('NEW_ORDER', { payload: { id: 'order-1', items } });

    expect(messageFor(audiences.bar, order)?.payload).toEqual({ id: 'order-1', items: [items[0]] });
    expect(messageFor(audiences.kitchen, order)?.payload).toEqual({ id: 'order-1', items });
  });

  it('hears nothing of an order that has none of its lines', () => {
    expect(messageFor(audiences.bar, anEvent('NEW_ORDER', { payload: { items: items.slice(1) } }))).toBeNull();
    expect(messageFor(audiences.bar, anEvent('ORDER_UPDATED', { payload: { items: [] } }))).toBeNull();
  });

  it('hears of a single line only when it is its own', () => {
    const bump = (station: string | null) => anEvent('ORDER_ITEM_STATUS_CHANGED', { payload: { id: 'a', station } });

    expect(messageFor(audiences.bar, bump('bar'))).not.toBeNull();
    expect(messageFor(audiences.bar, bump('kitchen'))).toBeNull();
    expect(messageFor(audiences.bar, bump(null))).toBeNull();
  });

  it('always hears what is sold out, wherever it is made', () => {
    const soldOut = anEvent('PRODUCT_AVAILABILITY_CHANGED', { payload: { id: 'soto', station: 'kitchen' } });

    expect(messageFor(audiences.bar, soldOut)).not.toBeNull();
  });

  it('may be several, and narrows nothing for a guest who names one', () => {
    const order = anEvent('NEW_ORDER', { payload: { items } });
    const both = { actor: staff('KITCHEN'), stations: ['bar', 'kitchen'] };

    expect(messageFor(both, order)?.payload).toEqual({ items: items.slice(0, 2) });
    expect(messageFor({ actor: guest(), stations: ['bar'] }, order)?.payload).toEqual({ items });
  });

  it('leaves the event itself as it was, for those who hear all of it', () => {
    const order = anEvent('NEW_ORDER', { payload: { items } });

    messageFor(audiences.bar, order);

    expect(order.payload['items']).toHaveLength(3);
  });
});

describe('the key of an audience', () => {
  it('is the same for those who hear the same, whatever the order of their outlets and stations', () => {
    const one = { actor: staff('KITCHEN', [HERE, ELSEWHERE]), stations: ['bar', 'kitchen'] };
    const other = { actor: { ...staff('KITCHEN', [ELSEWHERE, HERE]), id: 'someone' }, stations: ['kitchen', 'bar'] };

    expect(audienceKey(one)).toBe(audienceKey(other));
  });

  it('differs for everyone else', () => {
    const keys = Object.values<Audience>(audiences).map(audienceKey);

    expect(new Set(keys).size).toBe(keys.length);
  });
});
