import { newId } from '#libs/kernel';

import { createAccount, type TestAccount } from './accounts.js';
import type { Api } from './api.js';
import { type Client, client } from './client.js';
import type { TestDatabase } from './database.js';
import { createShop, expectStatus, type Shop, type TestProduct } from './shop.js';

export const CALLERS = ['anonymous', 'ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER', 'KITCHEN', 'CUSTOMER', 'GUEST'] as const;
export type Caller = (typeof CALLERS)[number];

interface Setting {
  readonly database: TestDatabase;
  readonly api: Api;
  /** A word in the names of everything here that nobody from elsewhere may read. */
  readonly mark: string;
  readonly fresh: boolean;
}

interface OrderIds {
  readonly id: string;
  readonly item_id: string;
}

/**
 * An outlet with a caller of every role, and a way to get one of everything in it. Those of a `fresh` place are new at each call, so that a
 * test may use them up; those of a still one are made once.
 */
export class Place {
  /** A line of the order that was paid last: a path names the order, and a body its line. */
  lastPaid: { readonly itemId: string } | null = null;
  private readonly made = new Map<string, Promise<unknown>>();

  private constructor(
    readonly shop: Shop,
    readonly callers: Readonly<Record<Caller, Client>>,
    readonly customer: TestAccount,
    readonly guest: { readonly id: string; readonly token: string },
    private readonly setting: Setting,
  ) {}

  static async open(database: TestDatabase, api: Api, mark: string, { fresh }: { fresh: boolean }): Promise<Place> {
    const shop = await createShop(database, api, { name: `Outlet ${mark}` });
    const customer = await createAccount(database, 'CUSTOMER');
    const [tableId = ''] = shop.tableIds;
    const seated = expectStatus(
      201,
      await shop.waiter.post<{ id: string; token: string }>('/table-sessions', { table_id: tableId }),
    );
    const callers = {
      anonymous: client(api),
      ADMIN: shop.admin,
      SUPERVISOR: shop.supervisor,
      KASIR: shop.cashier,
      WAITER: shop.waiter,
      KITCHEN: shop.kitchen,
      CUSTOMER: client(api, customer.token),
      GUEST: client(api, seated.token),
    };
    const place = new Place(shop, callers, customer, seated, { database, api, mark, fresh });
    for (const caller of ['ADMIN', 'SUPERVISOR', 'KASIR', 'WAITER'] as const) {
      const body = {
        outlet_id: place.outletId,
        start_cash: 1_000_000,
        user_id: shop.accounts[accountOf[caller]].id,
      };
      expectStatus(201, await shop.admin.post('/shifts/open', body));
    }
    return place;
  }

  get outletId(): string {
    return this.shop.outletId;
  }

  product(): Promise<TestProduct> {
    return this.one('product', () =>
      this.shop.product(`Soup ${this.setting.mark} ${newId()}`, 20_000, { stock: 1_000 }),
    );
  }

  /** What a product of its own is scanned by. */
  barcode(): Promise<string> {
    return this.one('barcode', async () => {
      const barcode = `C-${newId()}`;
      await this.shop.product(`Jam ${newId()}`, 20_000, { barcode, stock: 1_000 });
      return barcode;
    });
  }

  /** A product that is sold as two variants, and the id of one of them. */
  variant(): Promise<{ id: string; vid: string }> {
    return this.one('variant', async () => {
      const body = {
        outlet_id: this.outletId,
        name: `Latte ${this.setting.mark} ${newId()}`,
        price: 20_000,
        variants: [
          { name: 'M', price: 20_000 },
          { name: 'L', price: 24_000 },
        ],
      };
      const answer = await this.shop.admin.post<{ id: string; variants: { id: string }[] }>('/products', body);
      const { id, variants } = expectStatus(201, answer);
      return { id, vid: variants[0]?.id ?? '' };
    });
  }

  schedule(): Promise<string> {
    return this.one('schedule', async () => {
      const windows = [{ days: ['MON'], from: '17:00', to: '19:00' }];
      const body = { outlet_id: this.outletId, name: `Hours ${this.setting.mark}`, windows };
      return expectStatus(201, await this.shop.admin.post<{ id: string }>('/schedules', body)).id;
    });
  }

