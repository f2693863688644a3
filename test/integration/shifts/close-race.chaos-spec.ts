import { beforeAll, describe, expect, it } from '@jest/globals';

import { newId, type UserActor } from '#libs/kernel';

import { anOutlet } from '../../../libs/outlets/testing/an-outlet.js';
import { anActor } from '../../../libs/shifts/testing/a-shift.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';
import { type Till, tillOn } from './a-till.js';

const RUNS = 100;
const PAYMENTS = 40;
const FLOAT = 200_000;
const PATIENCE_MS = 500;
const OUTLET = anOutlet();

describe('a close that races payments', () => {
  let store: TestDatabase;
  let tills: [Till, Till];
  let office: Till;

  beforeAll(async () => {
    store = await createTestDatabase();
    const till = async () => tillOn(await connect(store, [], 12), OUTLET);
    tills = [await till(), await till()];
    office = await till();
  });

  const pay = async (actor: UserActor, amount: number, at: number): Promise<'paid' | 'refused'> => {
    const { database, takeCash } = tills[at % 2 === 0 ? 0 : 1];
    const payable = {
      id: newId(),
      outletId: OUTLET.id,
      currency: 'IDR',
      label: 'JKT-1',
      sessionId: null,
      customerId: null,
    };
    try {
      await database.run(() => takeCash.execute({ payable, amount, cashRounding: 100, actor }));
      return 'paid';
    } catch (error) {
      expect(error).toMatchObject({ kind: 'conflict', code: 'NO_OPEN_SHIFT' });
      return 'refused';
    }
  };

  const openedBy = async (cashier: UserActor) =>
    (await office.open.execute({ actor: cashier, outletId: OUTLET.id, startCash: FLOAT })).id;

  /** Closes and tells how long that took. The supervisor's count is far off on purpose: it is not what is tested. */
  const timedClose = async (shiftId: string) => {
    const started = performance.now();
    const closed = await office.close.execute({ actor: anActor('SUPERVISOR', OUTLET.id), shiftId, endCash: 0 });
    return { expected: closed.expectedCash, ms: performance.now() - started };
  };

  const sumsOf = async (shiftId: string) => {
    const [sums] = await store.query<{ ledger: number; payments: number; count: number; lines: number }>(
      `SELECT (SELECT sum(amount) FROM cash_movements WHERE shift_id = $1)::float8 AS ledger,
         (SELECT coalesce(sum(amount), 0) FROM payments WHERE shift_id = $1)::float8 AS payments,
         (SELECT count(*) FROM payments WHERE shift_id = $1)::int AS count,
         (SELECT count(*) FROM cash_movements WHERE shift_id = $1 AND type = 'SALE')::int AS lines`,
      [shiftId],
    );
    return sums!;
  };

  it(`counts every payment that was taken and refuses every one that came too late, ${RUNS} times of ${RUNS}`, async () => {
    const slowest: number[] = [];
    let refusedInAll = 0;
    for (let run = 0; run < RUNS; run++) {
      const cashier = anActor('KASIR', OUTLET.id);
      const shiftId = await openedBy(cashier);
      let settled = 0;
      let startClosing: () => void = () => undefined;
      const closing = new Promise<void>((resolve) => (startClosing = resolve)).then(() => timedClose(shiftId));
      const payments = Array.from({ length: PAYMENTS }, (_, index) =>
        pay(cashier, 10_000 + 137 * index + run, index).finally(() => {
          if (++settled === run % PAYMENTS) startClosing();
        }),
      );
      if (run % PAYMENTS === 0) startClosing();
      const [outcomes, { expected, ms }] = await Promise.all([Promise.all(payments), closing]);
      slowest.push(ms);

      await office.makeReport.execute({ outletId: OUTLET.id, shiftId });
      const kept = await office.reports.ofShift(OUTLET.id, shiftId);
      const sums = await sumsOf(shiftId);
      const paid = outcomes.filter((outcome) => outcome === 'paid').length;
      refusedInAll += PAYMENTS - paid;
      expect(sums).toMatchObject({ ledger: expected, payments: expected - FLOAT, count: paid, lines: paid });
      expect(kept?.body).toMatchObject({
        number: run + 1,
        expected_cash: expected,
        counted_cash: 0,
        difference: -expected,
        sales: paid === 0 ? [] : [{ method: 'cash', count: paid, amount: expected - FLOAT }],
        totals: { gross: expected - FLOAT, net: expected - FLOAT, payments_count: paid },
      });
    }
    const sorted = slowest.sort((a, b) => a - b);
    process.stdout.write(
      `close racing ${PAYMENTS} payments: median ${sorted[RUNS / 2]?.toFixed(1)} ms, slowest ${sorted.at(-1)?.toFixed(1)} ms; ` +
        `${refusedInAll} of ${RUNS * PAYMENTS} payments came too late\n`,
    );
    expect(refusedInAll).toBeGreaterThan(0);
    expect(sorted[Math.floor(RUNS * 0.95)]).toBeLessThanOrEqual(PATIENCE_MS);
    expect(await office.chain.verify(OUTLET.id)).toMatchObject({ reports: RUNS, lastNumber: RUNS, fault: null });
  }, 240_000);

  it('closes within half a second under a steady stream of payments into the same drawer', async () => {
    const cashier = anActor('KASIR', OUTLET.id);
    const shiftId = await openedBy(cashier);
    let taken = 0;
    let warm: () => void = () => undefined;
    const warmedUp = new Promise<void>((resolve) => (warm = resolve));
    const started = performance.now();
    const stream = async (at: number): Promise<void> => {
      while ((await pay(cashier, 5_000, at)) === 'paid') if (++taken === 500) warm();
    };
    const streams = Promise.all(Array.from({ length: 16 }, (_, at) => stream(at)));
    await warmedUp;
    const rate = taken / ((performance.now() - started) / 1000);
    const { expected, ms } = await timedClose(shiftId);
    await streams;
    process.stdout.write(`close under ${rate.toFixed(0)} payments/s into one drawer: ${ms.toFixed(1)} ms\n`);
    expect(await sumsOf(shiftId)).toMatchObject({ ledger: expected, payments: expected - FLOAT, count: taken });
    expect(ms).toBeLessThanOrEqual(PATIENCE_MS);
  }, 60_000);
});
