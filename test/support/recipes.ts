import { newId, type Role } from '#libs/kernel';

import type { Caller, Place } from './places.js';

/** A request that is good in the outlet of its place. */
export interface Recipe {
  readonly allowed: 'anyone' | readonly Role[];
  /** What `{name}`s in the path stand for. */
  readonly path?: (place: Place, by: Caller) => Promise<Readonly<Record<string, string>>>;
  readonly query?: (place: Place, by: Caller) => Promise<Readonly<Record<string, string>>>;
  readonly body?: (place: Place, by: Caller) => Promise<unknown>;
  readonly contentType?: string;
  /** The problems that a caller who is allowed may get even so, by code. */
  readonly problems?: readonly string[];
  /** What a caller of elsewhere gets. `hidden`: 404; `own`: their own things, whatever the request names; `shown`: it is public. */
  readonly foreign: 'hidden' | 'own' | 'shown';
  /** Codes that refuse without a look at what is named, instead of 404. */
  readonly elsewhere?: readonly string[];
  /** Good requests in which one part is of elsewhere: each must be answered as if that part did not exist. */
  readonly mixed?: readonly Mixed[];
  /** Its body is bytes with a signature over them, whatever they say. */
  readonly takesBytes?: true;
  /** It ends the caller's login: asked by somebody made for it. */
  readonly endsLogin?: true;
}

export interface Mixed {
  readonly name: string;
  readonly by: Caller;
  /** The foreign id, and then one that nobody has. */
  readonly reference: (foreign: Place) => Promise<string>;
  readonly body?: (own: Place, reference: string) => Promise<unknown>;
  readonly query?: (own: Place, reference: string) => Promise<Readonly<Record<string, string>>>;
}

const ADMIN = ['ADMIN'] as const;
const STAFF = ['ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER', 'KITCHEN'] as const;
const FLOOR = ['ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER'] as const;
const TILL = ['ADMIN', 'SUPERVISOR', 'KASIR'] as const;
const LEAD = ['ADMIN', 'SUPERVISOR'] as const;
const USERS = [...STAFF, 'CUSTOMER'] as const;
const EVERYONE = [...USERS, 'GUEST'] as const;

const outletOf = (place: Place) => Promise.resolve({ outlet_id: place.outletId });
const orderOf = async (place: Place, by: Caller) => ({ id: (await place.order(by)).id });
const lineOf = async (place: Place, by: Caller) => place.order(by).then(({ id, item_id }) => ({ id, item_id }));
const productOf = async (place: Place) => ({ id: (await place.product()).id });
const outletProductOf = async (place: Place) => ({ id: place.outletId, pid: (await place.product()).id });
const variantOf = async (place: Place) => place.variant();
const categoryOf = async (place: Place) => ({ id: await place.category() });
const floorOf = async (place: Place) => ({ id: await place.floor() });
const aLayout = (id: string) => ({ version: 1, tables: [{ id, x: 0, y: 0, width: 2, height: 2 }], pairs: [] });
const tableOf = async (place: Place) => ({ id: await place.table() });
const sessionOf = async (place: Place, by: Caller) => ({
  id: by === 'GUEST' ? place.guest.id : (await place.session()).id,
});
const callOf = async (place: Place) => ({ id: await place.call() });
const shiftOf = async (place: Place, by: Caller) => ({ id: await place.ownShift(by) });
const ticketOf = async (place: Place) => ({ id: (await place.ticket()).id });
const stationOf = async (place: Place) => ({ code: await place.station() });
const paymentOf = async (place: Place) => ({ id: (await place.payment()).id });
/** One of another outlet's reasons in an otherwise good body. */
const foreignReason = (name: string, body: object): Mixed => ({
  name,
  by: 'SUPERVISOR',
  reference: (foreign) => foreign.reason(),
  body: (_, reason_id) => Promise.resolve({ ...body, reason_id }),
});
const exchangeOf = ({ itemId }: { readonly itemId: string }, product_id: string) => ({
  return: [{ item_id: itemId, quantity: 1, restock: true }],
  items: [{ product_id, quantity: 1 }],
  reason: 'too small',
});
const reasonOf = async (place: Place) => ({ id: await place.reason() });
const tenderOf = async (place: Place) => ({ id: await place.tender() });
const drawerOf = async (place: Place) => ({ id: await place.drawer() });
const webhookOf = async (place: Place) => ({ id: await place.webhook() });
const userOf = async (place: Place) => ({ id: (await place.staff('WAITER')).id });
const deviceOf = async (place: Place) => ({ id: await place.device() });
const approvalOf = async (place: Place) => ({ id: await place.approval() });
const couponOf = async (place: Place) => ({ id: (await place.coupon()).id });
const tableCartItemOf = async (place: Place) => ({ id: await place.tableCartItem() });
const cartItemOf = async (place: Place) => ({ id: await place.cartItem() });
const shipmentOf = async (place: Place) => ({ id: (await place.shipment()).id });
const rateOf = async (place: Place) => ({ id: await place.shippingRate() });
/** Guests have no till, waiters no drawer. */
const CASH_REFUSED = ['CASH_AT_THE_TILL', 'NO_OPEN_SHIFT'];
const aRate = () => ({
  carrier: 'Motoboy',
  service: aName('S'),
  cep_from: '01000-000',
  cep_to: '05999-999',
  max_weight_grams: 5_000,
  price: 1_500,
  days: 1,
});
const buyerOf = async (place: Place) => ({ id: await place.buyer() });
const addressOf = async (place: Place, by: Caller) => {
  const { userId, id } = await place.address(by);
  return { id: userId, aid: id };
};
const line = async (place: Place) => ({ product_id: (await place.product()).id, quantity: 1 });
const fixed =
  <T>(value: T) =>
  () =>
    Promise.resolve(value);

const PASSWORD = 'sambal-terasi-2026';
const street = { street: 'Jl. Melati 7', city: 'Jakarta', postal_code: '10110', country: 'ID' };
// Whoever replaces an outlet leaves its customers as many unpaid orders as they had.
const outlet = { name: 'Kopi Baru', currency: 'IDR', time_zone: 'Asia/Jakarta', max_unpaid_orders: 10_000 };
const aName = (what: string) => `${what} ${newId().slice(-12)}`;

/** Of nobody who could sign it. */
const aWebhook: Recipe = {
  allowed: 'anyone',
  body: fixed({ event: 'charge.paid' }),
  problems: ['WEBHOOK_SIGNATURE_INVALID', 'WEBHOOK_UNREADABLE'],
  foreign: 'shown',
  takesBytes: true,
};

const aBasket = async (place: Place, by: Caller) => ({
  outlet_id: place.outletId,
  items: [await line(place)],
  ...(by === 'CUSTOMER' && { type: 'TAKEAWAY' }),
});
/** Everybody may approve it, since everybody may take an order. */
const anApproval = (place: Place) =>
  Promise.resolve({ outlet_id: place.outletId, request: { method: 'POST', path: '/api/v1/orders', body: {} } });
const foreignProductId = async (foreign: Place) => (await foreign.product()).id;
const foreignBarcode = (foreign: Place) => foreign.barcode();
const foreignOutletId = (foreign: Place) => Promise.resolve(foreign.outletId);
const foreignTableId = (foreign: Place) => foreign.table();
const foreignOrderId = async (foreign: Place) => (await foreign.order('WAITER')).id;
const foreignSessionId = async (foreign: Place) => (await foreign.session()).id;