  /** A menu of this outlet with nothing in it. */
  menu(): Promise<string> {
    return this.one('menu definition', async () => {
      const body = { name: `Menu ${this.setting.mark}`, outlet_ids: [this.outletId] };
      return expectStatus(201, await this.shop.admin.post<{ id: string }>('/menus', body)).id;
    });
  }

  category(): Promise<string> {
    return this.one('category', async () => {
      const body = { outlet_id: this.outletId, name: `Drinks ${this.setting.mark} ${newId()}` };
      return expectStatus(201, await this.shop.admin.post<{ id: string }>('/categories', body)).id;
    });
  }

  table(): Promise<string> {
    return this.one('table', async () => {
      const body = { outlet_id: this.outletId, name: `T ${this.setting.mark} ${newId().slice(-8)}` };
      return expectStatus(201, await this.shop.admin.post<{ id: string }>('/tables', body)).id;
    });
  }

  floor(): Promise<string> {
    return this.one('floor', async () => {
      const body = {
        outlet_id: this.outletId,
        name: `Floor ${this.setting.mark} ${newId().slice(-8)}`,
        width: 20,
        height: 10,
      };
      return expectStatus(201, await this.shop.admin.post<{ id: string }>('/floors', body)).id;
    });
  }

  /** A table at which nobody sits, for one purpose. */
  freeTable(purpose: string): Promise<string> {
    return this.one(`table to ${purpose}`, async () => {
      const body = { outlet_id: this.outletId, name: `F ${this.setting.mark} ${newId().slice(-8)}` };
      return expectStatus(201, await this.shop.admin.post<{ id: string }>('/tables', body)).id;
    });
  }

  /** A sitting with a table that is linked to it. */
  linked(): Promise<{ id: string; tableId: string }> {
    return this.one('linked', async () => {
      const { id } = await this.session();
      const tableId = await this.freeTable('unlink');
      expectStatus(200, await this.shop.waiter.post(`/table-sessions/${id}/link`, { table_ids: [tableId] }));
      return { id, tableId };
    });
  }

  session(): Promise<{ id: string; token: string }> {
    return this.one('session', async () => {
      const body = { table_id: await this.table() };
      return expectStatus(201, await this.shop.waiter.post<{ id: string; token: string }>('/table-sessions', body));
    });
  }

  call(): Promise<string> {
    return this.one('call', async () => {
      const { id, token } = await this.session();
      const phone = client(this.setting.api, token);
      const body = { kind: 'WAITER' };
      return (await phone.post<{ id: string }>(`/table-sessions/${id}/calls`, body)).body.id;
    });
  }

  /** Something that the guest's phone put into its table's cart. */
  tableCartItem(): Promise<string> {
    return this.one('table cart item', async () => {
      const body = { product_id: (await this.product()).id, quantity: 1 };
      const added = await this.callers.GUEST.post<{ items: { id: string; product_id: string }[] }>(
        '/table-cart/items',
        body,
      );
      const item = expectStatus(201, added).items.find(({ product_id }) => product_id === body.product_id);
      if (!item) throw new Error('It was put in');
      return item.id;
    });
  }

  coupon(): Promise<{ id: string; code: string }> {
    return this.one('coupon', async () => {
      const body = { code: `K${newId().slice(-12)}`, type: 'PERCENT', value: 10, outlet_id: this.outletId };
      return expectStatus(201, await this.shop.admin.post<{ id: string; code: string }>('/coupons', body));
    });
  }

  /** The product's id of something in the customer's cart. */
  cartItem(): Promise<string> {
    return this.one('cart item', async () => {
      const { id: product_id } = await this.product();
      expectStatus(201, await this.callers.CUSTOMER.post('/cart/items', { product_id, quantity: 1 }));
      return product_id;
    });
  }

  /** An order that `by` owns: a guest's is of their table, a customer's their own, any other's the waiter's. */
  order(by: Caller, quantity = 2): Promise<OrderIds> {
    const owner = by === 'GUEST' || by === 'CUSTOMER' ? by : 'WAITER';
    return this.one(`order ${owner} ${quantity}`, async () => {
      const { id: product_id } = await this.once('menu', () => this.shop.product(`Tea ${this.setting.mark}`, 15_000));
      const body = {
        outlet_id: this.outletId,
        items: [{ product_id, quantity, note: `note ${this.setting.mark}` }],
        ...(owner === 'CUSTOMER' && { type: 'TAKEAWAY' }),
      };
      const order = expectStatus(
        201,
        await this.callers[owner].post<{ id: string; items: { id: string }[] }>('/orders', body),
      );
      return { id: order.id, item_id: order.items[0]?.id ?? '' };
    });
  }

