import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, it } from '@jest/globals';

import { accountOf, DEMO_PASSWORD } from '../../apps/console/src/demo-data/accounts.js';
import { seedDemo } from '../../apps/console/src/seed-demo.js';
import { type Api, client, type Client, createTestDatabase, ROOT, startApi } from '../support/index.js';

interface Operation {
  readonly method: 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  /** Of its JSON body. */
  readonly example?: object;
}
type Made = Readonly<Record<string, Record<string, unknown>>>;
type Ids = (made: Made) => Readonly<Record<string, unknown>>;
type Who = 'admin' | 'supervisor' | 'kasir' | 'waiter' | 'kitchen' | 'ana' | 'registered' | 'guest' | 'nobody';

interface Step {
  readonly operationId: string;
  readonly who: Who;
  /** What a person who presses “Execute” must see. */
  readonly status: number;
  /** Of the path, copied from answers before. */
  readonly ids: Ids;
  /** Over the example’s own body. */
  readonly body: Ids;
}

/** A step with the body of its example alone, unless an id in it is one that a person copies from an answer before. */
const step = (operationId: string, who: Who, status: number, ids: Ids = () => ({}), body: Ids = () => ({})): Step => ({
  operationId,
  who,
  status,
  ids,
  body,
});
const of =
  (operationId: string, name = 'id', field = 'id'): Ids =>
  (made) => ({ [name]: made[operationId]?.[field] });
/** The order that the example of placeOrder has just made. */
const anOrder = of('placeOrder');
const aLine: Ids = (made) => {
  const order = made['placeOrder'] as { id: string; items: { id: string }[] } | undefined;
  return { id: order?.id, item_id: order?.items[0]?.id };
};
const itsProduct = (made: Readonly<Record<string, unknown>>) =>
  (made['placeOrder'] as { items: { product_id: string }[] } | undefined)?.items[0]?.product_id;
const itsItems: Ids = (made) => ({ item_ids: [aLine(made)['item_id']] });
/** The kitchen’s lines of the tickets that the example of bumpTickets has just moved. */
const itsTicketLines: Ids = (made) => {
  const { tickets = [] } = (made['bumpTickets'] ?? {}) as { tickets?: { lines: { id: string }[] }[] };
  return { line_ids: tickets.flatMap(({ lines }) => lines.map(({ id }) => id)) };
};
const mine: Ids = (made) => ({ id: made['self']?.['id'] });

/** Every operation that takes JSON, in an order in which a curious owner could press them. */
const tableMade = (made: Readonly<Record<string, unknown>>) => (made['createTable'] as { id: string } | undefined)?.id;