const basketMixes: Mixed[] = [
  {
    name: "the barcode of another outlet's product",
    by: 'WAITER',
    reference: foreignBarcode,
    body: async (own, barcode) => ({ outlet_id: own.outletId, items: [{ barcode, quantity: 1 }] }),
  },
  {
    name: "a product of another outlet's",
    by: 'WAITER',
    reference: foreignProductId,
    body: async (own, product_id) => ({ outlet_id: own.outletId, items: [{ product_id, quantity: 1 }] }),
  },
  {
    name: "another outlet's table",
    by: 'WAITER',
    reference: foreignTableId,
    body: async (own, table_id) => ({ ...(await aBasket(own, 'WAITER')), table_id }),
  },
  {
    name: "another outlet's sitting",
    by: 'WAITER',
    reference: foreignSessionId,
    body: async (own, table_session_id) => ({ ...(await aBasket(own, 'WAITER')), table_session_id }),
  },
  {
    name: 'another outlet',
    by: 'GUEST',
    reference: foreignOutletId,
    body: async (own, outlet_id) => ({ ...(await aBasket(own, 'GUEST')), outlet_id }),
  },
  {
    name: "another table's sitting",
    by: 'GUEST',
    reference: foreignSessionId,
    body: async (own, table_session_id) => ({ ...(await aBasket(own, 'GUEST')), table_session_id }),
  },
];
const filterMix = (name: string, reference: Mixed['reference'], by: Caller = 'SUPERVISOR'): Mixed => ({
  name: `${name} of another outlet`,
  by,
  reference,
  query: (_, id) => Promise.resolve({ [name]: id }),
});