  /** A ticket of the kitchen, and its only line. */
  ticket(quantity = 1): Promise<{ id: string; line_id: string }> {
    return this.one(`ticket ${quantity}`, async () => {
      const order = await this.order('WAITER', quantity);
      const { data } = expectStatus(
        200,
        await this.shop.kitchen.get<{ data: { id: string; lines: { id: string; item_id: string }[] }[] }>(
          '/kitchen/tickets',
        ),
      );
      const ticket = data.find(({ lines }) => lines[0]?.item_id === order.item_id);
      return { id: ticket?.id ?? '', line_id: ticket?.lines[0]?.id ?? '' };
    });
  }

  /** A station that is described. */
  station(): Promise<string> {
    return this.one('station', async () => {
      const code = `s${newId().slice(-12)}`;
      const described = { name: `Station ${this.setting.mark}` };
      const path = `/kitchen/stations/${code}?outlet_id=${this.outletId}`;
      expectStatus(200, await this.shop.supervisor.put(path, described));
      return code;
    });
  }

  /** A cash payment of an order, by the supervisor, and the order. */
  payment(): Promise<{ id: string; orderId: string; itemId: string }> {
    return this.one('payment', async () => {
      const order = await this.order('SUPERVISOR', 3);
      const paid = await this.shop.supervisor.post<{ payment_id: string }>(`/orders/${order.id}/pay`, {
        method: 'cash',
      });
      this.lastPaid = { itemId: order.item_id };
      return { id: expectStatus(201, paid).payment_id, orderId: order.id, itemId: order.item_id };
    });
  }

  /** An order that was paid, and opened again. */
  reopened(): Promise<string> {
    return this.one('reopened', async () => {
      const { orderId } = await this.payment();
      expectStatus(200, await this.shop.supervisor.post(`/orders/${orderId}/reopen`, { reason: 'cold soup' }));
      return orderId;
    });
  }

  /** What staff may choose to say of a comp. */
  reason(): Promise<string> {
    return this.one('reason', async () => {
      const body = {
        outlet_id: this.outletId,
        kind: 'COMP',
        label: `Waited ${this.setting.mark} ${newId().slice(-8)}`,
      };
      return expectStatus(201, await this.shop.admin.post<{ id: string }>('/reasons', body)).id;
    });
  }

  /** A transfer that somebody has to see in the bank. */
  tender(): Promise<string> {
    return this.one('tender', async () => {
      const name = `Transfer ${this.setting.mark} ${newId().slice(-8)}`;
      const body = { outlet_id: this.outletId, name, method: 'bank_transfer', confirm: 'LATER' };
      return expectStatus(201, await this.shop.admin.post<{ id: string }>('/tenders', body)).id;
    });
  }

  /** A drawer that nobody has. */
  drawer(): Promise<string> {
    return this.one('drawer', async () => {
      const body = { outlet_id: this.outletId, name: `Till ${this.setting.mark} ${newId().slice(-8)}` };
      return expectStatus(201, await this.shop.admin.post<{ id: string }>('/drawers', body)).id;
    });
  }

  /** A payment whose money nobody has seen. */
  awaitedPayment(): Promise<string> {
    return this.one('awaited payment', async () => {
      const order = await this.order('SUPERVISOR', 5);
      const body = { method: 'bank_transfer', tender_id: await this.tender() };
      const paid = await this.shop.supervisor.post<{ payment_id: string }>(`/orders/${order.id}/pay`, body);
      return expectStatus(201, paid).payment_id;
    });
  }

  /** A webhook of a gateway, applied long ago. */
  webhook(): Promise<string> {
    return this.one('webhook', async () => {
      const id = newId();
      const reading = { verdict: 'genuine', eventId: id, type: 'ping', paymentId: null, reference: null, state: null };
      await this.setting.database.query(
        `INSERT INTO webhook_logs (id, provider, event_id, event_type, verdict, headers, body, reading, status, received_at)
         VALUES ($1, 'stripe', $2, 'ping', 'GENUINE', '{}', '{}', $3, 'IGNORED', now())`,
        [id, id, JSON.stringify({ ...reading, mustBeConfirmed: false, refund: null })],
      );
      return id;
    });
  }

