import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import {
  type Answer,
  type Api,
  client,
  type Client,
  createAccount,
  createShop,
  createTestDatabase,
  eventually,
  expectStatus,
  type Shop,
  startApi,
  type TestDatabase,
} from '../support/index.js';

interface Bill {
  readonly id: string;
  readonly payment_status: string;
  readonly total_amount: number;
  readonly paid_amount: number;
  readonly amount_due: number;
  readonly late_amount: number;
}
interface Payment {
  readonly id: string;
  readonly order_id: string;
  readonly shift_id: string | null;
  readonly method: string;
  readonly status: string;
  readonly amount: number;
  readonly refunded_amount: number;
  readonly tender_id: string | null;
  readonly tender_name: string | null;
  readonly reference: string | null;
  readonly last4: string | null;
  readonly card_type: string | null;
}
interface Paid {
  readonly payment_id: string;
  readonly status: string;
  readonly opens_drawer: boolean;
  readonly change: number;
  readonly payment: Payment;
  readonly order: Bill;
}
interface Tender {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly active: boolean;
}
interface Problem {
  readonly code: string;
  readonly [detail: string]: unknown;
}

const told = ({ status, body }: Answer<unknown>) =>
  status < 400 ? String(status) : `${status} ${(body as Problem).code}`;