const STEPS: readonly Step[] = [
  step('logIn', 'nobody', 200),
  step('requestPasswordReset', 'nobody', 202),
  step('registerUser', 'nobody', 201),
  step('eraseOwnAccount', 'registered', 204),
  step('switchByPin', 'waiter', 200),
  // Tokens are secrets: an example cannot have one that is good.
  step('refreshLogin', 'nobody', 401),
  step('resetPassword', 'nobody', 422),
  step('validateTableSession', 'nobody', 200),
  step('requestDevicePairing', 'nobody', 201),
  // So are the codes and secrets of tablets.
  step('approveDevicePairing', 'admin', 404),
  step('collectDevicePairing', 'nobody', 404, of('requestDevicePairing')),
  step('changeDevice', 'admin', 404, of('requestDevicePairing')),
  step('replacePermissionRules', 'admin', 200),
  step('createApproval', 'waiter', 201),
  step('requestApproval', 'waiter', 201),

  step('createCategory', 'admin', 201),
  step('replaceCategory', 'admin', 200, of('createCategory')),
  step('updateCategory', 'admin', 200, of('createCategory')),
  step('setCategoryAvailability', 'admin', 200, of('createCategory')),
  step('createProduct', 'admin', 201),
  step('replaceProduct', 'admin', 200, of('createProduct')),
  step('updateProduct', 'admin', 200, of('createProduct')),
  step('setProductAvailability', 'admin', 200, of('createProduct')),
  step('changeProductStock', 'admin', 200, of('createProduct')),
  step('addProductVariant', 'admin', 201, of('createProduct')),
  step('replaceProductPrices', 'admin', 200, of('createProduct')),
  step('createSchedule', 'admin', 201),
  step('updateSchedule', 'admin', 200, of('createSchedule')),
  step('createMenu', 'admin', 201),
  step('updateMenu', 'admin', 200, of('createMenu')),
  step('recordStockCount', 'admin', 201),
  step('createCoupon', 'admin', 201),
  step('replaceCoupon', 'admin', 200, of('createCoupon')),
  step('updateCoupon', 'admin', 200, of('createCoupon')),
  step('createCustomer', 'admin', 201),
  step('replaceCustomer', 'admin', 200, of('createCustomer')),
  step('updateCustomer', 'admin', 200, of('createCustomer')),
  step('deleteCustomer', 'admin', 204, of('createCustomer')),
  step('createOutlet', 'admin', 201),
  step('replaceOutlet', 'admin', 200, of('createOutlet')),
  step('updateOutlet', 'admin', 200, of('createOutlet')),
  step('createTable', 'admin', 201),
  step('setOutletProduct', 'admin', 200, (made) => ({
    id: made['createTable']?.['outlet_id'],
    pid: made['createProduct']?.['id'],
  })),
  step('replaceTable', 'admin', 200, of('createTable')),
  step('updateTable', 'admin', 200, of('createTable')),
  step('createFloor', 'admin', 201),
  step('updateFloor', 'admin', 200, of('createFloor')),
  step('arrangeFloor', 'admin', 200, of('createFloor'), (made) => ({
    version: made['updateFloor']?.['version'],
    tables: [{ id: tableMade(made), x: 2, y: 3, width: 4, height: 2 }],
  })),
  step('createUser', 'admin', 201),
  step('changeUser', 'admin', 200, of('createUser')),
  step('deleteUser', 'admin', 204, of('createUser')),
  step('createShippingRate', 'admin', 201),
  step('replaceShippingRate', 'admin', 200, of('createShippingRate')),
  step('updateShippingRate', 'admin', 200, of('createShippingRate')),
  step('calculateShipping', 'nobody', 200),
  step('createReason', 'admin', 201),
  step('updateReason', 'admin', 200, of('createReason')),
  step('deleteReason', 'admin', 204, of('createReason')),
  step('createTender', 'admin', 201),
  step('updateTender', 'admin', 200, of('createTender')),
  step('deleteTender', 'admin', 204, of('createTender')),
  step('createDrawer', 'admin', 201),
  step('updateDrawer', 'admin', 200, of('createDrawer')),
  step('deleteDrawer', 'admin', 204, of('createDrawer')),

  step('openShift', 'kasir', 201),
  step('closeShift', 'kasir', 200, undefined, of('openShift', 'shift_id')),
  step('adjustShift', 'supervisor', 201, of('openShift')),
  step('openShift', 'kasir', 201),
  step('endShift', 'kasir', 200, of('openShift')),
  step('auditShift', 'supervisor', 200, of('openShift')),
  step('openShift', 'kasir', 201),
  step('addShiftMember', 'supervisor', 200, of('openShift')),
  step('handOverShift', 'kasir', 201, of('openShift'), (made) => {
    const joined = made['addShiftMember'] as { members: { user_id: string }[] } | undefined;
    return { to_user_id: joined?.members[0]?.user_id };
  }),
  step('openShift', 'kasir', 201),
  step('recordCashMovement', 'kasir', 201, of('openShift')),
  step('openTableSession', 'waiter', 201),
  step('callService', 'guest', 201, of('openTableSession')),
  step('addTableCartItem', 'guest', 201),
  step('changeTableCartItem', 'guest', 200, (made) => ({
    id: (made['addTableCartItem'] as { items: { id: string }[] } | undefined)?.items[0]?.id,
  })),
  step('orderTableCart', 'guest', 201),
  // The demo has few bottles, and others ask for them below.
  step('voidOrder', 'supervisor', 200, of('orderTableCart')),
  step('moveTableSession', 'waiter', 200, of('openTableSession')),
  step('linkTables', 'waiter', 200, of('openTableSession'), (made) => ({ table_ids: [tableMade(made)] })),
  step('unlinkTable', 'waiter', 200, of('openTableSession'), (made) => ({ table_id: tableMade(made) })),
  step('quoteOrder', 'waiter', 200),
  step('sellAtCounter', 'kasir', 201),
  step('placeOrder', 'waiter', 201),
  step('repeatOrder', 'waiter', 201, anOrder),
  // The stock is back with the void: there is little of it.
  step('voidOrder', 'supervisor', 200, anOrder),
  step('placeOrder', 'waiter', 201),
  step('addOrderItems', 'waiter', 201, anOrder),
  step('changeOrderItem', 'waiter', 200, aLine),
  step('changeOrderItemStatus', 'kitchen', 200, aLine),
  step('changeOrderStatus', 'kitchen', 200, anOrder),
  step('discountOrder', 'supervisor', 200, anOrder),
  step('discountOrderItem', 'supervisor', 200, aLine),
  step('compOrderItem', 'supervisor', 200, aLine),
  step('priceOrderItem', 'supervisor', 200, aLine),
  step('uncompOrderItem', 'supervisor', 200, aLine),
  step('transferOrder', 'waiter', 200, anOrder),
  step('payOrder', 'kasir', 201, anOrder),
  step('reopenOrder', 'supervisor', 200, anOrder),
  step('settleOrder', 'supervisor', 200, anOrder),
  // What it takes comes back: there is little of it.
  step('exchangeOrder', 'supervisor', 201, anOrder, (made) => ({
    return: [{ item_id: aLine(made)['item_id'], quantity: 1, restock: true }],
    items: [{ product_id: itsProduct(made), quantity: 1 }],
  })),
  step('editPaymentTip', 'kasir', 200, of('payOrder', 'id', 'payment_id')),
  // The café has no card terminal of its own: it says which tender is missing.
  step('retenderPayment', 'supervisor', 422, of('payOrder', 'id', 'payment_id')),
  step('refundOrder', 'supervisor', 201, anOrder, () => ({ amount: 1_000 })),
  step('refundPayment', 'supervisor', 201, of('payOrder', 'id', 'payment_id')),
  // Nobody gave anything to the pool in the days of the example.
  step('shareTips', 'supervisor', 422),
  step('placeOrder', 'waiter', 201),
  step('fireOrder', 'waiter', 200, anOrder),
  step('rushTickets', 'waiter', 200, undefined, (made) => ({ order_id: anOrder(made)['id'] })),
  step('bumpTickets', 'kitchen', 200, undefined, itsItems),
  step('recallTickets', 'kitchen', 200, undefined, itsItems),
  step('remakeLines', 'kitchen', 201, undefined, itsTicketLines),
  step('putStation', 'supervisor', 200, () => ({ code: 'grill' })),
  step('putOutletKitchen', 'admin', 200, of('createOutlet')),
  step('splitOrder', 'waiter', 200, anOrder),
  step('placeOrder', 'waiter', 201),
  step('mergeOrders', 'waiter', 200, anOrder, (made) => ({ order_ids: [made['first']?.['id']] })),
  step('voidOrderItem', 'supervisor', 200, aLine),
  step('placeOrder', 'waiter', 201),
  step('cancelOrder', 'waiter', 200, anOrder),
  step('placeOrder', 'waiter', 201),
  step('voidOrder', 'supervisor', 200, anOrder),

  step('addCartItem', 'ana', 201),
  step('setCartItem', 'ana', 200, (made) => ({
    id: (made['addCartItem'] as { items: { id: string }[] } | undefined)?.items[0]?.id,
  })),
  step('setCartCoupon', 'ana', 200),
  step('addAddress', 'ana', 201, mine),
  step('replaceAddress', 'ana', 200, (made) => ({ ...mine(made), aid: made['addAddress']?.['id'] })),
  step('changeOwnProfile', 'ana', 200),
  step('replaceOwnProfile', 'ana', 200),
  step('logOut', 'ana', 200),

  // Nothing of the demo is held for a yes, sent by a parcel, owed by a gateway, or signed by one: a clear refusal, and no 400.
  step('acceptOrder', 'waiter', 409, anOrder),
  step('rejectOrder', 'waiter', 409, anOrder),
  step('correctOrder', 'supervisor', 409, anOrder),
  step('setOrderTracking', 'admin', 409, anOrder),
  step('createPayment', 'kasir', 422, (made) => ({ order_id: made['placeOrder']?.['id'] })),
  step('replaceFiscalSettings', 'admin', 200, of('createOutlet')),
  step('receiveMidtrans', 'nobody', 401),
  step('receiveOpenPix', 'nobody', 401),
  step('receiveProPay', 'nobody', 401),
  step('receiveStripe', 'nobody', 401),
];