  /** A shift of a cashier of its own, or the caller's when they have one. */
  shift(): Promise<{ id: string; userId: string }> {
    return this.one('shift', async () => {
      const user = await this.staff('KASIR');
      const body = { outlet_id: this.outletId, start_cash: 50_000, user_id: user.id };
      return {
        id: expectStatus(201, await this.shop.admin.post<{ id: string }>('/shifts/open', body)).id,
        userId: user.id,
      };
    });
  }

  /** A shift that was counted and closed. */
  closedShift(): Promise<string> {
    return this.one('closed shift', async () => {
      const id = await this.openShift();
      expectStatus(200, await this.shop.admin.post('/shifts/close', { shift_id: id, end_cash: 1_000 }));
      return id;
    });
  }

  /** An open shift that nobody needs for anything else. */
  shiftToEnd(): Promise<string> {
    return this.one('shift to end', () => this.openShift());
  }

  /** A shift that the supervisor counted, and that waits for its audit. */
  endedShift(): Promise<string> {
    return this.one('ended shift', async () => {
      const id = await this.openShift();
      expectStatus(200, await this.shop.supervisor.post(`/shifts/${id}/end`, { counted: 1_000 }));
      return id;
    });
  }

  private async openShift(): Promise<string> {
    const user = await createAccount(this.setting.database, 'KASIR', [this.outletId]);
    const opened = { outlet_id: this.outletId, start_cash: 1_000, user_id: user.id };
    return expectStatus(201, await this.shop.admin.post<{ id: string }>('/shifts/open', opened)).id;
  }

  /** The shift that the caller has open since the place opened. */
  async ownShift(by: Caller): Promise<string> {
    const account = by in accountOf ? accountOf[by as keyof typeof accountOf] : 'cashier';
    const [row] = await this.setting.database.query<{ id: string }>(
      `SELECT id FROM shifts WHERE user_id = $1 AND status = 'OPEN'`,
      [this.shop.accounts[account].id],
    );
    return row?.id ?? newId();
  }

  /** A parcel that was sent. */
  shipment(): Promise<{ id: string; orderId: string }> {
    return this.one('shipment', async () => {
      const { id: orderId } = await this.order('WAITER', 4);
      const sent = { tracking_number: `JNE${newId().slice(-12)}`, carrier: `Carrier ${this.setting.mark}` };
      expectStatus(200, await this.shop.admin.patch(`/orders/${orderId}/tracking`, sent));
      const found = await this.shop.admin.get<{ data: { id: string }[] }>(`/shipments?order_id=${orderId}`);
      return { id: expectStatus(200, found).data[0]?.id ?? '', orderId };
    });
  }

  shippingRate(): Promise<string> {
    return this.one('shipping rate', async () => {
      const where = { cep_from: '01000000', cep_to: '05999999', max_weight_grams: 5_000 };
      const rate = { carrier: `Carrier ${this.setting.mark}`, service: newId(), ...where, price: 1_500, days: 1 };
      const made = await this.shop.admin.post<{ id: string }>('/shipping/rates', { outlet_id: this.outletId, ...rate });
      return expectStatus(201, made).id;
    });
  }

  /** Work that failed for good. */
  deadJob(): Promise<string> {
    return this.one('dead job', async () => {
      const id = newId();
      await this.setting.database.query(
        `INSERT INTO jobs (id, kind, key, outlet_id, payload, status, attempts, max_attempts)
         VALUES ($1::uuid, 'nobody.does-this', $1::text, $2, '{}', 'DEAD', 3, 3)`,
        [id, this.outletId],
      );
      return id;
    });
  }

  /** A mail that is owed to the place's customer. */
  owedMail(): Promise<string> {
    return this.one('owed mail', async () => {
      const id = newId();
      await this.setting.database.query(
        `INSERT INTO notifications (id, kind, cause, outlet_id, user_id, job_id, status, attempts, created_at, updated_at)
         VALUES ($1::uuid, 'ORDER_PLACED', $1::text, $2, $3, $4, 'FAILED', 3, now(), now())`,
        [id, this.outletId, this.customer.id, await this.deadJob()],
      );
      return id;
    });
  }