describe('payments by tender', () => {
  let database: TestDatabase;
  let apis: Api[];
  let shop: Shop;
  let coffee: string;
  let shiftId: string;
  let edc: Tender;
  let transfer: Tender;

  const tender = async (body: object): Promise<Tender> =>
    expectStatus(201, await shop.admin.post<Tender>('/tenders', { outlet_id: shop.outletId, ...body }));
  /** A bill of coffees at 20,000. */
  const aBill = async (quantity = 2): Promise<Bill> =>
    expectStatus(
      201,
      await shop.cashier.post<Bill>('/orders', {
        outlet_id: shop.outletId,
        type: 'TAKEAWAY',
        items: [{ product_id: coffee, quantity }],
      }),
    );
  const pay = (bill: Bill, body: object, by: Client = shop.cashier) => by.post<Paid>(`/orders/${bill.id}/pay`, body);
  const voided = (bill: Bill, reason: string) =>
    shop.supervisor.patch<Bill>(`/orders/${bill.id}/status`, { status: 'VOIDED', reason });
  const billOf = async ({ id }: Bill) => expectStatus(200, await shop.cashier.get<Bill>(`/orders/${id}`));
  const paymentOf = async (id: string) => expectStatus(200, await shop.cashier.get<Payment>(`/payments/${id}`));

  beforeAll(async () => {
    database = await createTestDatabase();
    apis = await Promise.all([startApi({ database }), startApi({ database })]);
    shop = await createShop(database, apis[0]!);
    coffee = (await shop.product('Kopi', 20_000)).id;
    shiftId = expectStatus(
      201,
      await shop.cashier.post<{ id: string }>('/shifts/open', { outlet_id: shop.outletId, start_cash: 100_000 }),
    ).id;
    edc = await tender({ name: 'BCA', method: 'card_terminal', requires_reference: true, opens_drawer: true });
    transfer = await tender({ name: 'BCA transfer', method: 'bank_transfer', confirm: 'LATER' });
  }, 120_000);

  describe('the tenders of an outlet', () => {
    it('are an ADMIN’s to change, and its staff’s to see', async () => {
      const qris = await tender({ name: 'QRIS at the till', method: 'static_qr', position: 9, difference_limit: 500 });
      const list = async (by: Client) => told(await by.get(`/tenders?outlet_id=${shop.outletId}`));

      expect(qris).toMatchObject({ confirm: 'NOW', needs_shift: true, refundable: true, active: true, version: 1 });
      expect([await list(shop.waiter), await list(shop.kitchen)]).toEqual(['200', '403 FORBIDDEN']);
      expect(
        told(await shop.supervisor.post('/tenders', { outlet_id: shop.outletId, name: 'X', method: 'other' })),
      ).toBe('403 FORBIDDEN');
      const taken = await shop.admin.post<Problem>('/tenders', {
        outlet_id: shop.outletId,
        name: 'qris AT the till',
        method: 'other',
      });
      expect(told(taken)).toBe('409 TENDER_NAME_TAKEN');
      const changed = { position: 4, difference_limit: null, version: 1 };
      expect(expectStatus(200, await shop.admin.patch(`/tenders/${qris.id}`, changed))).toMatchObject({
        position: 4,
        difference_limit: null,
        version: 2,
      });
      expect(told(await shop.admin.patch(`/tenders/${qris.id}`, { position: 5, version: 1 }))).toBe(
        '409 VERSION_CONFLICT',
      );
      expect(told(await shop.admin.delete(`/tenders/${qris.id}`))).toBe('204');
      expect(told(await shop.admin.delete(`/tenders/${qris.id}`))).toBe('404 TENDER_NOT_FOUND');
      const { data } = expectStatus(
        200,
        await shop.waiter.get<{ data: Tender[] }>(`/tenders?outlet_id=${shop.outletId}`),
      );
      expect(data.map(({ name }) => name)).toEqual(['BCA', 'BCA transfer']);
    });

    it('keep what was paid by one that is deleted, and it may be given back', async () => {
      const old = await tender({ name: 'Old voucher', method: 'voucher' });
      const paid = expectStatus(201, await pay(await aBill(), { method: 'voucher' }));
      expectStatus(204, await shop.admin.delete(`/tenders/${old.id}`));
      const late = await pay(await aBill(), { method: 'voucher', tender_id: old.id });

      expect(told(late)).toBe('404 TENDER_NOT_FOUND');
      expect(await paymentOf(paid.payment_id)).toMatchObject({ tender_id: old.id, tender_name: 'Old voucher' });
      const back = await shop.supervisor.post(`/payments/${paid.payment_id}/refunds`, { reason: 'cold' });
      expect(told(back)).toBe('201');
    });
  });

  describe('a payment', () => {
    it('is PAID at once, in its taker’s shift, with its slip', async () => {
      const bill = await aBill();
      const body = { method: 'card_terminal', reference: ' NSU-0001 ', last4: '4242', card_type: 'DEBIT' };
      const paid = expectStatus(201, await pay(bill, body));

      expect(paid).toMatchObject({ status: 'PAID', opens_drawer: true, change: 0 });
      expect(paid.order).toMatchObject({ payment_status: 'PAID', paid_amount: 40_000, amount_due: 0 });
      expect(await paymentOf(paid.payment_id)).toMatchObject({
        method: 'card_terminal',
        shift_id: shiftId,
        amount: 40_000,
        gateway: null,
        tender_id: edc.id,
        tender_name: 'BCA',
        reference: 'NSU-0001',
        last4: '4242',
        card_type: 'DEBIT',
      });
      const receipt = await shop.cashier.get<{ payments: object[] }>(`/orders/${bill.id}/receipt?format=json`);
      expect(expectStatus(200, receipt).payments).toMatchObject([{ tender: 'BCA', last4: '4242', amount: 40_000 }]);
      const list = await shop.cashier.get<{ data: Payment[] }>(`/payments?method=card_terminal&shift_id=${shiftId}`);
      expect(expectStatus(200, list).data.map(({ id }) => id)).toContain(paid.payment_id);
    });

    it('names what its tender asks for, and only tenders are asked', async () => {
      const bill = await aBill();
      const second = await tender({ name: 'Mandiri', method: 'card_terminal', requires_last4: true });
      const refused = async (body: object) => {
        const answer = await pay(bill, body);
        return [told(answer), (answer.body as unknown as Problem)['faults'] ?? null];
      };

      expect((await refused({ method: 'card_terminal', reference: 'X1' }))[0]).toBe('422 TENDER_REQUIRED');
      expect((await refused({ method: 'card_terminal', tender_id: edc.id }))[0]).toBe('422 REFERENCE_REQUIRED');
      expect((await refused({ method: 'card_terminal', tender_id: second.id }))[0]).toBe('422 LAST4_REQUIRED');
      expect((await refused({ method: 'card_terminal', tender_id: transfer.id }))[0]).toBe('404 TENDER_NOT_FOUND');
      expect((await refused({ method: 'card_terminal', tender_id: newId() }))[0]).toBe('404 TENDER_NOT_FOUND');
      expect((await refused({ method: 'card_terminal', tender_id: second.id, last4: '42' }))[0]).toMatch(/^400/);
      expect((await refused({ method: 'cash', tender_id: edc.id }))[0]).toBe('400 VALIDATION_FAILED');
      expect((await refused({ method: 'card_terminal', tender_id: edc.id, reference: 'X', tendered: 90_000 }))[0]).toBe(
        '400 VALIDATION_FAILED',
      );
      expectStatus(200, await shop.admin.patch(`/tenders/${second.id}`, { active: false }));
      const inactive = { method: 'card_terminal', tender_id: second.id, last4: '4242' };
      expect((await refused(inactive))[0]).toBe('422 TENDER_INACTIVE');
      expect(await billOf(bill)).toMatchObject({ payment_status: 'PENDING', paid_amount: 0 });
      expectStatus(204, await shop.admin.delete(`/tenders/${second.id}`));
    });

    it('needs a shift, unless its tender needs none', async () => {
      const waiter = client(apis[0]!, (await createAccount(database, 'WAITER', [shop.outletId])).token);
      const free = await tender({ name: 'House voucher', method: 'voucher', needs_shift: false });

      expect(told(await pay(await aBill(), { method: 'card_terminal', reference: 'W1' }, waiter))).toBe(
        '409 NO_OPEN_SHIFT',
      );
      const paid = expectStatus(201, await pay(await aBill(), { method: 'voucher' }, waiter));
      expect(await paymentOf(paid.payment_id)).toMatchObject({ status: 'PAID', shift_id: null, tender_id: free.id });
    });

    it('is nothing that a guest or a customer makes', async () => {
      const seated = expectStatus(
        201,
        await shop.waiter.post<{ token: string }>('/table-sessions', { table_id: shop.tableIds[0] }),
      );
      const guest = client(apis[0]!, seated.token);
      const order = await guest.post<Bill>('/orders', { items: [{ product_id: coffee, quantity: 1 }] });
      const refused = await pay(expectStatus(201, order), { method: 'card_terminal', reference: 'G1' }, guest);

      expect(told(refused)).toBe('403 TENDER_AT_THE_TILL');
    });

    it('of a share leaves the rest to cash, and both are counted', async () => {
      const bill = await aBill();
      expectStatus(201, await pay(bill, { method: 'card_terminal', reference: 'S1', amount: 15_000 }));
      const rest = expectStatus(201, await pay(bill, { method: 'cash', tendered: 30_000 }));

      expect(rest).toMatchObject({ change: 5_000, opens_drawer: true });
      expect(rest.order).toMatchObject({ payment_status: 'PAID', paid_amount: 40_000 });
    });

    it('books a slip once a day and tender, whichever of two tills is first', async () => {
      const cashiers = apis.map((api, i) => ({
        api,
        bill: aBill(),
        who: i === 0 ? shop.accounts.cashier : shop.accounts.supervisor,
      }));
      expectStatus(201, await shop.supervisor.post('/shifts/open', { outlet_id: shop.outletId, start_cash: 100_000 }));
      const body = { method: 'card_terminal', reference: 'RACE-1' };
      const answers = await Promise.all(
        cashiers.map(async ({ api, bill, who }) => pay(await bill, body, client(api, who.token))),
      );

      expect(answers.map(told).sort()).toEqual(['201', '409 REFERENCE_TAKEN']);
      const booked = await database.query<{ count: string }>(
        `SELECT count(*) FROM payments WHERE outlet_id = $1 AND reference = 'RACE-1'`,
        [shop.outletId],
      );
      expect(Number(booked[0]?.count)).toBe(1);
      // Another tender has slips of its own, and so has another day.
      await database.query(
        `UPDATE payments SET tender_day = tender_day - 1 WHERE outlet_id = $1 AND reference = 'RACE-1'`,
        [shop.outletId],
      );
      expect(told(await pay(await aBill(), body))).toBe('201');
    });

    it('sells over the counter as cash does', async () => {
      const sale = { outlet_id: shop.outletId, type: 'TAKEAWAY', items: [{ product_id: coffee, quantity: 1 }] };
      const sold = await shop.cashier.post<Paid>('/transactions', {
        ...sale,
        method: 'card_terminal',
        reference: 'SALE-1',
        last4: '1881',
      });

      expect(expectStatus(201, sold)).toMatchObject({
        status: 'PAID',
        opens_drawer: true,
        payment: { tender_id: edc.id, last4: '1881', shift_id: shiftId },
        order: { payment_status: 'PAID', paid_amount: 20_000 },
      });
      const refused = await shop.cashier.post('/transactions', { ...sale, method: 'card_terminal' });
      expect(told(refused)).toBe('422 REFERENCE_REQUIRED');
      expect(told(await shop.cashier.post('/transactions', { ...sale, reference: 'X' }))).toBe('400 VALIDATION_FAILED');
    });

    it('is made once for a key', async () => {
      const bill = await aBill();
      const body = { method: 'card_terminal', reference: 'KEY-1' };
      const key = { 'Idempotency-Key': newId() };
      const [first, again] = [
        await shop.cashier.post<Paid>(`/orders/${bill.id}/pay`, body, key),
        await shop.cashier.post<Paid>(`/orders/${bill.id}/pay`, body, key),
      ];

      expect([first.status, again.status]).toEqual([201, 201]);
      expect(again.body.payment_id).toBe(first.body.payment_id);
    });
  });

  describe('a transfer that has to be seen', () => {
    const awaited = async (bill: Bill, body: object = {}) =>
      expectStatus(201, await pay(bill, { method: 'bank_transfer', ...body }));

    it('is PENDING, pays the bill once it is confirmed, and is decided once', async () => {
      const bill = await aBill();
      const paid = await awaited(bill, { reference: 'TRX 1' });

      expect(paid).toMatchObject({ status: 'PENDING', order: { payment_status: 'PENDING', amount_due: 40_000 } });
      const confirmed = await shop.cashier.post<Payment>(`/payments/${paid.payment_id}/confirm`, {});
      expect(expectStatus(200, confirmed)).toMatchObject({ status: 'PAID', shift_id: shiftId, amount: 40_000 });
      expect(await billOf(bill)).toMatchObject({ payment_status: 'PAID', amount_due: 0 });
      for (const verb of ['confirm', 'cancel']) {
        const again = await shop.cashier.post(`/payments/${paid.payment_id}/${verb}`, {});
        expect(told(again)).toBe('409 PAYMENT_NOT_OPEN');
      }
    });

    it('has its amount spoken for until it is cancelled', async () => {
      const bill = await aBill();
      const paid = await awaited(bill, { amount: 30_000 });
      const taken = await pay(bill, { method: 'cash' });

      expect(told(taken)).toBe('409 ITEMS_TAKEN');
      expect(taken.body).toMatchObject({ amount_free: 10_000, payments: [{ payment_id: paid.payment_id }] });
      expect(told(await pay(bill, { method: 'card_terminal', reference: 'T2' }))).toBe('409 ITEMS_TAKEN');
      expect(await billOf(bill)).toMatchObject({ paid_amount: 0 });
      expectStatus(201, await pay(bill, { method: 'cash', amount: 10_000 }));
      const cancelled = await shop.waiter.post<Payment>(`/payments/${paid.payment_id}/cancel`, {});
      expect(expectStatus(200, cancelled)).toMatchObject({ status: 'CANCELLED' });
      const rest = expectStatus(201, await pay(bill, { method: 'cash' }));
      expect(rest.order).toMatchObject({ payment_status: 'PAID', paid_amount: 40_000 });
    });

    it('frees its reference when it is cancelled', async () => {
      const first = await awaited(await aBill(), { reference: 'TRX 2' });
      expect(told(await pay(await aBill(), { method: 'bank_transfer', reference: 'TRX 2' }))).toBe(
        '409 REFERENCE_TAKEN',
      );
      expectStatus(200, await shop.cashier.post(`/payments/${first.payment_id}/cancel`, {}));
      await awaited(await aBill(), { reference: 'TRX 2' });
    });

    it('may be several of one amount on a bill', async () => {
      const bill = await aBill();
      const halves = [await awaited(bill, { amount: 20_000 }), await awaited(bill, { amount: 20_000 })];
      for (const { payment_id } of halves) {
        expectStatus(200, await shop.cashier.post(`/payments/${payment_id}/confirm`, {}));
      }
      expect(await billOf(bill)).toMatchObject({ payment_status: 'PAID', paid_amount: 40_000 });
    });

    it('is confirmed or cancelled, when two decide at once', async () => {
      for (let round = 0; round < 8; round++) {
        const bill = await aBill();
        const { payment_id } = await awaited(bill);
        const answers = await Promise.all(
          ['confirm', 'cancel'].map((verb, i) =>
            client(apis[i]!, shop.accounts.cashier.token).post(`/payments/${payment_id}/${verb}`, {}),
          ),
        );
        const { status } = await paymentOf(payment_id);

        expect(answers.map(told).sort()).toEqual(['200', '409 PAYMENT_NOT_OPEN']);
        expect(status).toBe(answers[0]!.status === 200 ? 'PAID' : 'CANCELLED');
        expect((await billOf(bill)).paid_amount).toBe(status === 'PAID' ? 40_000 : 0);
      }
    });

    it('ends with a bill that is voided', async () => {
      const bill = await aBill();
      const { payment_id } = await awaited(bill);
      expectStatus(200, await voided(bill, 'left'));

      expect(await paymentOf(payment_id)).toMatchObject({ status: 'CANCELLED' });
      expect(told(await shop.cashier.post(`/payments/${payment_id}/confirm`, {}))).toBe('409 PAYMENT_NOT_OPEN');
    });

    it('is the only kind of payment that is decided by hand', async () => {
      const cash = expectStatus(201, await pay(await aBill(), { method: 'cash' }));
      const answers = await Promise.all(
        ['confirm', 'cancel'].map((verb) => shop.cashier.post(`/payments/${cash.payment_id}/${verb}`, {})),
      );

      expect(answers.map(told)).toEqual(['409 PAYMENT_FIXED', '409 PAYMENT_FIXED']);
    });
  });

  describe('a refund', () => {
    const refund = (paid: Paid, body: object, by: Client = shop.supervisor) =>
      by.post<{ id: string; status: string; reference: string | null; shift_id: string | null; amount: number }>(
        `/payments/${paid.payment_id}/refunds`,
        { reason: 'cold', ...body },
      );

    it('goes back by hand, to the unit, with a reference of its own', async () => {
      const bill = await aBill();
      const paid = expectStatus(201, await pay(bill, { method: 'card_terminal', reference: 'R1' }));
      const back = expectStatus(201, await refund(paid, { amount: 12_345, reference: 'R1-REV' }));

      expect(back).toMatchObject({ status: 'DONE', amount: 12_345, rounding: 0, reference: 'R1-REV' });
      expect(await paymentOf(paid.payment_id)).toMatchObject({ status: 'PARTIALLY_REFUNDED', refunded_amount: 12_345 });
      expect(await billOf(bill)).toMatchObject({ payment_status: 'PARTIALLY_REFUNDED' });
      expect(told(await refund(paid, { amount: 40_000 }))).toBe('422 REFUND_TOO_LARGE');
      expect(expectStatus(201, await refund(paid, {})).amount).toBe(27_655);
      const cash = expectStatus(201, await pay(await aBill(), { method: 'cash' }));
      expect(told(await refund(cash, { reference: 'X' }))).toBe('400 REFERENCE_UNEXPECTED');
    });

    it('leaves the cash of the drawer alone', async () => {
      const [before] = await database.query<{ sum: string }>(
        `SELECT sum(amount) FROM cash_movements WHERE outlet_id = $1`,
        [shop.outletId],
      );
      const paid = expectStatus(201, await pay(await aBill(), { method: 'card_terminal', reference: 'R2' }));
      expectStatus(201, await refund(paid, {}));
      const [after] = await database.query<{ sum: string }>(
        `SELECT sum(amount) FROM cash_movements WHERE outlet_id = $1`,
        [shop.outletId],
      );
      expect(after).toEqual(before);
    });

    it('is refused by a tender that gives nothing back, whether of a payment or of a voided bill', async () => {
      const card = await tender({ name: 'Gift paper', method: 'other', refundable: false });
      const bill = await aBill();
      const paid = expectStatus(201, await pay(bill, { method: 'other' }));

      expect(told(await refund(paid, {}))).toBe('422 REFUND_TENDER_CLOSED');
      expect(told(await voided(bill, 'x'))).toBe('422 REFUND_TENDER_CLOSED');
      expect(await billOf(bill)).toMatchObject({ payment_status: 'PAID' });
      expectStatus(200, await shop.admin.patch(`/tenders/${card.id}`, { refundable: true }));
      expectStatus(200, await voided(bill, 'x'));
      expect(await paymentOf(paid.payment_id)).toMatchObject({ status: 'REFUNDED' });
    });
  });

  it('are in the report of sales by method, and in the Z', async () => {
    const account = await createAccount(database, 'KASIR', [shop.outletId]);
    const cashier = client(apis[0]!, account.token);
    const shift = expectStatus(
      201,
      await cashier.post<{ id: string }>('/shifts/open', { outlet_id: shop.outletId, start_cash: 0 }),
    );
    const paid = expectStatus(201, await pay(await aBill(), { method: 'card_terminal', reference: 'Z1' }, cashier));
    expectStatus(201, await pay(await aBill(1), { method: 'card_terminal', reference: 'Z2' }, cashier));
    const back = await shop.admin.post(`/payments/${paid.payment_id}/refunds`, { reason: 'cold', amount: 5_000 });
    expectStatus(201, back);
    expectStatus(200, await cashier.post('/shifts/close', { shift_id: shift.id, end_cash: 0 }));
    const z = await eventually(
      async () => {
        const answer = await cashier.get<{ type: string; sales: object[]; refunds: object[] }>(
          `/shifts/${shift.id}/report`,
        );
        expect(answer.status).toBe(200);
        return answer.body;
      },
      { timeoutMs: 60_000 },
    );

    expect(z.sales).toMatchObject([{ method: 'card_terminal', count: 2, amount: 60_000 }]);
    expect(z.refunds).toMatchObject([{ method: 'card_terminal', count: 1, amount: 5_000 }]);
  });

  it('cost a bill that is paid in cash not a statement', async () => {
    const ofTable = async (table: string) => {
      const [row] = await database.query<{ calls: string }>(
        `SELECT coalesce(sum(calls), 0) AS calls FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
         WHERE d.datname = current_database() AND query ~ ('(FROM|INTO|UPDATE) ' || $1 || '\\M') AND query !~ 'pg_stat'`,
        [table],
      );
      return Number(row?.calls);
    };
    const counted = async () => [await ofTable('tenders'), await ofTable('payments'), await ofTable('cash_movements')];
    const before = await counted();
    expectStatus(201, await pay(await aBill(), { method: 'cash' }));
    const after = await counted();

    // The payment is written, and the live ones of the bill are looked for; the drawer has its line.
    expect(after.map((calls, i) => calls - before[i]!)).toEqual([0, 2, 1]);
  });
});