const EMPTY = [
  'acceptOrder',
  'addShiftMember',
  'deleteUser',
  'eraseOwnAccount',
  'fireOrder',
  'logOut',
  'orderTableCart',
  'repeatOrder',
  'settleOrder',
];

describe('the examples of the OpenAPI document, on the demo as it stands', () => {
  let api: Api;
  const operations = new Map<string, Operation>();
  const callers = {} as Record<Who, Client>;

  beforeAll(async () => {
    const database = await createTestDatabase();
    await seedDemo(database.url);
    api = await startApi({ database });
    const document = JSON.parse(readFileSync(join(ROOT, 'openapi.json'), 'utf8')) as {
      paths: Record<string, Record<string, Record<string, unknown>>>;
    };
    for (const [path, methods] of Object.entries(document.paths))
      for (const [method, operation] of Object.entries(methods)) {
        const body = operation['requestBody'] as { content: Record<string, { example?: object }> } | undefined;
        const example = body?.content['application/json']?.example;
        operations.set(String(operation['operationId']), { method: method as Operation['method'], path, example });
      }
    callers.nobody = client(api);
    for (const who of ['admin', 'supervisor', 'kasir', 'waiter', 'kitchen', 'ana'] as const) {
      const { body } = await client(api).post<{ access_token: string }>('/auth/login', {
        username: who,
        password: DEMO_PASSWORD,
      });
      callers[who] = client(api, body.access_token);
    }
  }, 300_000);

  it('are sent as they stand, and do what the operation says', async () => {
    const made: Record<string, Record<string, unknown>> = { self: { id: accountOf('ana').id } };
    const wrong: string[] = [];
    for (const { operationId, who, status, ids, body } of STEPS) {
      const { method, path, example } = operations.get(operationId)!;
      if (operationId === 'placeOrder' && made['placeOrder']) made['first'] = made['placeOrder'];
      const filled = Object.entries(ids(made)).reduce((all, [name, id]) => all.replace(`{${name}}`, String(id)), path);
      const sent = example && { ...example, ...body(made) };
      const answer = await callers[who][method](filled.replace('/api/v1', ''), sent);
      if (operationId === 'registerUser')
        callers.registered = client(api, (answer.body as { access_token: string }).access_token);
      if (operationId === 'openTableSession') callers.guest = client(api, (answer.body as { token: string }).token);
      made[operationId] = answer.body as Record<string, unknown>;
      if (answer.status !== status)
        wrong.push(`${operationId} by ${who}: ${answer.status}, not ${status}: ${JSON.stringify(answer.body)}`);
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it('say what is to be done, wherever a body has to', () => {
    const empty = [...operations].filter(([, { example }]) => example && Object.keys(example).length === 0);
    // What these take may be left out, all of it.
    expect(empty.map(([name]) => name).sort()).toEqual(EMPTY);
  });

  it('are all of them tried', () => {
    const tried = new Set(STEPS.map(({ operationId }) => operationId));

    expect([...operations].filter(([name, { example }]) => example && !tried.has(name))).toEqual([]);
  });
});