  stockCount(): Promise<string> {
    return this.one('count', async () => {
      const product = await this.product();
      const body = { outlet_id: this.outletId, items: [{ product_id: product.id, quantity: 7 }] };
      return expectStatus(201, await this.shop.supervisor.post<{ id: string }>('/stock-counts', body)).id;
    });
  }

  /** Somebody whom the waiter wrote down at the till. */
  buyer(): Promise<string> {
    return this.one('buyer', async () => {
      const body = { outlet_id: this.outletId, name: `Buyer ${this.setting.mark}` };
      return expectStatus(201, await this.shop.waiter.post<{ id: string }>('/customers', body)).id;
    });
  }

  /** A tablet that waits to be let in. */
  async pairing(): Promise<{ id: string; code: string; secret: string }> {
    const body = { kind: 'KITCHEN', name: `Tablet ${this.setting.mark}` };
    return expectStatus(201, await client(this.setting.api).post('/device-pairings', body));
  }

  /** One that nobody ever lets in. */
  waitingPairing(): Promise<{ id: string; secret: string }> {
    return this.once('pairing', () => this.pairing());
  }

  device(): Promise<string> {
    return this.one('device', async () => {
      const { id, code, secret } = await this.pairing();
      const approval = { code, outlet_id: this.outletId, name: `Tablet ${this.setting.mark}` };
      expectStatus(200, await this.shop.supervisor.post('/device-pairings/approve', approval));
      const collected = await client(this.setting.api).post<{ device: { id: string } }>(
        `/device-pairings/${id}/collect`,
        { secret },
      );
      return expectStatus(200, collected).device.id;
    });
  }

  /** A request for an approval by somebody who is none of the callers. */
  approval(): Promise<string> {
    return this.one('approval', async () => {
      const asker = client(this.setting.api, (await this.staff('KASIR')).token);
      const request = { method: 'POST', path: '/api/v1/orders', body: { note: this.setting.mark } };
      const asked = await asker.post<{ id: string }>('/approvals/requests', { outlet_id: this.outletId, request });
      return expectStatus(201, asked).id;
    });
  }

  async permissionVersion(): Promise<number> {
    const rules = await this.shop.admin.get<{ version: number }>(`/permissions/rules?outlet_id=${this.outletId}`);
    return expectStatus(200, rules).version;
  }

  staff(role: 'KASIR' | 'WAITER' | 'SUPERVISOR'): Promise<TestAccount> {
    return this.one(`staff ${role}`, () => createAccount(this.setting.database, role, [this.outletId]));
  }

  /** Somebody of this role whom nobody misses. */
  async stranger(by: Caller): Promise<Client> {
    if (by === 'anonymous' || by === 'GUEST') return this.callers[by];
    const outletIds = by === 'ADMIN' || by === 'CUSTOMER' ? [] : [this.outletId];
    return client(this.setting.api, (await createAccount(this.setting.database, by, outletIds)).token);
  }

  address(by: Caller): Promise<{ userId: string; id: string }> {
    const userId = this.userId(by);
    return this.one(`address ${userId}`, async () => {
      const body = { street: `Street ${this.setting.mark}`, city: 'Jakarta', postal_code: '10110', country: 'ID' };
      const made = await this.shop.admin.post<{ id: string }>(`/users/${userId}/addresses`, body);
      return { userId, id: expectStatus(201, made).id };
    });
  }

  userId(by: Caller): string {
    if (by === 'CUSTOMER' || by === 'GUEST' || by === 'anonymous') return this.customer.id;
    return this.shop.accounts[accountOf[by]].id;
  }

  private one<T>(name: string, make: () => Promise<T>): Promise<T> {
    return this.setting.fresh ? make() : this.once(name, make);
  }

  private once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const made = (this.made.get(name) as Promise<T> | undefined) ?? make();
    this.made.set(name, made);
    return made;
  }
}

const accountOf = {
  ADMIN: 'admin',
  SUPERVISOR: 'supervisor',
  KASIR: 'cashier',
  WAITER: 'waiter',
  KITCHEN: 'kitchen',
} as const;
