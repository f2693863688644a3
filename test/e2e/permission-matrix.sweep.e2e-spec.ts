import { beforeAll, describe, expect, it } from '@jest/globals';

import { PERMISSIONS, type PermissionKey, STAFF_ROLES, type StaffRole } from '#libs/kernel';

import {
  type Answer,
  type Api,
  createTestDatabase,
  expectStatus,
  type Operation,
  operationsOf,
  Place,
  RECIPES,
  startApi,
  type TestDatabase,
} from '../support/index.js';

/** One operation of each permission that an operation of this version asks for. */
const OPERATION_OF: Partial<Record<PermissionKey, string>> = {
  'order.take': 'placeOrder',
  'order.edit': 'transferOrder',
  'tables.manage': 'closeTableSession',
  'guest.accept': 'acceptOrder',
  'payment.take': 'payOrder',
  'drawer.open': 'openShift',
  'drawer.move': 'recordCashMovement',
  'line.void_begun': 'voidOrderItem',
  'bill.void': 'voidOrder',
  'bill.discount': 'discountOrder',
  'line.discount': 'discountOrderItem',
  'line.comp': 'compOrderItem',
  'line.price': 'priceOrderItem',
  'payment.refund': 'refundPayment',
  'bill.reopen': 'reopenOrder',
  'return.exchange': 'exchangeOrder',
  'payment.retender': 'retenderPayment',
  'tip.edit': 'editPaymentTip',
  'tip.share': 'shareTips',
  'tables.layout': 'updateTable',
  'reports.view': 'getDashboard',
  'catalog.availability': 'setProductAvailability',
  'catalog.outlet': 'setOutletProduct',
  'catalog.edit': 'updateProduct',
  'settings.edit': 'updateOutlet',
  'staff.edit': 'createUser',
};
/** Of somebody's drawer, or of what a person is owed: drawer.e2e-spec.ts, drawer-after-the-z.long.e2e-spec.ts and tips.long.e2e-spec.ts ask for them. */
const OF_DRAWERS: readonly PermissionKey[] = [
  'drawer.adjust',
  'drawer.audit',
  'drawer.join',
  'drawer.no_sale',
  'tip.pay_out',
];
/** Asked for in the place of another, where a request says so: refunds.e2e-spec.ts. */
const ASKED_INSTEAD: readonly PermissionKey[] = ['payment.refund_other'];
/** Whose rules are the installation's. */
const SHARED: readonly string[] = ['catalog.edit', 'staff.edit'];
/** Of which the use case asks once the kitchen has begun an order. */
const OF_BEGUN_ORDERS: readonly string[] = ['line.void_begun', 'bill.void'];
const KEYS = Object.keys(OPERATION_OF) as PermissionKey[];

type Effect = 'ALLOW' | 'APPROVE' | 'DENY';
interface Problem {
  readonly code?: string;
  readonly permission?: string;
}

