import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';
import type { Database } from '#libs/platform';

import { anOutlet } from '../../../libs/outlets/testing/an-outlet.js';
import { anActor } from '../../../libs/shifts/testing/a-shift.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';
import { type Till, tillOn } from './a-till.js';

const FLOAT = 100_000;
const OUTLET = anOutlet();

describe('Z reports on PostgreSQL', () => {
  let store: TestDatabase;
  let till: Till;
  let another: Till;

  beforeAll(async () => {
    store = await createTestDatabase();
    const onPool = async () => tillOn((await connect(store, [])) satisfies Database, OUTLET);
    till = await onPool();
    another = await onPool();
  });

  /** A shift that was opened, sold once and closed; its report still to be made. */
  async function aClosedShift(outletId: string, actor: UserActor = anActor('KASIR', outletId)): Promise<string> {
    const { id } = await till.open.execute({ actor, outletId, startCash: FLOAT });
    const payable = { id: newId(), outletId, currency: 'IDR', label: 'A-1', sessionId: null, customerId: null };
    await till.database.run(() => till.takeCash.execute({ payable, amount: 25_040, cashRounding: 100, actor }));
    await till.close.execute({ actor, shiftId: id, endCash: FLOAT + 25_000 });
    return id;
  }

  const make = (by: Till, outletId: string, shiftId: string) => by.makeReport.execute({ outletId, shiftId });

  it('tell what was sold, moved and counted, and keep it as it was whatever happens to the bills after', async () => {
    const outletId = newId();
    const actor = anActor('KASIR', outletId);
    const { id } = await till.open.execute({ actor, outletId, startCash: FLOAT });
    const payable = { id: newId(), outletId, currency: 'IDR', label: 'A-1', sessionId: null, customerId: null };
    const takeCash = (amount: number) =>
      till.database.run(() => till.takeCash.execute({ payable, amount, cashRounding: 500, actor }));
    await takeCash(30_250);
    const second = await takeCash(20_100);
    await store.query(
      `INSERT INTO payments (outlet_id, id, order_id, order_label, shift_id, method, status, amount, currency, created_by_kind)
       VALUES ($1, $2, $2, 'A-2', $3, 'card', 'PAID', 40000, 'IDR', 'user'), ($1, $4, $4, 'A-3', $3, 'card', 'FAILED', 7, 'IDR', 'user')`,
      [outletId, newId(), id, newId()],
    );
    const move = (type: 'PAY_IN' | 'PAY_OUT' | 'DROP', amount: number) =>
      till.move.execute({ actor, shiftId: id, type, amount, reason: `${type} of the test` });
    await move('PAY_IN', 10_000);
    await move('PAY_OUT', 3_000);
    await move('DROP', 50_000);
    const refundId = newId();
    await till.drawer.record({
      outletId,
      userId: actor.id,
      type: 'REFUND',
      cash: -20_000,
      paymentId: second.id,
      refundId,
    });
    await store.query(
      `INSERT INTO refunds (outlet_id, id, payment_id, order_id, shift_id, method, amount, reason, created_by_kind)
       VALUES ($1, $2, $3, $4, $5, 'cash', 20000, 'cold', 'user')`,
      [outletId, refundId, second.id, payable.id, id],
    );
    await store.query("UPDATE payments SET status = 'REFUNDED', refunded_amount = amount WHERE id = $1", [second.id]);

    till.orders.open.push({
      id: newId(),
      number: 'A-9',
      status: 'NEW',
      payment_status: 'PENDING',
      total_amount: 9,
      paid_amount: 0,
      currency: 'IDR',
    });
    const x = await till.reportViews.get(anActor('SUPERVISOR', outletId), id);
    await till.close.execute({ actor, shiftId: id, endCash: 87_500, note: 'good day' });
    till.orders.open.pop();
    expect(await till.reportViews.get(actor, id)).toBeNull();
    await make(till, outletId, id);
    const z = await till.reportViews.get(actor, id);

    expect(z).toMatchObject({
      type: 'Z',
      number: 1,
      previous_hash: null,
      float: FLOAT,
      sales: [
        { method: 'card', count: 1, amount: 40_000, rounding: 0 },
        { method: 'cash', count: 2, amount: 50_500, rounding: 150 },
      ],
      refunds: [{ method: 'cash', count: 1, amount: 20_000 }],
      pay_ins: [{ amount: 10_000, reason: 'PAY_IN of the test' }],
      pay_outs: [{ amount: 3_000 }],
      drops: [{ amount: 50_000 }],
      expected_cash: 87_500,
      counted_cash: 87_500,
      difference: 0,
      note: 'good day',
      open_orders: [{ number: 'A-9' }],
      totals: { gross: 90_500, refunds: 20_000, net: 70_500, payments_count: 3, cash_sales: 50_500 },
    });
    const { type, made_at, closed_at, closed_by, counted_cash, difference, note, ...live } = x!;
    expect(z).toMatchObject({ ...live });
    expect([type, closed_at, closed_by, counted_cash, difference, note, typeof made_at]).toEqual([
      'X',
      null,
      null,
      null,
      null,
      null,
      'string',
    ]);

    await store.query('UPDATE payments SET amount = amount + 1, tendered = NULL WHERE shift_id = $1', [id]);
    expect(await till.reportViews.get(actor, id)).toEqual(z);
  });

  it('are numbered without gaps by processes that make them at once, one for each shift', async () => {
    const outletId = newId();
    const shifts = await Promise.all(Array.from({ length: 12 }, () => aClosedShift(outletId)));
    const made = shifts.flatMap((id) => [make(till, outletId, id), make(another, outletId, id)]);
    await Promise.all(made);
    const rows = await store.query<{ number: string }>(
      'SELECT number FROM shift_reports WHERE outlet_id = $1 ORDER BY number',
      [outletId],
    );
    expect(rows.map(({ number }) => Number(number))).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
    const announced = await store.query("SELECT 1 FROM events WHERE type = 'SHIFT_REPORT_READY' AND outlet_id = $1", [
      outletId,
    ]);
    expect(announced).toHaveLength(12);
    expect(await till.chain.verify(outletId)).toMatchObject({ reports: 12, fault: null });
  });

  it('are never changed, removed or emptied', async () => {
    const outletId = newId();
    await make(till, outletId, await aClosedShift(outletId));
    const attempts = [
      "UPDATE shift_reports SET body = body || '{}'",
      'DELETE FROM shift_reports',
      'TRUNCATE shift_reports',
    ];
    for (const attempt of attempts) await expect(store.query(attempt)).rejects.toMatchObject({ code: '23001' });
  });

  it.each([
    [
      'one rupiah of a body',
      2,
      'BODY_CHANGED',
      "UPDATE shift_reports SET body = jsonb_set(body, '{counted_cash}', '1')",
    ],
    ['a hash', 2, 'BODY_CHANGED', "UPDATE shift_reports SET hash = repeat('0', 64)"],
    ['a link', 2, 'LINK_BROKEN', "UPDATE shift_reports SET previous_hash = repeat('0', 64)"],
    ['a whole report', 2, 'NUMBER_MISSING', 'DELETE FROM shift_reports'],
    ['the last report', 3, 'NUMBER_MISSING', 'DELETE FROM shift_reports'],
  ] as const)('betray an edit of %s by someone who owns the database', async (_, number, code, edit) => {
    const outletId = newId();
    for (let count = 0; count < 3; count++) await make(till, outletId, await aClosedShift(outletId));
    expect(await till.chain.verify(outletId)).toMatchObject({ reports: 3, fault: null });
    await store.query('ALTER TABLE shift_reports DISABLE TRIGGER shift_reports_are_final');
    await store.query(`${edit} WHERE outlet_id = $1 AND number = $2`, [outletId, number]);
    await store.query('ALTER TABLE shift_reports ENABLE TRIGGER shift_reports_are_final');
    expect(await till.chain.verify(outletId)).toMatchObject({ reports: number - 1, fault: { number, code } });
  });
});
