import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { createTestDatabase, type TestDatabase } from '../../support/index.js';
import { planOf, publishedRows } from '../../support/published-views.js';

describe('what payments publish', () => {
  const [outlet, order, shift] = [newId(), newId(), newId()];
  const [cash, waiting, pix] = [newId(), newId(), newId()];
  const [atTheTill, underWay] = [newId(), newId()];
  const terminal = newId();
  const line = newId();
  let store: TestDatabase;

  beforeAll(async () => {
    store = await createTestDatabase();
    await store.query(
      `INSERT INTO payments (outlet_id, id, order_id, order_label, shift_id, method, status, amount, rounding, refunded_amount,
         refund_pending, currency, created_by_kind, created_at, paid_at, tip, refunded_tip)
       VALUES ($1, $4, $2, 'A-1', $3, 'cash', 'PARTIALLY_REFUNDED', 30500, 20, 10000, 0, 'IDR', 'user', '2026-03-02T05:00:00Z', NULL, 2000, 1500),
              ($1, $5, $2, 'A-1', NULL, 'pix', 'PENDING', 7000, 0, 0, 0, 'BRL', 'guest', '2026-03-02T06:00:00Z', NULL, 0, 0),
              ($1, $6, $2, 'A-1', NULL, 'pix', 'PAID', 8000, 0, 0, 500, 'BRL', 'guest', '2026-03-02T07:00:00Z', '2026-03-02T07:30:00Z', 0, 0)`,
      [outlet, order, shift, cash, waiting, pix],
    );
    await store.query(
      `INSERT INTO refunds (outlet_id, id, payment_id, order_id, shift_id, method, amount, reason, created_by_kind, created_at, status,
         settled_at, pieces, tender_id, tip)
       VALUES ($1, $4, $5, $2, $3, 'cash', 10000, 'cold', 'user', '2026-03-02T08:00:00Z', 'DONE', '2026-03-02T08:01:00Z', $8, $9, 1500),
              ($1, $6, $7, $2, NULL, 'pix', 500, 'late', 'user', '2026-03-02T09:00:00Z', 'PENDING', NULL, NULL, NULL, 0)`,
      [outlet, order, shift, atTheTill, cash, underWay, pix, JSON.stringify([{ lineId: line, quantity: 2 }]), terminal],
    );
  });

  it('payments_money: what came, or may still come', async () => {
    const row = { outlet_id: outlet, order_id: order, tender_id: null, tender_name: null, tip: 0, refunded_tip: 0 };

    expect(await publishedRows(store, 'payments_money')).toEqual([
      {
        ...row,
        tip: 2_000,
        refunded_tip: 1_500,
        id: cash,
        shift_id: shift,
        method: 'cash',
        currency: 'IDR',
        amount: 30_500,
        rounding: 20,
        refunded_amount: 10_000,
        is_captured: true,
        taken_at: '2026-03-02T05:00:00+00:00',
      },
      {
        ...row,
        id: waiting,
        shift_id: null,
        method: 'pix',
        currency: 'BRL',
        amount: 7_000,
        rounding: 0,
        refunded_amount: 0,
        is_captured: false,
        taken_at: '2026-03-02T06:00:00+00:00',
      },
      {
        ...row,
        id: pix,
        shift_id: null,
        method: 'pix',
        currency: 'BRL',
        amount: 8_000,
        rounding: 0,
        refunded_amount: 0,
        is_captured: true,
        taken_at: '2026-03-02T07:30:00+00:00',
      },
    ]);
  });

  it.each([
    ['PENDING', false],
    ['AUTHORIZED', false],
    ['UNKNOWN', false],
    ['FAILED', false],
    ['EXPIRED', false],
    ['CANCELLED', false],
    ['PAID', true],
    ['PARTIALLY_REFUNDED', true],
    ['REFUNDED', true],
  ])('payments_money: of a payment that is %s, is_captured is %s', async (status, isCaptured) => {
    const id = newId();
    await store.query(
      `INSERT INTO payments (outlet_id, id, order_id, order_label, method, status, amount, currency, created_by_kind)
       VALUES ($1, $2, $3, 'A-2', 'pix', $4, 1, 'BRL', 'guest')`,
      [newId(), id, newId(), status],
    );

    const [row] = await store.query('SELECT is_captured FROM payments_money WHERE id = $1', [id]);

    expect(row).toEqual({ is_captured: isCaptured });
  });

  it('payments_refunds: what went back, or is on its way', async () => {
    expect(await publishedRows(store, 'payments_refunds')).toEqual([
      {
        outlet_id: outlet,
        id: atTheTill,
        payment_id: cash,
        shift_id: shift,
        method: 'cash',
        amount: 10_000,
        pieces: [{ lineId: line, quantity: 2 }],
        is_done: true,
        given_at: '2026-03-02T08:01:00+00:00',
        tender_id: terminal,
        tip: 1_500,
      },
      {
        outlet_id: outlet,
        id: underWay,
        payment_id: pix,
        shift_id: null,
        method: 'pix',
        amount: 500,
        pieces: null,
        is_done: false,
        given_at: '2026-03-02T09:00:00+00:00',
        tender_id: null,
        tip: 0,
      },
    ]);
  });

  it('payments_takers and payments_givers: which user took and gave what, of which shift', async () => {
    const row = { outlet_id: outlet, shift_id: shift, method: 'cash' };

    expect(await publishedRows(store, 'payments_takers')).toEqual([
      { ...row, id: cash, amount: 30_500, is_captured: true, taken_by: null },
    ]);
    expect(await publishedRows(store, 'payments_givers')).toEqual([
      { ...row, id: atTheTill, amount: 10_000, given_by: null },
      { ...row, id: underWay, shift_id: null, method: 'pix', amount: 500, given_by: null },
    ]);
  });

  it('payments_retenders: what a payment was recorded as, and what it was paid by', async () => {
    const id = newId();
    await store.query(
      `INSERT INTO payment_retenders
         (outlet_id, id, payment_id, from_method, from_tender_id, to_method, to_tender_id, reason, created_by, created_at)
       VALUES ($1, $2, $3, 'card_terminal', $4, 'cash', NULL, 'wrong button', $5, '2026-03-02T08:00:00Z')`,
      [outlet, id, cash, terminal, newId()],
    );

    expect(await publishedRows(store, 'payments_retenders')).toEqual([
      { outlet_id: outlet, id, payment_id: cash, from_method: 'card_terminal', to_method: 'cash' },
    ]);
    await expect(store.query('DELETE FROM payment_retenders WHERE outlet_id = $1', [outlet])).rejects.toThrow(
      /never changed/,
    );
  });

  it('payments_tips: whose the tips are, entry by entry', async () => {
    const [entry, waiter] = [newId(), newId()];
    await store.query(
      `INSERT INTO tip_entries (outlet_id, id, kind, user_id, amount, currency, business_date, payment_id, order_id, created_by_kind, created_at)
       VALUES ($1, $2, 'EARNED', $3, 2000, 'IDR', '2026-03-02', $4, $5, 'user', '2026-03-02T05:00:00Z')`,
      [outlet, entry, waiter, cash, order],
    );

    expect(await publishedRows(store, 'payments_tips')).toEqual([
      {
        outlet_id: outlet,
        id: entry,
        kind: 'EARNED',
        user_id: waiter,
        amount: 2_000,
        currency: 'IDR',
        business_date: '2026-03-02',
        payment_id: cash,
        order_id: order,
      },
    ]);
    await expect(store.query('UPDATE tip_entries SET amount = 1 WHERE outlet_id = $1', [outlet])).rejects.toThrow(
      /never changed/,
    );
    await expect(store.query('DELETE FROM tip_entries WHERE outlet_id = $1', [outlet])).rejects.toThrow(
      /never changed/,
    );
  });

  const CAPTURED = `status = ANY ('{PAID,PARTIALLY_REFUNDED,REFUNDED}'::text[])`;

  it.each([
    ['payments_money', 'payments', `order_id = '${order}'`, `order_id = '${order}'`],
    ['payments_money', 'payments', `shift_id = '${shift}' AND is_captured`, `shift_id = '${shift}' AND ${CAPTURED}`],
    ['payments_refunds', 'refunds', `payment_id = '${cash}' AND is_done`, `payment_id = '${cash}' AND status = 'DONE'`],
    ['payments_refunds', 'refunds', `shift_id = '${shift}'`, `shift_id = '${shift}'`],
    ['payments_takers', 'payments', `shift_id = '${shift}'`, `created_by_kind = 'user' AND shift_id = '${shift}'`],
    ['payments_givers', 'refunds', `shift_id = '${shift}'`, `created_by_kind = 'user' AND shift_id = '${shift}'`],
  ])('%s is merged into what reads it, as %s: %s', async (view, table, ofView, ofTable) => {
    expect(await planOf(store, `SELECT FROM ${view} WHERE outlet_id = '${outlet}' AND ${ofView}`)).toEqual(
      await planOf(store, `SELECT FROM ${table} WHERE outlet_id = '${outlet}' AND ${ofTable}`),
    );
  });
});