describe('every permission, by every role', () => {
  let database: TestDatabase;
  let operations: Operation[];
  let own: Place;
  let foreign: Place;

  beforeAll(async () => {
    database = await createTestDatabase();
    const api: Api = await startApi({ database, env: { LOG_LEVEL: 'warn' } });
    operations = await operationsOf(api);
    [own, foreign] = await Promise.all([
      Place.open(database, api, 'ownmark', { fresh: true }),
      Place.open(database, api, 'foreignmark', { fresh: true }),
    ]);
  }, 300_000);

  /** Replaces the rules of a place (of the installation, where the permission is of it) by one for each of the roles. */
  async function rule(place: Place, key: PermissionKey, effect: Effect, roles: readonly StaffRole[]): Promise<void> {
    const query = SHARED.includes(key) ? '' : `?outlet_id=${place.outletId}`;
    const { admin } = place.shop;
    const { version } = expectStatus(200, await admin.get<{ version: number }>(`/permissions/rules${query}`));
    const rules = roles.map((role) => ({ role, key, effect }));
    expectStatus(200, await admin.put(`/permissions/rules${query}`, { version, rules }));
  }

  /** Makes a good request of the permission's operation, to be sent once the rules stand. */
  async function prepare(key: PermissionKey, by: StaffRole, place: Place): Promise<() => Promise<Answer<Problem>>> {
    const operation = operations.find(({ id }) => id === OPERATION_OF[key])!;
    const recipe = RECIPES[operation.id]!;
    const ids = (await recipe.path?.(place, by)) ?? {};
    if (OF_BEGUN_ORDERS.includes(key)) {
      expectStatus(200, await place.shop.kitchen.patch(`/orders/${ids['id']}/status`, { status: 'COOKING' }));
    }
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? name);
    const query = new URLSearchParams((await recipe.query?.(place, by)) ?? {}).toString();
    // Who names no outlet stops a product at all of theirs.
    const here = key === 'catalog.availability' && { outlet_id: place.outletId };
    const body = { ...((await recipe.body?.(place, by)) as object | undefined), ...here };
    const withReason = key === 'line.void_begun' ? { ...body, reason: 'Burnt' } : body;
    const caller = own.callers[by];
    const url = query ? `${path}?${query}` : path;
    return () =>
      operation.method === 'get'
        ? caller.get<Problem>(url)
        : caller[operation.method as 'post']<Problem>(url, withReason);
  }

  const told = ({ status, body }: Answer<Problem>) =>
    `${status} ${status < 400 ? '' : body.code}${body?.permission ? ` of ${body.permission}` : ''}`.trim();
  /** A good answer, or one of those that a caller who may do it gets all the same. */
  const isDone = (key: PermissionKey, { status, body }: Answer<Problem>) =>
    status < 400 || (RECIPES[OPERATION_OF[key] ?? '']?.problems ?? []).includes(body.code ?? '');
  const isToday = (key: PermissionKey, role: StaffRole) => {
    const { allowed } = RECIPES[OPERATION_OF[key] ?? '']!;
    return allowed !== 'anyone' && allowed.includes(role);
  };

  async function faultsOf(
    key: PermissionKey,
    roles: readonly StaffRole[],
    ruled: { readonly place: Place; readonly effect: Effect },
    isRight: (answer: Answer<Problem>, role: StaffRole) => boolean,
  ): Promise<string[]> {
    await rule(own, key, 'DENY', []);
    const requests = [];
    for (const role of roles) requests.push({ role, send: await prepare(key, role, own) });
    await rule(ruled.place, key, ruled.effect, roles);
    const faults: string[] = [];
    for (const { role, send } of requests) {
      const answer = await send();
      if (!isRight(answer, role)) faults.push(`${role}: ${told(answer)}`);
    }
    await rule(ruled.place, key, 'DENY', []);
    return faults;
  }

  it('is asked for by the operations that are tried here, and by no others', async () => {
    const { data } = expectStatus(
      200,
      await own.shop.waiter.get<{ data: { key: PermissionKey; used: boolean }[] }>('/permissions'),
    );

    expect(data.map(({ key }) => key)).toEqual(Object.keys(PERMISSIONS));
    expect(data.flatMap(({ key, used }) => (used ? [key] : [])).toSorted()).toEqual(
      [...KEYS, ...OF_DRAWERS, ...ASKED_INSTEAD].toSorted(),
    );
  });

  it.each(KEYS)('%s: nobody has it where a rule denies it to their role', async (key) => {
    expect(
      await faultsOf(key, STAFF_ROLES, { place: own, effect: 'DENY' }, (answer, role) =>
        isToday(key, role) ? told(answer) === `403 FORBIDDEN of ${key}` : answer.status === 403,
      ),
    ).toEqual([]);
  });

  it.each(KEYS)('%s: whoever a rule gives it to has it', async (key) => {
    const { givenTo } = PERMISSIONS[key];

    expect(await faultsOf(key, givenTo, { place: own, effect: 'ALLOW' }, (answer) => isDone(key, answer))).toEqual([]);
  });

  it.each(KEYS)('%s: whoever needs an approval by a rule is told so', async (key) => {
    const { givenTo } = PERMISSIONS[key];

    expect(
      await faultsOf(
        key,
        givenTo,
        { place: own, effect: 'APPROVE' },
        (answer) => told(answer) === `403 APPROVAL_REQUIRED of ${key}`,
      ),
    ).toEqual([]);
  });

  it.each(KEYS.filter((key) => !SHARED.includes(key)))(
    '%s: a rule of another outlet says nothing here',
    async (key) => {
      const today = STAFF_ROLES.filter((role) => isToday(key, role));
      const isOpen = (answer: Answer<Problem>, role: StaffRole) =>
        isDone(key, answer) || (PERMISSIONS[key].approve as readonly string[]).includes(role);

      expect(await faultsOf(key, today, { place: foreign, effect: 'DENY' }, isOpen)).toEqual([]);
    },
  );
});
