import { beforeAll, describe, expect, it, jest } from '@jest/globals';

import { FixedClock, newId, type UserActor } from '#libs/kernel';

import { anOutlet } from '../../../libs/outlets/testing/an-outlet.js';
import { anActor } from '../../../libs/shifts/testing/a-shift.js';
import { connect } from '../../support/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/index.js';
import { type Till, tillOn } from './a-till.js';

const FLOAT = 200_000;
const NOON = new Date('2026-03-02T05:00:00Z');
const OUTLET = anOutlet({ cashDifferenceLimit: 10_000, businessDayCutoff: '04:00' });

describe('the drawer on PostgreSQL', () => {
  let store: TestDatabase;
  let here: Till;
  let there: Till;
  let cashier: UserActor;
  const clock = new FixedClock(NOON);
  const supervisor = anActor('SUPERVISOR', OUTLET.id);

  beforeAll(async () => {
    store = await createTestDatabase();
    here = tillOn(await connect(store, []), OUTLET, clock);
    there = tillOn(await connect(store, []), OUTLET, clock);
  });

  const open = async (actor = (cashier = anActor('KASIR', OUTLET.id))) =>
    here.open.execute({ actor, outletId: OUTLET.id, startCash: FLOAT });

  const sale = (cash: number, more: { paymentId?: string; userId?: string } = {}) =>
    here.drawer.record({
      outletId: OUTLET.id,
      userId: cashier.id,
      type: 'SALE',
      cash,
      paymentId: newId(),
      ...more,
    });

  const ledgerOf = async (shiftId: string): Promise<[string, number][]> =>
    (
      await store.query<{ type: string; amount: string }>(
        'SELECT type, amount FROM cash_movements WHERE shift_id = $1 ORDER BY id',
        [shiftId],
      )
    ).map(({ type, amount }) => [type, Number(amount)]);

  it('starts with its float, on the business day of the outlet', async () => {
    clock.set(new Date('2026-03-01T20:30:00Z')); // half past three in the night of 2 March in Jakarta
    const shift = await open();
    clock.set(NOON);
    expect(shift).toMatchObject({ businessDate: '2026-03-01', status: 'OPEN', currency: 'IDR' });
    expect(await ledgerOf(shift.id)).toEqual([['FLOAT', FLOAT]]);
  });

  it('is opened once when two processes open it at once, twenty times', async () => {
    for (let run = 0; run < 20; run++) {
      const actor = anActor('KASIR', OUTLET.id);
      const attempts = [here, there, here, there].map((till) =>
        till.open.execute({ actor, outletId: OUTLET.id, startCash: FLOAT }),
      );
      const outcomes = await Promise.allSettled(attempts);
      const [winner] = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
      const losses = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
      expect(losses).toHaveLength(3);
      for (const loss of losses) {
        expect(loss).toMatchObject({ code: 'SHIFT_ALREADY_OPEN', details: { shift_id: winner?.id } });
      }
    }
  });

  it('joins a payment to the shift of its cashier, and a payment of another way without a line of cash', async () => {
    const shift = await open();
    expect(await sale(45_000)).toEqual({ shiftId: shift.id });
    expect(await sale(0)).toEqual({ shiftId: shift.id });
    expect(await ledgerOf(shift.id)).toEqual([
      ['FLOAT', FLOAT],
      ['SALE', 45_000],
    ]);
  });

  it('costs a payment two round trips: the shared lock, and the line that needs the shift open', async () => {
    const shift = await open();
    const sent = [jest.spyOn(here.database, 'query'), jest.spyOn(here.database, 'execute')];
    await here.database.run(() => sale(7_000));
    expect(sent.flatMap((spy) => spy.mock.calls).map(([{ name }]) => name)).toEqual(['drawer.share', 'drawer.record']);
    expect(await ledgerOf(shift.id)).toHaveLength(2);
    jest.restoreAllMocks();
  });

  it('refuses a payment where no shift is open, and leaves nothing', async () => {
    const stranger = newId();
    await expect(sale(1, { userId: stranger })).rejects.toMatchObject({ code: 'NO_OPEN_SHIFT', kind: 'conflict' });
    expect(await store.query('SELECT 1 FROM cash_movements WHERE created_by = $1', [stranger])).toEqual([]);
  });

  it('takes a payment into the drawer once', async () => {
    const shift = await open();
    const paymentId = newId();
    await sale(10_000, { paymentId });
    await expect(sale(10_000, { paymentId })).rejects.toMatchObject({ constraint: 'cash_movements_one_per_payment' });
    expect(await ledgerOf(shift.id)).toHaveLength(2);
  });

  it('takes its line away again when the payment does not happen', async () => {
    const shift = await open();
    const failed = here.database.run(async () => {
      await sale(10_000);
      throw new Error('the bill was paid by somebody else');
    });
    await expect(failed).rejects.toThrow();
    expect(await ledgerOf(shift.id)).toHaveLength(1);
  });

  it('never gives out more than it holds, however many take at once', async () => {
    const shift = await open();
    const drops = Array.from({ length: 20 }, (_, at) =>
      (at % 2 === 0 ? here : there).move.execute({
        actor: cashier,
        shiftId: shift.id,
        type: 'DROP',
        amount: 30_000,
        reason: 'safe',
      }),
    );
    const outcomes = await Promise.allSettled(drops);
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(refused).toHaveLength(14);
    expect(refused[0]).toMatchObject({ code: 'DRAWER_TOO_LOW', details: {} });
    expect((await here.queries.view([OUTLET.id], shift.id))?.expectedCash).toBe(20_000);
  });

  it('tells a supervisor, and nobody else, how much it holds', async () => {
    const shift = await open();
    const take = { shiftId: shift.id, type: 'PAY_OUT', amount: 999_999, reason: 'rent' } as const;
    await expect(here.move.execute({ ...take, actor: supervisor })).rejects.toMatchObject({ details: { held: FLOAT } });
    await expect(here.move.execute({ ...take, actor: cashier })).rejects.toMatchObject({ details: {} });
  });

  it('refuses an amount that would make its sum unsafe', async () => {
    const shift = await open();
    await store.query(
      `INSERT INTO cash_movements (outlet_id, id, shift_id, type, amount, reason, created_by, occurred_at)
       VALUES ($1, $2, $3, 'PAY_IN', 999999999999999, 'test', $2, now())`,
      [OUTLET.id, newId(), shift.id],
    );
    const pay = { actor: cashier, shiftId: shift.id, type: 'PAY_IN', amount: 1_000, reason: 'change' } as const;
    await expect(here.move.execute(pay)).rejects.toMatchObject({ code: 'DRAWER_TOO_FULL', kind: 'rule_broken' });
  });

  it('never changes or loses a line of its ledger', async () => {
    const shift = await open();
    const change = store.query('UPDATE cash_movements SET amount = 1 WHERE shift_id = $1', [shift.id]);
    await expect(change).rejects.toMatchObject({ code: '23001' });
    const loss = store.query('DELETE FROM cash_movements WHERE shift_id = $1', [shift.id]);
    await expect(loss).rejects.toMatchObject({ code: '23001' });
  });

  it('changes nothing when a blind count is refused, and says the same either way', async () => {
    const shift = await open();
    const attempt = (endCash: number) =>
      here.close.execute({ actor: cashier, shiftId: shift.id, endCash }).catch((error: unknown) => error);
    const [high, low] = [await attempt(FLOAT + 10_001), await attempt(0)];
    expect(high).toMatchObject({ kind: 'forbidden', code: 'APPROVAL_REQUIRED', details: {} });
    expect(low).toEqual(high);
    expect(await here.queries.view([OUTLET.id], shift.id)).toMatchObject({ status: 'OPEN', endCash: null });
    expect(here.jobs.jobs.filter(({ key }) => key === shift.id)).toEqual([]);
    expect(
      here.audit.entries.filter((entry) => entry.subjectId === shift.id && entry.action !== 'shift.opened'),
    ).toEqual([]);
  });

  it("closes a count that is off with a supervisor's proof, and keeps who stood behind it", async () => {
    const shift = await open();
    const wrong = { userId: supervisor.id, pin: '0000' };
    const close = { actor: cashier, shiftId: shift.id, endCash: 0, note: 'stolen' };
    await expect(here.close.execute({ ...close, approval: wrong })).rejects.toMatchObject({ code: 'APPROVAL_DENIED' });
    const closed = await here.close.execute({ ...close, approval: { ...wrong, pin: '2222' } });
    expect(closed).toMatchObject({ expectedCash: FLOAT, shift: { status: 'CLOSED', approvedBy: supervisor.id } });
    expect(here.jobs.jobs.at(-1)).toMatchObject({ kind: 'shifts.make-report', key: shift.id });
    expect(here.audit.entries.at(-1)).toMatchObject({ action: 'shift.closed', approvedBy: supervisor.id });
    await expect(here.close.execute(close)).rejects.toMatchObject({ code: 'SHIFT_CLOSED', kind: 'conflict' });
    await expect(sale(1)).rejects.toMatchObject({ code: 'NO_OPEN_SHIFT' });
  });

  it('is closed once when two people close it at once', async () => {
    const shift = await open();
    const close = (till: Till) => till.close.execute({ actor: supervisor, shiftId: shift.id, endCash: FLOAT });
    const outcomes = await Promise.allSettled([close(here), close(there), close(here)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    const events = await store.query("SELECT 1 FROM events WHERE type = 'SHIFT_CLOSED' AND payload->>'id' = $1", [
      shift.id,
    ]);
    expect(events).toHaveLength(1);
  });

  it('does not exist for a colleague of another outlet, and is not theirs to close for a colleague of this one', async () => {
    const shift = await open();
    const close = (actor: UserActor) => here.close.execute({ actor, shiftId: shift.id, endCash: FLOAT });
    await expect(close(anActor('SUPERVISOR', newId()))).rejects.toMatchObject({ code: 'SHIFT_NOT_FOUND' });
    await expect(close(anActor('KASIR', OUTLET.id))).rejects.toMatchObject({ code: 'NOT_YOUR_SHIFT' });
  });

  it('may be opened again on the same drawer after the close, and a payment then joins the new shift', async () => {
    const first = await open();
    await here.close.execute({ actor: cashier, shiftId: first.id, endCash: FLOAT });
    const second = await open(cashier);
    expect(await sale(5_000)).toEqual({ shiftId: second.id });
  });

  it('is listed by scope, cashier, status and business date, the latest first', async () => {
    const other = newId();
    const actor = anActor('KASIR', other);
    const days = ['2026-01-05', '2026-01-06', '2026-01-07'];
    const ids: string[] = [];
    for (const day of days) {
      clock.set(new Date(`${day}T05:00:00Z`));
      const shift = await here.open.execute({ actor, outletId: other, startCash: FLOAT });
      ids.push(shift.id);
      if (day !== days[2]) await here.close.execute({ actor, shiftId: shift.id, endCash: FLOAT });
    }
    clock.set(NOON);
    const list = async (filter: object) => {
      const page = await here.queries.list({ scope: [other], ...filter }, { limit: 2, offset: 0 });
      return [page.total, ...page.data.map(({ id }) => ids.indexOf(id))];
    };
    expect(await list({})).toEqual([3, 2, 1]);
    expect(await list({ status: 'OPEN' })).toEqual([1, 2]);
    expect(await list({ from: '2026-01-06', to: '2026-01-06' })).toEqual([1, 1]);
    expect(await list({ to: new Date('2026-01-06T05:00:00Z') })).toEqual([1, 0]);
    expect(await list({ userId: newId() })).toEqual([0]);
    expect(await list({ scope: [newId()] })).toEqual([0]);
    expect(await here.queries.current(actor.id, [other])).toMatchObject({ id: ids[2], expectedCash: FLOAT });
    expect(await here.queries.current(actor.id, [newId()])).toBeNull();
    expect((await here.queries.openOf(actor.id)).map(({ id }) => ids.indexOf(id))).toContain(2);
    expect(await here.queries.openOf(newId())).toEqual([]);
  });

  it('is listed by the business date of whatever time zone and cutoff, and by no other', async () => {
    const other = newId();
    // The first of the day of 6 January where it begins first on earth, and the last where it ends last, with a cutoff at 23:59.
    const opened = ['2026-01-05T10:00:00Z', '2026-01-08T11:58:59Z'];
    for (const at of opened) {
      clock.set(new Date(at));
      const { id } = await here.open.execute({ actor: anActor('KASIR', other), outletId: other, startCash: FLOAT });
      await store.query(`UPDATE shifts SET business_date = '2026-01-06' WHERE id = $1`, [id]);
    }
    clock.set(NOON);
    const on = async (date: string) => {
      const page = await here.queries.list({ scope: [other], from: date, to: date }, { limit: 9, offset: 0 });
      return page.data.map(({ openedAt }) => openedAt.toISOString());
    };
    expect(await on('2026-01-06')).toEqual(opened.toReversed().map((at) => new Date(at).toISOString()));
    expect([await on('2026-01-05'), await on('2026-01-07')]).toEqual([[], []]);
  });
});