/** One recipe for every operation of the API, by operation id. */
export const RECIPES: Readonly<Record<string, Recipe>> = {
  ping: { allowed: 'anyone', foreign: 'shown' },
  listAuditLog: { allowed: ADMIN, query: outletOf, foreign: 'shown' },
  verifyAuditLog: { allowed: ADMIN, query: outletOf, foreign: 'shown' },

  requestPasswordReset: { allowed: 'anyone', body: fixed({ email: 'nobody@warung.example' }), foreign: 'shown' },
  logIn: {
    allowed: 'anyone',
    body: fixed({ username: 'nobody-at-all', password: PASSWORD }),
    problems: ['LOGIN_FAILED'],
    foreign: 'shown',
  },
  logOut: {
    allowed: 'anyone',
    body: fixed({ refresh_token: 'not-a-token' }),
    endsLogin: true,
    problems: ['TOKEN_MISSING', 'TOKEN_INVALID', 'REFRESH_TOKEN_INVALID'],
    foreign: 'shown',
  },
  switchByPin: {
    allowed: STAFF,
    body: async (place) => ({ user_id: (await place.staff('WAITER')).id, pin: '4826' }),
    problems: ['PIN_INVALID', 'CREDENTIALS_INVALID', 'PIN_FAILED'],
    foreign: 'own',
    mixed: [
      {
        name: "a colleague of another outlet's",
        by: 'KASIR',
        reference: async (foreign) => (await foreign.staff('WAITER')).id,
        body: (_, user_id) => Promise.resolve({ user_id, pin: '4826' }),
      },
    ],
  },
  refreshLogin: {
    allowed: 'anyone',
    body: fixed({ refresh_token: 'not-a-token' }),
    problems: ['TOKEN_INVALID', 'REFRESH_TOKEN_INVALID'],
    foreign: 'shown',
  },
  requestDevicePairing: { allowed: 'anyone', body: fixed({ kind: 'KITCHEN' }), foreign: 'shown' },
  approveDevicePairing: {
    allowed: LEAD,
    body: async (place) => ({ outlet_id: place.outletId, code: (await place.pairing()).code, name: aName('Tablet') }),
    foreign: 'hidden',
  },
  collectDevicePairing: {
    allowed: 'anyone',
    path: async (place) => ({ id: (await place.waitingPairing()).id }),
    body: async (place) => ({ secret: (await place.waitingPairing()).secret }),
    foreign: 'shown',
  },
  listDevices: { allowed: LEAD, query: outletOf, foreign: 'hidden' },
  // A cook is no device.
  getOwnDevice: { allowed: ['KITCHEN'], problems: ['DEVICE_NOT_FOUND'], foreign: 'own' },
  getDevice: { allowed: LEAD, path: deviceOf, foreign: 'hidden' },
  changeDevice: { allowed: LEAD, path: deviceOf, body: fixed({ name: 'Tablet at the pass' }), foreign: 'hidden' },
  revokeDevice: { allowed: LEAD, path: deviceOf, foreign: 'hidden' },

  listPermissions: { allowed: STAFF, foreign: 'shown' },
  getEffectivePermissions: { allowed: STAFF, query: outletOf, foreign: 'hidden' },
  getPermissionRules: { allowed: ADMIN, query: outletOf, foreign: 'shown' },
  replacePermissionRules: {
    allowed: ADMIN,
    query: outletOf,
    body: async (place) => ({
      version: await place.permissionVersion(),
      rules: [{ role: 'WAITER', key: 'tip.edit', effect: 'ALLOW' }],
    }),
    foreign: 'shown',
  },
  createApproval: {
    allowed: STAFF,
    body: async (place) => ({
      ...(await anApproval(place)),
      approver: { user_id: (await place.staff('SUPERVISOR')).id, pin: '2222' },
    }),
    // Nobody here has a PIN.
    problems: ['APPROVAL_DENIED', 'RATE_LIMITED'],
    foreign: 'hidden',
  },
  requestApproval: { allowed: STAFF, body: anApproval, foreign: 'hidden' },
  grantApproval: { allowed: STAFF, path: approvalOf, foreign: 'hidden' },
  denyApproval: { allowed: STAFF, path: approvalOf, foreign: 'hidden' },
  listApprovals: { allowed: STAFF, query: outletOf, foreign: 'hidden' },

  registerUser: {
    allowed: 'anyone',
    body: async () => ({ username: `c-${newId().slice(-12)}`, password: PASSWORD }),
    foreign: 'own',
  },
  resetPassword: {
    allowed: 'anyone',
    body: fixed({ token: 'not-a-token', password: PASSWORD }),
    problems: ['TOKEN_INVALID', 'RESET_TOKEN_INVALID'],
    foreign: 'shown',
  },
  listUsers: { allowed: ADMIN, query: outletOf, foreign: 'shown' },
  createUser: {
    allowed: ADMIN,
    body: async (place) => ({
      username: `u-${newId().slice(-12)}`,
      password: PASSWORD,
      role: 'WAITER',
      outlet_ids: [place.outletId],
    }),
    foreign: 'shown',
  },
  getUser: { allowed: ADMIN, path: userOf, foreign: 'shown' },
  changeUser: { allowed: ADMIN, path: userOf, body: fixed({ name: 'Rina' }), foreign: 'shown' },
  deleteUser: { allowed: ADMIN, path: userOf, foreign: 'shown' },
  getOwnProfile: { allowed: USERS, foreign: 'own' },
  changeOwnProfile: { allowed: USERS, body: fixed({ name: 'Siti' }), foreign: 'own' },
  replaceOwnProfile: { allowed: USERS, body: fixed({ name: 'Siti' }), foreign: 'own' },
  exportOwnData: { allowed: USERS, foreign: 'own' },
  eraseOwnAccount: { allowed: USERS, endsLogin: true, foreign: 'own' },
  listColleagues: { allowed: STAFF, foreign: 'own' },
  listAddresses: { allowed: USERS, path: async (place, by) => ({ id: place.userId(by) }), foreign: 'hidden' },
  addAddress: {
    allowed: USERS,
    path: async (place, by) => ({ id: place.userId(by) }),
    body: fixed(street),
    foreign: 'hidden',
  },
  replaceAddress: { allowed: USERS, path: addressOf, body: fixed(street), foreign: 'hidden' },
  removeAddress: { allowed: USERS, path: addressOf, foreign: 'hidden' },
  setDefaultAddress: { allowed: USERS, path: addressOf, foreign: 'hidden' },

  listOutlets: { allowed: STAFF, foreign: 'own' },
  createOutlet: { allowed: ADMIN, body: fixed(outlet), foreign: 'shown' },
  getOutlet: { allowed: STAFF, path: async ({ outletId }) => ({ id: outletId }), foreign: 'hidden' },
  replaceOutlet: {
    allowed: ADMIN,
    path: async ({ outletId }) => ({ id: outletId }),
    body: fixed(outlet),
    problems: ['VERSION_CONFLICT'],
    foreign: 'shown',
  },
  updateOutlet: {
    allowed: ADMIN,
    path: async ({ outletId }) => ({ id: outletId }),
    body: fixed({ phone: '1' }),
    // Somebody else changes the outlet at the same moment.
    problems: ['VERSION_CONFLICT'],
    foreign: 'shown',
  },
  deleteOutlet: {
    allowed: ADMIN,
    path: async (place) => ({
      id: ((await place.shop.admin.post('/outlets', outlet)).body as { id: string }).id,
    }),
    foreign: 'shown',
  },

  listTables: { allowed: STAFF, query: outletOf, foreign: 'hidden' },
  createTable: {
    allowed: LEAD,
    body: async ({ outletId }) => ({ outlet_id: outletId, name: aName('T') }),
    foreign: 'hidden',
  },
  getTable: { allowed: STAFF, path: tableOf, foreign: 'hidden' },
  replaceTable: { allowed: LEAD, path: tableOf, body: async () => ({ name: aName('T') }), foreign: 'hidden' },
  updateTable: { allowed: LEAD, path: tableOf, body: fixed({ seats: 4 }), foreign: 'hidden' },
  deleteTable: { allowed: LEAD, path: tableOf, foreign: 'hidden' },
  getTableQrPng: { allowed: STAFF, path: tableOf, foreign: 'hidden' },
  getTableQrSvg: { allowed: STAFF, path: tableOf, foreign: 'hidden' },
  cleanTable: { allowed: FLOOR, path: tableOf, foreign: 'hidden' },
  blockTable: {
    allowed: LEAD,
    path: async (place) => ({ id: await place.freeTable('block') }),
    foreign: 'hidden',
  },
  unblockTable: { allowed: LEAD, path: tableOf, foreign: 'hidden' },
  rotateTableQr: { allowed: LEAD, path: tableOf, foreign: 'hidden' },
  listTableSessions: {
    allowed: STAFF,
    query: outletOf,
    foreign: 'hidden',
    mixed: [filterMix('table_id', foreignTableId)],
  },
  openTableSession: {
    allowed: 'anyone',
    body: async (place) => ({ table_id: await place.table() }),
    // Who is not staff needs the secret of the QR code.
    problems: ['FORBIDDEN', 'TOKEN_MISSING', 'TABLE_NOT_FOUND'],
    elsewhere: ['FORBIDDEN', 'TOKEN_MISSING'],
    foreign: 'hidden',
  },
  validateTableSession: { allowed: 'anyone', body: fixed({ token: 'ts_nothing' }), foreign: 'shown' },
  getTableSession: { allowed: [...STAFF, 'GUEST'], path: sessionOf, foreign: 'hidden' },
  moveTableSession: {
    allowed: FLOOR,
    path: async (place) => ({ id: (await place.session()).id }),
    body: async (place) => ({ table_id: await place.table(), join: true }),
    foreign: 'hidden',
    mixed: [
      {
        name: "another outlet's table",
        by: 'WAITER',
        reference: foreignTableId,
        body: (_, table_id) => Promise.resolve({ table_id }),
      },
    ],
  },
  listFloors: { allowed: STAFF, query: outletOf, foreign: 'hidden' },
  getFloor: { allowed: STAFF, path: floorOf, foreign: 'hidden' },
  createFloor: {
    allowed: LEAD,
    body: async (place) => ({ outlet_id: place.outletId, name: aName('Floor'), width: 20, height: 10 }),
    foreign: 'hidden',
  },
  updateFloor: { allowed: LEAD, path: floorOf, body: fixed({ width: 21 }), foreign: 'hidden' },
  arrangeFloor: {
    allowed: LEAD,
    path: floorOf,
    body: async (place) => aLayout(await place.table()),
    // Somebody else has changed it meanwhile.
    problems: ['VERSION_CONFLICT'],
    foreign: 'hidden',
    mixed: [
      {
        name: "another outlet's table",
        by: 'SUPERVISOR',
        reference: foreignTableId,
        body: (_, table_id) => Promise.resolve(aLayout(table_id)),
      },
    ],
  },
  deleteFloor: { allowed: LEAD, path: floorOf, problems: ['FLOOR_NOT_FOUND'], foreign: 'hidden' },
  linkTables: {
    allowed: FLOOR,
    path: async (place) => ({ id: (await place.session()).id }),
    body: async (place) => ({ table_ids: [await place.freeTable('link')] }),
    foreign: 'hidden',
    mixed: [
      {
        name: "another outlet's table",
        by: 'WAITER',
        reference: foreignTableId,
        body: (_, table_id) => Promise.resolve({ table_ids: [table_id] }),
      },
    ],
  },
  unlinkTable: {
    allowed: FLOOR,
    path: async (place) => ({ id: (await place.linked()).id }),
    body: async (place) => ({ table_id: (await place.linked()).tableId }),
    // Where each is made anew the table is another sitting's.
    problems: ['TABLE_NOT_LINKED'],
    foreign: 'hidden',
    mixed: [
      {
        name: "another outlet's table",
        by: 'WAITER',
        reference: foreignTableId,
        body: (_, table_id) => Promise.resolve({ table_id }),
      },
    ],
  },
  callService: {
    allowed: ['GUEST'],
    path: async (place) => ({ id: place.guest.id }),
    body: fixed({ kind: 'WAITER' }),
    foreign: 'hidden',
  },
  listTableCalls: { allowed: [...FLOOR, 'GUEST'], path: sessionOf, foreign: 'hidden' },
  listCalls: { allowed: FLOOR, query: outletOf, foreign: 'hidden' },
  acknowledgeCall: { allowed: FLOOR, path: callOf, foreign: 'hidden' },
  finishCall: { allowed: FLOOR, path: callOf, foreign: 'hidden' },
  closeTableSession: {
    allowed: STAFF,
    path: async (place) => ({ id: (await place.session()).id }),
    foreign: 'hidden',
  },

  getShop: { allowed: 'anyone', path: async (place) => ({ outlet_id: place.outletId }), foreign: 'shown' },
  getMenu: { allowed: 'anyone', query: outletOf, foreign: 'shown' },
  listCategories: { allowed: 'anyone', query: outletOf, foreign: 'shown' },
  getCategory: { allowed: 'anyone', path: categoryOf, foreign: 'shown' },
  createCategory: {
    allowed: ADMIN,
    body: async (place) => ({ outlet_id: place.outletId, name: aName('C') }),
    foreign: 'shown',
  },
  replaceCategory: { allowed: ADMIN, path: categoryOf, body: async () => ({ name: aName('C') }), foreign: 'shown' },
  updateCategory: { allowed: ADMIN, path: categoryOf, body: fixed({ position: 3 }), foreign: 'shown' },
  deleteCategory: { allowed: ADMIN, path: categoryOf, foreign: 'shown' },
  setCategoryAvailability: {
    allowed: ['ADMIN', 'SUPERVISOR', 'KITCHEN'],
    path: categoryOf,
    body: fixed({ available: false }),
    foreign: 'hidden',
  },
  listProducts: { allowed: 'anyone', query: outletOf, foreign: 'shown' },
  searchProducts: {
    allowed: 'anyone',
    query: async (place) => ({ ...(await outletOf(place)), q: 'soup' }),
    foreign: 'shown',
  },
  scanProduct: {
    allowed: STAFF,
    path: async (place) => ({ code: await place.barcode() }),
    query: outletOf,
    foreign: 'hidden',
  },
  listFeaturedProducts: { allowed: 'anyone', query: outletOf, foreign: 'shown' },
  listProductsOfCategory: { allowed: 'anyone', path: categoryOf, foreign: 'shown' },
  getProduct: { allowed: 'anyone', path: productOf, foreign: 'shown' },
  createProduct: {
    allowed: ADMIN,
    body: async (place) => ({ outlet_id: place.outletId, name: aName('P'), price: 1_000 }),
    foreign: 'shown',
  },
  replaceProduct: {
    allowed: ADMIN,
    path: productOf,
    body: async (place) => ({ outlet_id: place.outletId, name: aName('P'), price: 1_000 }),
    foreign: 'shown',
  },
  updateProduct: { allowed: ADMIN, path: productOf, body: fixed({ price: 2_000 }), foreign: 'shown' },
  deleteProduct: { allowed: ADMIN, path: productOf, foreign: 'shown' },
  getOutletProduct: { allowed: LEAD, path: outletProductOf, foreign: 'hidden' },
  setOutletProduct: { allowed: LEAD, path: outletProductOf, body: fixed({ price: 2_000 }), foreign: 'hidden' },
  resetOutletProduct: { allowed: LEAD, path: outletProductOf, foreign: 'hidden' },
  getProductPrices: { allowed: ADMIN, path: productOf, foreign: 'shown' },
  replaceProductPrices: {
    allowed: ADMIN,
    path: productOf,
    body: fixed({ prices: [{ channel: 'TABLE', price: 2_000 }] }),
    foreign: 'shown',
  },
  listSchedules: { allowed: STAFF, query: outletOf, foreign: 'hidden' },
  createSchedule: {
    allowed: ADMIN,
    body: async (place) => ({
      ...{ outlet_id: place.outletId, name: aName('S') },
      windows: [{ days: ['MON', 'FRI'], from: '17:00', to: '19:00' }],
    }),
    foreign: 'shown',
  },
  updateSchedule: {
    allowed: ADMIN,
    path: async (place) => ({ id: await place.schedule() }),
    body: fixed({ except: ['2026-12-25'] }),
    foreign: 'shown',
  },
  deleteSchedule: { allowed: ADMIN, path: async (place) => ({ id: await place.schedule() }), foreign: 'shown' },
  listMenus: { allowed: STAFF, query: outletOf, foreign: 'hidden' },
  createMenu: {
    allowed: ADMIN,
    body: async (place) => ({ name: aName('M'), outlet_ids: [place.outletId], product_ids: [] }),
    foreign: 'shown',
  },
  updateMenu: {
    allowed: ADMIN,
    path: async (place) => ({ id: await place.menu() }),
    body: fixed({ channels: ['COUNTER'] }),
    foreign: 'shown',
  },
  deleteMenu: { allowed: ADMIN, path: async (place) => ({ id: await place.menu() }), foreign: 'shown' },
  addProductVariant: {
    allowed: ADMIN,
    path: async (place) => ({ id: (await place.variant()).id }),
    body: async () => ({ name: aName('V'), price: 1_000 }),
    foreign: 'shown',
  },
  deleteProductVariant: { allowed: ADMIN, path: variantOf, foreign: 'shown' },
  importProducts: {
    allowed: ADMIN,
    query: outletOf,
    body: async () => `name,price\n${aName('P')},1000\n`,
    contentType: 'text/csv',
    foreign: 'shown',
  },
  exportProducts: { allowed: ADMIN, query: outletOf, foreign: 'shown' },
  setProductAvailability: {
    allowed: ['ADMIN', 'SUPERVISOR', 'KITCHEN'],
    path: productOf,
    body: fixed({ available: false }),
    foreign: 'hidden',
    mixed: [
      {
        name: "another outlet's id",
        by: 'SUPERVISOR',
        reference: foreignOutletId,
        body: (_, outlet_id) => Promise.resolve({ available: false, outlet_id }),
      },
    ],
  },
  changeProductStock: {
    allowed: LEAD,
    path: productOf,
    body: async (place) => ({ outlet_id: place.outletId, delta: 1, reason: 'found one' }),
    foreign: 'hidden',
    mixed: [
      {
        name: "another outlet's id",
        by: 'SUPERVISOR',
        reference: foreignOutletId,
        body: (_, outlet_id) => Promise.resolve({ quantity: 3, outlet_id }),
      },
    ],
  },

  listCoupons: { allowed: ADMIN, query: outletOf, foreign: 'shown' },
  createCoupon: {
    allowed: ADMIN,
    body: async ({ outletId }) => ({
      code: `K${newId().slice(-12)}`,
      type: 'PERCENT',
      value: 10,
      outlet_id: outletId,
    }),
    foreign: 'shown',
  },
  getCoupon: { allowed: ADMIN, path: couponOf, foreign: 'shown' },
  replaceCoupon: {
    allowed: ADMIN,
    path: couponOf,
    body: async () => ({ code: `K${newId().slice(-12)}`, type: 'FIXED', value: 5_000 }),
    foreign: 'shown',
  },
  updateCoupon: { allowed: ADMIN, path: couponOf, body: fixed({ max_uses: 10 }), foreign: 'shown' },
  deleteCoupon: { allowed: ADMIN, path: couponOf, foreign: 'shown' },

  getCart: { allowed: ['CUSTOMER'], foreign: 'own' },
  addCartItem: {
    // Whoever has no login begins a cart; staff and guests have none.
    allowed: 'anyone',
    body: async (place) => ({ ...(await line(place)), outlet_id: place.outletId }),
    problems: ['FORBIDDEN'],
    foreign: 'own',
  },
  setCartItem: {
    allowed: ['CUSTOMER'],
    path: cartItemOf,
    body: fixed({ quantity: 2 }),
    // The cart is emptied at the same moment.
    problems: ['CART_ITEM_NOT_FOUND'],
    foreign: 'own',
  },
  removeCartItem: {
    allowed: ['CUSTOMER'],
    path: cartItemOf,
    problems: ['CART_ITEM_NOT_FOUND'],
    foreign: 'own',
  },
  emptyCart: { allowed: ['CUSTOMER'], foreign: 'own' },
  refreshCart: { allowed: ['CUSTOMER'], foreign: 'own' },
  getTableCart: { allowed: ['GUEST'], foreign: 'own' },
  addTableCartItem: {
    allowed: ['GUEST'],
    body: line,
    foreign: 'hidden',
    mixed: [
      {
        name: "a product of another outlet's",
        by: 'GUEST',
        reference: async (foreign) => (await foreign.product()).id,
        body: (_, product_id) => Promise.resolve({ product_id, quantity: 1 }),
      },
    ],
  },
  changeTableCartItem: {
    allowed: ['GUEST'],
    path: tableCartItemOf,
    body: fixed({ quantity: 2 }),
    // It is taken out, or ordered, at the same moment.
    problems: ['CART_ITEM_NOT_FOUND'],
    foreign: 'hidden',
  },
  removeTableCartItem: {
    allowed: ['GUEST'],
    path: tableCartItemOf,
    problems: ['CART_ITEM_NOT_FOUND'],
    foreign: 'hidden',
  },
  orderTableCart: { allowed: ['GUEST'], body: fixed({}), problems: ['CART_EMPTY'], foreign: 'own' },
  setCartCoupon: {
    allowed: ['CUSTOMER'],
    body: async (place) => {
      await place.cartItem();
      return { code: (await place.coupon()).code };
    },
    problems: ['CART_EMPTY'],
    foreign: 'own',
  },
  removeCartCoupon: { allowed: ['CUSTOMER'], foreign: 'own' },

  placeOrder: {
    allowed: EVERYONE,
    body: aBasket,
    foreign: 'hidden',
    elsewhere: ['OUTLET_MISMATCH'],
    mixed: basketMixes,
  },
  sellAtCounter: {
    allowed: FLOOR,
    body: async (place) => ({ outlet_id: place.outletId, items: [await line(place)] }),
    problems: CASH_REFUSED,
    foreign: 'hidden',
    elsewhere: ['OUTLET_MISMATCH'],
    mixed: [
      {
        name: "a product of another outlet's",
        by: 'WAITER',
        reference: foreignProductId,
        body: async (own, product_id) => ({ outlet_id: own.outletId, items: [{ product_id, quantity: 1 }] }),
      },
      {
        name: "the barcode of another outlet's product",
        by: 'WAITER',
        reference: foreignBarcode,
        body: async (own, barcode) => ({ outlet_id: own.outletId, items: [{ barcode, quantity: 1 }] }),
      },
    ],
  },
  quoteOrder: {
    allowed: 'anyone',
    body: aBasket,
    foreign: 'hidden',
    elsewhere: ['OUTLET_MISMATCH'],
    mixed: basketMixes,
  },
  listOrders: {
    allowed: EVERYONE,
    query: async (place, by) => (by === 'GUEST' || by === 'CUSTOMER' ? {} : outletOf(place)),
    foreign: 'hidden',
    mixed: [
      filterMix('table_id', foreignTableId),
      filterMix('table_session_id', foreignSessionId),
      filterMix('outlet_id', foreignOutletId, 'GUEST'),
      filterMix('outlet_id', foreignOutletId, 'CUSTOMER'),
    ],
  },
  trackOrder: {
    allowed: 'anyone',
    path: fixed({ number: 'NOTHING-1' }),
    problems: ['ORDER_NOT_FOUND', 'TRACKING_NOT_FOUND', 'SHIPMENT_NOT_FOUND', 'PARCEL_NOT_FOUND'],
    foreign: 'shown',
  },
  listTransactions: {
    allowed: EVERYONE,
    query: async (place, by) => (by === 'GUEST' || by === 'CUSTOMER' ? {} : outletOf(place)),
    foreign: 'hidden',
    mixed: [filterMix('table_id', foreignTableId), filterMix('table_session_id', foreignSessionId)],
  },
  getTransaction: { allowed: EVERYONE, path: orderOf, foreign: 'hidden' },
  // A customer's order waits for a yes, or for its money; a waiter's does not.
  acceptOrder: { allowed: FLOOR, path: (place) => orderOf(place, 'CUSTOMER'), foreign: 'hidden' },
  fireOrder: { allowed: STAFF, path: (place) => orderOf(place, 'CUSTOMER'), foreign: 'hidden' },
  rejectOrder: {
    allowed: FLOOR,
    path: (place) => orderOf(place, 'CUSTOMER'),
    body: fixed({ reason: 'we close' }),
    foreign: 'hidden',
  },
  getOrder: { allowed: EVERYONE, path: orderOf, foreign: 'hidden' },
  getOrderStatus: { allowed: EVERYONE, path: orderOf, foreign: 'hidden' },
  getOrderHistory: { allowed: STAFF, path: orderOf, foreign: 'hidden' },
  getOrderReceipt: { allowed: EVERYONE, path: orderOf, foreign: 'hidden' },
  cancelOrder: {
    allowed: [...FLOOR, 'GUEST', 'CUSTOMER'],
    path: orderOf,
    body: fixed({ reason: 'a mistake' }),
    foreign: 'hidden',
  },
  changeOrderStatus: { allowed: STAFF, path: orderOf, body: fixed({ status: 'COOKING' }), foreign: 'hidden' },
  changeOrderItemStatus: { allowed: STAFF, path: lineOf, body: fixed({ status: 'COOKING' }), foreign: 'hidden' },
  addOrderItems: {
    allowed: [...STAFF, 'GUEST'],
    path: orderOf,
    body: async (place) => ({ items: [await line(place)] }),
    foreign: 'hidden',
    mixed: [
      {
        name: "a product of another outlet's",
        by: 'WAITER',
        reference: foreignProductId,
        body: (_, product_id) => Promise.resolve({ items: [{ product_id, quantity: 1 }] }),
      },
      {
        name: "the barcode of another outlet's product",
        by: 'WAITER',
        reference: foreignBarcode,
        body: (_, barcode) => Promise.resolve({ items: [{ barcode, quantity: 1 }] }),
      },
    ],
  },
  changeOrderItem: {
    allowed: [...FLOOR, 'GUEST'],
    path: lineOf,
    body: fixed({ quantity_delta: 1, note: 'no onion' }),
    problems: ['ORDER_NOT_HELD'],
    foreign: 'hidden',
  },
  repeatOrder: {
    allowed: [...FLOOR, 'GUEST'],
    path: orderOf,
    body: fixed({}),
    problems: ['ROUND_WAITS'],
    foreign: 'hidden',
  },
  discountOrderItem: {
    allowed: FLOOR,
    path: lineOf,
    body: fixed({ type: 'PERCENT', value: 10, reason: 'waited too long' }),
    problems: ['APPROVAL_REQUIRED'],
    foreign: 'hidden',
    mixed: [foreignReason('a reason of another outlet', { type: 'PERCENT', value: 10 })],
  },
  compOrderItem: {
    allowed: FLOOR,
    path: lineOf,
    body: fixed({ quantity: 1, reason: 'hair in the soup' }),
    problems: ['APPROVAL_REQUIRED'],
    foreign: 'hidden',
    mixed: [foreignReason('a reason of another outlet', { quantity: 1 })],
  },
  uncompOrderItem: {
    allowed: FLOOR,
    path: lineOf,
    body: fixed({ reason: 'mistake' }),
    problems: ['APPROVAL_REQUIRED'],
    foreign: 'hidden',
  },
  priceOrderItem: {
    allowed: ['ADMIN', 'SUPERVISOR', 'KASIR'],
    path: lineOf,
    body: fixed({ unit_price: 15_000, reason: 'old menu' }),
    problems: ['APPROVAL_REQUIRED'],
    foreign: 'hidden',
  },
  voidOrderItem: {
    allowed: FLOOR,
    path: lineOf,
    body: fixed({ reason: 'wrong dish' }),
    problems: ['LAST_LINE', 'APPROVAL_REQUIRED'],
    foreign: 'hidden',
  },
  discountOrder: {
    allowed: FLOOR,
    path: orderOf,
    body: fixed({ type: 'PERCENT', value: 10, reason: 'waited too long' }),
    problems: ['APPROVAL_REQUIRED'],
    foreign: 'hidden',
    mixed: [
      {
        name: "another outlet's supervisor",
        by: 'WAITER',
        reference: async (foreign) => foreign.shop.accounts.supervisor.id,
        body: (_, user_id) =>
          Promise.resolve({ type: 'PERCENT', value: 10, reason: 'mine', approval: { user_id, pin: '4826' } }),
      },
    ],
  },
  tellBillPrinted: { allowed: FLOOR, path: orderOf, foreign: 'hidden' },
  reopenOrder: {
    allowed: TILL,
    path: async (place) => ({ id: (await place.payment()).orderId }),
    body: fixed({ reason: 'cold soup' }),
    problems: ['APPROVAL_REQUIRED'],
    foreign: 'hidden',
    mixed: [foreignReason('a reason of another outlet', {})],
  },
  exchangeOrder: {
    allowed: TILL,
    path: async (place) => ({ id: (await place.payment()).orderId }),
    body: async (place) => exchangeOf(place.lastPaid ?? (await place.payment()), (await place.product()).id),
    problems: ['APPROVAL_REQUIRED', 'REFUND_TOO_MANY'],
    foreign: 'hidden',
    mixed: [
      {
        name: "another outlet's product",
        by: 'SUPERVISOR',
        reference: async (foreign) => (await foreign.product()).id,
        body: async (place, product_id) => exchangeOf(place.lastPaid ?? (await place.payment()), product_id),
      },
    ],
  },
  settleOrder: {
    allowed: FLOOR,
    path: async (place) => ({ id: await place.reopened() }),
    body: fixed({}),
    foreign: 'hidden',
  },
  voidOrder: { allowed: FLOOR, path: orderOf, body: fixed({ reason: 'left' }), foreign: 'hidden' },
  transferOrder: {
    allowed: FLOOR,
    path: orderOf,
    body: async (place) => ({ table_id: await place.table() }),
    foreign: 'hidden',
    mixed: [
      {
        name: "another outlet's table",
        by: 'WAITER',
        reference: foreignTableId,
        body: (_, table_id) => Promise.resolve({ table_id }),
      },
    ],
  },
  splitOrder: { allowed: FLOOR, path: orderOf, body: fixed({ ways: 2 }), foreign: 'hidden' },
  mergeOrders: {
    allowed: FLOOR,
    path: orderOf,
    body: async (place) => ({ order_ids: [(await place.order('WAITER', 1)).id] }),
    foreign: 'hidden',
    mixed: [
      {
        name: "another outlet's bill",
        by: 'WAITER',
        reference: foreignOrderId,
        body: (_, id) => Promise.resolve({ order_ids: [id] }),
      },
    ],
  },
  payOrder: {
    allowed: [...FLOOR, 'GUEST', 'CUSTOMER'],
    path: orderOf,
    body: fixed({ method: 'cash' }),
    problems: CASH_REFUSED,
    foreign: 'hidden',
  },
  correctOrder: {
    allowed: ['ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER', 'CUSTOMER'],
    path: orderOf,
    body: fixed({
      shipping: {
        address: { street: 'Rua A', number: '1', city: 'São Paulo', state: 'SP', postal_code: '01310-100' },
      },
    }),
    problems: ['NO_PARCEL'],
    foreign: 'hidden',
  },
  setOrderTracking: {
    allowed: ADMIN,
    path: orderOf,
    body: async () => ({ tracking_number: `JP${newId().slice(-12)}`, carrier: 'JNE' }),
    problems: ['NOT_SHIPPED', 'ORDER_NOT_SHIPPABLE'],
    foreign: 'shown',
  },

  getOrderFiscal: { allowed: EVERYONE, path: orderOf, problems: ['FISCAL_DOCUMENT_NOT_FOUND'], foreign: 'hidden' },
  getOrderFiscalXml: { allowed: EVERYONE, path: orderOf, problems: ['FISCAL_DOCUMENT_NOT_FOUND'], foreign: 'hidden' },
  getOrderFiscalPdf: { allowed: EVERYONE, path: orderOf, problems: ['FISCAL_DOCUMENT_NOT_FOUND'], foreign: 'hidden' },
  // No provider is configured here.
  retryOrderFiscal: { allowed: ADMIN, path: orderOf, problems: ['FISCAL_PROVIDER_MISSING'], foreign: 'shown' },
  listFiscalDocuments: { allowed: ADMIN, query: outletOf, foreign: 'shown' },
  getFiscalSettings: { allowed: ADMIN, path: async ({ outletId }) => ({ id: outletId }), foreign: 'shown' },
  replaceFiscalSettings: {
    allowed: ADMIN,
    path: async ({ outletId }) => ({ id: outletId }),
    body: fixed({ regime: 'SIMPLES', state: 'SP', nfe_series: 2 }),
    problems: ['VERSION_CONFLICT'],
    foreign: 'shown',
  },

  listPayments: {
    allowed: FLOOR,
    query: outletOf,
    foreign: 'hidden',
    mixed: [
      filterMix('order_id', async (foreign) => (await foreign.payment()).orderId),
      filterMix('shift_id', async (foreign) => (await foreign.shift()).id),
    ],
  },
  getPayment: { allowed: FLOOR, path: paymentOf, foreign: 'hidden' },
  createPayment: {
    allowed: [...FLOOR, 'GUEST', 'CUSTOMER'],
    path: async (place, by) => ({ order_id: (await place.order(by)).id }),
    body: fixed({ method: 'cash' }),
    problems: CASH_REFUSED,
    foreign: 'hidden',
  },
  syncPayment: { allowed: FLOOR, path: paymentOf, foreign: 'hidden' },
  refundPayment: {
    allowed: TILL,
    problems: ['APPROVAL_REQUIRED'],
    path: paymentOf,
    body: fixed({ amount: 5_000, reason: 'cold' }),
    foreign: 'hidden',
  },

  retenderPayment: {
    allowed: TILL,
    path: paymentOf,
    body: async (place) => ({ method: 'bank_transfer', tender_id: await place.tender(), reason: 'wrong button' }),
    problems: ['APPROVAL_REQUIRED', 'SAME_TENDER', 'PAYMENT_FIXED'],
    foreign: 'hidden',
    mixed: [
      {
        name: "another outlet's tender",
        by: 'SUPERVISOR',
        reference: (foreign) => foreign.tender(),
        body: (_, tender_id) => Promise.resolve({ method: 'bank_transfer', tender_id, reason: 'wrong button' }),
      },
    ],
  },
  refundOrder: {
    allowed: TILL,
    problems: ['APPROVAL_REQUIRED'],
    path: async (place) => ({ id: (await place.payment()).orderId }),
    body: fixed({ amount: 5_000, reason: 'cold' }),
    foreign: 'hidden',
  },

  editPaymentTip: {
    allowed: FLOOR,
    path: paymentOf,
    body: fixed({ tip: 500 }),
    problems: ['TIP_FIXED'],
    foreign: 'hidden',
  },
  shareTips: {
    allowed: LEAD,
    body: async (place) => ({
      outlet_id: place.outletId,
      from: '2026-03-01',
      to: '2026-03-31',
      shares: [{ user_id: (await place.staff('WAITER')).id, points: 3 }],
    }),
    problems: ['TIP_POOL_EMPTY'],
    foreign: 'hidden',
  },
  getTipReport: { allowed: FLOOR, query: outletOf, foreign: 'hidden' },

  confirmPayment: {
    allowed: FLOOR,
    path: async (place) => ({ id: await place.awaitedPayment() }),
    foreign: 'hidden',
  },
  cancelPayment: {
    allowed: FLOOR,
    path: async (place) => ({ id: await place.awaitedPayment() }),
    foreign: 'hidden',
  },
  listReasons: { allowed: STAFF, query: outletOf, foreign: 'hidden' },
  createReason: {
    allowed: ADMIN,
    body: async (place) => ({ outlet_id: place.outletId, kind: 'COMP', label: aName('R') }),
    foreign: 'shown',
  },
  updateReason: { allowed: ADMIN, path: reasonOf, body: fixed({ needs_note: true }), foreign: 'shown' },
  deleteReason: { allowed: ADMIN, path: reasonOf, foreign: 'shown' },
  listTenders: { allowed: FLOOR, query: outletOf, foreign: 'hidden' },
  createTender: {
    allowed: ADMIN,
    body: async (place) => ({ outlet_id: place.outletId, name: aName('EDC'), method: 'card_terminal' }),
    foreign: 'shown',
  },
  updateTender: { allowed: ADMIN, path: tenderOf, body: fixed({ position: 3 }), foreign: 'shown' },
  deleteTender: { allowed: ADMIN, path: tenderOf, foreign: 'shown' },

  listDrawers: { allowed: FLOOR, query: outletOf, foreign: 'hidden' },
  createDrawer: {
    allowed: ADMIN,
    body: async (place) => ({ outlet_id: place.outletId, name: aName('Till') }),
    foreign: 'shown',
  },
  updateDrawer: { allowed: ADMIN, path: drawerOf, body: async () => ({ name: aName('Till') }), foreign: 'shown' },
  deleteDrawer: { allowed: ADMIN, path: drawerOf, foreign: 'shown' },

  receiveMidtrans: aWebhook,
  receiveProPay: aWebhook,
  receiveOpenPix: aWebhook,
  receiveStripe: aWebhook,
  listWebhookLogs: { allowed: ADMIN, query: fixed({ provider: 'stripe' }), foreign: 'shown' },
  getWebhookLog: { allowed: ADMIN, path: webhookOf, foreign: 'shown' },
  replayWebhook: { allowed: ADMIN, path: webhookOf, foreign: 'shown' },

  listShifts: {
    allowed: TILL,
    query: outletOf,
    foreign: 'hidden',
    mixed: [filterMix('user_id', async (foreign) => foreign.shop.accounts.cashier.id)],
  },
  openShift: {
    allowed: TILL,
    body: async (place, by) => ({
      outlet_id: place.outletId,
      start_cash: 1_000,
      ...(by !== 'KASIR' && { user_id: (await place.staff('KASIR')).id }),
    }),
    problems: ['SHIFT_ALREADY_OPEN'],
    foreign: 'hidden',
    mixed: [
      {
        name: "another outlet's cashier",
        by: 'SUPERVISOR',
        reference: async (foreign) => (await foreign.staff('WAITER')).id,
        body: (own, user_id) => Promise.resolve({ outlet_id: own.outletId, start_cash: 1, user_id }),
      },
      {
        name: "another outlet's drawer",
        by: 'SUPERVISOR',
        reference: (foreign) => foreign.drawer(),
        body: async (own, drawer_id) => ({
          outlet_id: own.outletId,
          start_cash: 1,
          user_id: (await own.staff('KASIR')).id,
          drawer_id,
        }),
      },
    ],
  },
  closeShift: {
    allowed: TILL,
    body: async (place, by) => ({
      shift_id: by === 'KASIR' ? await place.ownShift(by) : (await place.shift()).id,
      end_cash: 50_000,
    }),
    problems: ['APPROVAL_REQUIRED', 'DIFFERENCE_NEEDS_APPROVAL', 'CASH_DIFFERENCE_NEEDS_APPROVAL'],
    foreign: 'hidden',
  },
  getCurrentShift: { allowed: [...TILL, 'WAITER'], query: outletOf, problems: ['NO_OPEN_SHIFT'], foreign: 'hidden' },
  verifyShiftReports: { allowed: ADMIN, query: outletOf, foreign: 'shown' },
  getShift: { allowed: TILL, path: shiftOf, foreign: 'hidden' },
  listCashMovements: { allowed: TILL, path: shiftOf, foreign: 'hidden' },
  recordCashMovement: {
    allowed: TILL,
    path: shiftOf,
    body: fixed({ type: 'PAY_OUT', amount: 1_000, reason: 'ice' }),
    foreign: 'hidden',
  },
  addShiftMember: {
    allowed: [...TILL, 'WAITER'],
    path: async (place, by) => (by === 'KASIR' ? shiftOf(place, by) : { id: (await place.shift()).id }),
    body: async (place) => ({ user_id: (await place.staff('WAITER')).id }),
    problems: ['NOT_YOUR_SHIFT'],
    foreign: 'hidden',
    mixed: [
      {
        name: "another outlet's waiter",
        by: 'SUPERVISOR',
        reference: async (foreign) => (await foreign.staff('WAITER')).id,
        body: (_, user_id) => Promise.resolve({ user_id }),
      },
    ],
  },
  removeShiftMember: {
    allowed: [...TILL, 'WAITER'],
    path: shiftOf,
    problems: ['MEMBER_NOT_FOUND'],
    foreign: 'hidden',
  },
  handOverShift: {
    allowed: TILL,
    path: async (place, by) => (by === 'KASIR' ? shiftOf(place, by) : { id: (await place.shift()).id }),
    body: async (place) => ({ to_user_id: (await place.staff('WAITER')).id, counted: 50_000 }),
    problems: ['APPROVAL_REQUIRED', 'ALREADY_IN_SHIFT'],
    foreign: 'hidden',
    mixed: [
      {
        name: "another outlet's waiter",
        by: 'SUPERVISOR',
        reference: async (foreign) => (await foreign.staff('WAITER')).id,
        body: (_, to_user_id) => Promise.resolve({ to_user_id, counted: 50_000 }),
      },
    ],
  },
  endShift: {
    allowed: TILL,
    // A cashier ends their own alone, which everything else here needs open.
    path: async (place) => ({ id: await place.shiftToEnd() }),
    body: fixed({ counted: 1_000 }),
    problems: ['NOT_YOUR_SHIFT', 'SHIFT_CLOSED'],
    foreign: 'hidden',
  },
  auditShift: {
    allowed: LEAD,
    path: async (place) => ({ id: await place.endedShift() }),
    body: fixed({ note: 'Counted together' }),
    problems: ['SHIFT_NOT_ENDED', 'OWN_COUNT'],
    foreign: 'hidden',
  },
  adjustShift: {
    allowed: LEAD,
    path: async (place) => ({ id: await place.closedShift() }),
    body: fixed({ method: 'cash', amount: -1_000, reason: 'under the tray' }),
    foreign: 'hidden',
    mixed: [
      {
        name: "another outlet's payment",
        by: 'SUPERVISOR',
        reference: async (foreign) => (await foreign.payment()).id,
        body: (_, payment_id) => Promise.resolve({ method: 'cash', amount: 1, payment_id, reason: 'found' }),
      },
    ],
  },
  getShiftReport: { allowed: TILL, path: shiftOf, foreign: 'hidden' },

  listCustomers: { allowed: FLOOR, query: outletOf, foreign: 'hidden' },
  createCustomer: {
    allowed: FLOOR,
    body: async (place) => ({ outlet_id: place.outletId, name: aName('Siti'), phone: '+62 812-3456-7890' }),
    foreign: 'hidden',
  },
  getCustomer: { allowed: FLOOR, path: buyerOf, foreign: 'hidden' },
  updateCustomer: { allowed: TILL, path: buyerOf, body: fixed({ phone: '0812 111 222' }), foreign: 'hidden' },
  replaceCustomer: { allowed: TILL, path: buyerOf, body: fixed({ name: 'Siti' }), foreign: 'hidden' },
  deleteCustomer: { allowed: LEAD, path: buyerOf, foreign: 'hidden' },
  listPurchases: {
    allowed: [...FLOOR, 'CUSTOMER'],
    path: async (place, by) => (by === 'CUSTOMER' ? { id: place.customer.id } : buyerOf(place)),
    foreign: 'hidden',
  },

  getSalesReport: { allowed: LEAD, query: outletOf, foreign: 'hidden' },
  listBestSellers: { allowed: LEAD, query: outletOf, foreign: 'hidden' },
  listTopProducts: { allowed: LEAD, query: outletOf, foreign: 'hidden' },
  getKitchenReport: { allowed: LEAD, query: outletOf, foreign: 'hidden' },
  listLowStock: { allowed: LEAD, query: outletOf, foreign: 'hidden' },
  getDashboard: { allowed: LEAD, query: outletOf, foreign: 'hidden' },

  listStockCounts: { allowed: STAFF, query: outletOf, foreign: 'hidden' },
  recordStockCount: {
    allowed: LEAD,
    body: async (place) => ({
      outlet_id: place.outletId,
      items: [{ product_id: (await place.product()).id, quantity: 5 }],
    }),
    foreign: 'hidden',
    mixed: [
      {
        name: "a product of another outlet's",
        by: 'SUPERVISOR',
        reference: foreignProductId,
        body: (own, product_id) => Promise.resolve({ outlet_id: own.outletId, items: [{ product_id, quantity: 5 }] }),
      },
    ],
  },
  getStockCount: { allowed: STAFF, path: async (place) => ({ id: await place.stockCount() }), foreign: 'hidden' },
  listStockLevels: {
    allowed: STAFF,
    query: outletOf,
    foreign: 'hidden',
    mixed: [filterMix('product_id', foreignProductId)],
  },
  listStockMovements: {
    allowed: STAFF,
    query: outletOf,
    foreign: 'hidden',
    mixed: [filterMix('product_id', foreignProductId)],
  },

  listKitchenTickets: { allowed: STAFF, query: outletOf, foreign: 'hidden' },
  getKitchenTicket: { allowed: STAFF, path: ticketOf, foreign: 'hidden' },
  getKitchenTicketHistory: { allowed: STAFF, path: ticketOf, foreign: 'hidden' },
  bumpTickets: {
    allowed: STAFF,
    body: async (place) => ({ ticket_id: (await place.ticket()).id, status: 'COOKING' }),
    foreign: 'hidden',
  },
  recallTickets: {
    allowed: STAFF,
    body: async (place) => ({ ticket_id: (await place.ticket()).id }),
    foreign: 'hidden',
  },
  remakeLines: {
    allowed: ['ADMIN', 'SUPERVISOR', 'WAITER', 'KITCHEN'],
    body: async (place) => ({ line_ids: [(await place.ticket()).line_id], reason: 'dropped' }),
    foreign: 'hidden',
  },
  rushTickets: {
    allowed: STAFF,
    body: async (place) => ({ ticket_id: (await place.ticket()).id, on: true }),
    foreign: 'hidden',
  },
  seeTicket: { allowed: ['ADMIN', 'SUPERVISOR', 'KITCHEN'], path: ticketOf, foreign: 'hidden' },
  getAllDay: { allowed: STAFF, query: outletOf, foreign: 'hidden' },
  getKitchenLoad: { allowed: STAFF, query: outletOf, foreign: 'hidden' },
  getKitchenBoard: { allowed: 'anyone', query: outletOf, foreign: 'shown' },
  listStations: { allowed: STAFF, query: outletOf, foreign: 'hidden' },
  putStation: {
    allowed: LEAD,
    path: stationOf,
    query: outletOf,
    body: fixed({ name: 'Grill' }),
    foreign: 'hidden',
  },
  deleteStation: { allowed: LEAD, path: stationOf, query: outletOf, foreign: 'hidden' },
  getOutletKitchen: { allowed: STAFF, path: async ({ outletId }) => ({ id: outletId }), foreign: 'hidden' },
  putOutletKitchen: {
    allowed: ADMIN,
    path: async ({ outletId }) => ({ id: outletId }),
    body: fixed({ recall_minutes: 20 }),
    foreign: 'shown',
  },

  calculateShipping: {
    allowed: 'anyone',
    body: async (place) => ({
      outlet_id: place.outletId,
      cep_destino: '01310-100',
      items: [await line(place)],
    }),
    foreign: 'shown',
  },
  listShippingRates: { allowed: ADMIN, query: outletOf, foreign: 'shown' },
  getShippingRate: { allowed: ADMIN, path: rateOf, foreign: 'shown' },
  createShippingRate: {
    allowed: ADMIN,
    body: async (place) => ({ outlet_id: place.outletId, ...aRate() }),
    foreign: 'shown',
  },
  replaceShippingRate: { allowed: ADMIN, path: rateOf, body: async () => aRate(), foreign: 'shown' },
  updateShippingRate: { allowed: ADMIN, path: rateOf, body: fixed({ price: 1_600 }), foreign: 'shown' },
  deleteShippingRate: { allowed: ADMIN, path: rateOf, foreign: 'shown' },
  listShipments: {
    allowed: LEAD,
    query: outletOf,
    foreign: 'hidden',
    mixed: [filterMix('order_id', async (foreign) => (await foreign.shipment()).orderId)],
  },
  getShipment: { allowed: LEAD, path: shipmentOf, foreign: 'hidden' },
  // No carrier is set up.
  syncShipment: { allowed: LEAD, path: shipmentOf, problems: ['NOT_TRACKABLE'], foreign: 'hidden' },

  listNotifications: { allowed: ADMIN, query: outletOf, foreign: 'shown' },
  retryNotification: { allowed: ADMIN, path: async (place) => ({ id: await place.owedMail() }), foreign: 'shown' },
  listJobs: { allowed: ADMIN, foreign: 'shown' },
  retryJob: { allowed: ADMIN, path: async (place) => ({ id: await place.deadJob() }), foreign: 'shown' },

  listEvents: { allowed: EVERYONE, foreign: 'own' },
};
