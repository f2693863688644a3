import { expect, it } from '@jest/globals';

import { newId } from '#libs/kernel';

import { composeReport } from '../core/model/shift-report.js';
import type { Shift } from '../core/model/shift.js';
import type {
  DrawerLedger,
  HeldDrawer,
  NewMovement,
  ShiftMembers,
  ShiftReports,
  ShiftRepository,
} from '../core/shifts.ports.js';
import { aClosing, aShift, EVENING, MORNING, noFigures } from './a-shift.js';

/** Where shifts, their ledger and their Z reports are kept together. */
export interface ShiftStore {
  readonly shifts: ShiftRepository;
  readonly ledger: DrawerLedger;
  readonly reports: ShiftReports;
  readonly members: ShiftMembers;
}

const FLOAT = 200_000;
const MOST = 1_000_000;

/** What the stores of shifts do; run on the fakes and on PostgreSQL. */
export function shiftRepositoriesContract(store: () => ShiftStore): void {
  const added = async (shift = aShift({ startCash: FLOAT })): Promise<Shift> => {
    expect(await store().shifts.add(shift, newId())).toBe(shift.state.id);
    return shift;
  };
  const movement = (amount: number, type: NewMovement['type'] = amount < 0 ? 'PAY_OUT' : 'PAY_IN'): NewMovement => ({
    id: newId(),
    type,
    amount,
    reason: type === 'SALE' ? null : 'ice',
    paymentId: type === 'SALE' ? newId() : null,
    refundId: null,
    createdBy: newId(),
    occurredAt: MORNING,
  });
  /** As it is held by its owner, or by somebody else who has one of their own. */
  const drawerOf = ({ state: { outletId, userId } }: Shift, person = userId): HeldDrawer => ({
    outletId,
    userId: person,
    ownerId: person,
  });
  const expected = ({ state }: Shift) => store().ledger.expectedCash(state.outletId, state.id);
  const closed = (shift: Shift): Shift => {
    shift.close({
      endCash: FLOAT,
      expectedCash: FLOAT,
      differenceLimit: 0,
      approver: null,
      closedBy: shift.state.userId,
      closedAt: EVENING,
      note: 'quiet',
      closing: aClosing(),
    });
    return shift;
  };

  it('gives back a shift exactly as it was opened, within its outlet alone, with its float in the drawer', async () => {
    const { shifts } = store();
    const shift = await added();
    const { id, outletId } = shift.state;

    expect((await shifts.find([outletId], id))?.state).toEqual(shift.state);
    expect((await shifts.find('all', id))?.state).toEqual(shift.state);
    expect(await shifts.find([newId()], id)).toBeNull();
    expect(await shifts.find('all', newId())).toBeNull();
    expect(await expected(shift)).toBe(FLOAT);
  });

  it('keeps one open shift a cashier and outlet, and says which is in the way', async () => {
    const { shifts } = store();
    const first = await added();
    const { id, outletId, userId } = first.state;

    expect(await shifts.add(aShift({ outletId, userId }), newId())).toBe(id);
    expect(await expected(first)).toBe(FLOAT);
    await added(aShift({ userId }));
    await added(aShift({ outletId }));
    expect(await shifts.saveClosed(closed(first))).toBe(true);
    await added(aShift({ outletId, userId }));
  });

  it('closes a shift once', async () => {
    const { shifts } = store();
    const shift = closed(await added());

    expect(await shifts.saveClosed(shift)).toBe(true);
    expect(await shifts.saveClosed(shift)).toBe(false);
    expect((await shifts.find('all', shift.state.id))?.state).toEqual(shift.state);
  });

  it('ends a shift once, lets its payments alone be put right, and closes it with its audit, once', async () => {
    const { shifts, ledger, members } = store();
    const shift = await added();
    const { outletId, id, userId } = shift.state;
    const member = { userId: newId(), joinedAt: MORNING, joinedBy: userId, leftAt: null };
    await members.add(shift.state, member);
    const correction = { ...movement(-1_000, 'CORRECTION'), paymentId: newId() };

    shift.end({ endCash: FLOAT, endedBy: userId, endedAt: EVENING, note: 'quick', closing: aClosing() });
    expect(await shifts.saveEnded(shift)).toBe(true);
    expect(await shifts.saveEnded(shift)).toBe(false);
    expect((await shifts.find('all', id))?.state).toEqual(shift.state);
    expect((await members.of(outletId, id)).map(({ leftAt }) => leftAt)).toEqual([EVENING]);
    expect(await ledger.record(drawerOf(shift), movement(1, 'SALE'))).toBeNull();
    expect(await ledger.move(shift.state, movement(1), MOST)).toEqual({ kind: 'closed' });
    expect(await ledger.move(shift.state, correction, MOST)).toEqual({ kind: 'recorded' });
    expect(await expected(shift)).toBe(FLOAT - 1_000);

    expect(await shifts.isHandedOver(shift.state)).toBe(false);
    await added(aShift({ outletId, startCash: FLOAT, openedAt: EVENING, handedOverFrom: id }));
    expect(await shifts.isHandedOver(shift.state)).toBe(true);
    const held = { expectedCash: FLOAT - 1_000, differenceLimit: 0 };
    shift.audit({ ...held, auditor: newId(), at: EVENING, recount: FLOAT - 1_000, note: 'twice' });
    expect(await shifts.saveClosed(shift)).toBe(true);
    expect(await shifts.saveClosed(shift)).toBe(false);
    expect((await shifts.find('all', id))?.state).toEqual(shift.state);
    const late = { ...correction, id: newId(), paymentId: newId() };
    expect(await ledger.move(shift.state, late, MOST)).toEqual({ kind: 'closed' });
  });

  it('writes what payments take to the drawer’s open shift, and nothing when none is open', async () => {
    const { ledger, shifts } = store();
    const shift = await added();

    expect(await ledger.record(drawerOf(shift), movement(45_000, 'SALE'))).toBe(shift.state.id);
    expect(await ledger.record(drawerOf(shift), movement(0, 'SALE'))).toBe(shift.state.id);
    expect(await expected(shift)).toBe(FLOAT + 45_000);
    expect(await ledger.record(drawerOf(shift, newId()), movement(1, 'SALE'))).toBeNull();
    await shifts.saveClosed(closed(shift));
    expect(await ledger.record(drawerOf(shift), movement(1, 'SALE'))).toBeNull();
    expect(await expected(shift)).toBe(FLOAT + 45_000);
  });

  it('writes what a member takes and gives to the drawer that they joined, until they leave it or it is closed', async () => {
    const { ledger, members, shifts } = store();
    const shift = await added();
    const { outletId, id, userId: ownerId } = shift.state;
    const waiter = newId();
    const member = { userId: waiter, joinedAt: MORNING, joinedBy: ownerId, leftAt: null };
    const held = { outletId, userId: waiter, ownerId };

    expect(await ledger.share({ outletId, userId: waiter })).toEqual({ outletId, userId: waiter, ownerId: waiter });
    expect(await ledger.record(held, movement(1, 'SALE'))).toBeNull();
    expect(await members.add(shift.state, member)).toBe(id);
    expect(await members.add((await added(aShift({ outletId }))).state, member)).toBe(id);
    expect(await shifts.add(aShift({ outletId, userId: waiter }), newId())).toBe(id);
    expect(await members.of(outletId, id)).toEqual([member]);
    expect(await ledger.share({ outletId, userId: waiter })).toEqual(held);
    expect(await ledger.holdAlone({ outletId: newId(), userId: waiter })).toMatchObject({ ownerId: waiter });
    expect(await ledger.record(held, movement(45_000, 'SALE'))).toBe(id);
    expect(await ledger.giveOut(held, movement(-FLOAT))).toEqual({ kind: 'recorded', shiftId: id });
    expect(await ledger.giveOut(held, movement(-FLOAT))).toEqual({ kind: 'too-low', held: 45_000 });
    expect(await ledger.record({ ...held, ownerId: waiter }, movement(1, 'SALE'))).toBeNull();

    expect(await members.end(shift.state, waiter, EVENING, ownerId)).toBe(true);
    expect(await members.end(shift.state, waiter, EVENING, ownerId)).toBe(false);
    expect(await ledger.record(held, movement(1, 'SALE'))).toBeNull();
    expect(await members.add(shift.state, { ...member, joinedAt: EVENING })).toBe(id);
    await shifts.saveClosed(closed(shift));
    expect(await ledger.record(held, movement(1, 'SALE'))).toBeNull();
    expect((await members.of(outletId, id)).map(({ joinedAt, leftAt }) => [joinedAt, leftAt])).toEqual([
      [MORNING, EVENING],
      [EVENING, EVENING],
    ]);
    const own = await added(aShift({ outletId, userId: waiter }));
    expect(await members.add((await added(aShift({ outletId }))).state, member)).toBe(own.state.id);
  });

  it('gives out what the drawer holds, to the last coin and not beyond', async () => {
    const { ledger } = store();
    const shift = await added();

    expect(await ledger.giveOut(drawerOf(shift), movement(-FLOAT - 1))).toEqual({ kind: 'too-low', held: FLOAT });
    expect(await ledger.giveOut(drawerOf(shift), movement(-FLOAT))).toEqual({
      kind: 'recorded',
      shiftId: shift.state.id,
    });
    expect(await ledger.giveOut(drawerOf(shift), movement(-1))).toEqual({ kind: 'too-low', held: 0 });
    expect(await ledger.giveOut(drawerOf(shift, newId()), movement(-1))).toEqual({ kind: 'no-shift' });
    expect(await expected(shift)).toBe(0);
  });

  it('moves cash by hand between nothing and the most that a drawer holds, while the shift is open', async () => {
    const { ledger, shifts } = store();
    const shift = await added();

    expect(await ledger.move(shift.state, movement(-FLOAT - 1), MOST)).toEqual({ kind: 'too-low', held: FLOAT });
    expect(await ledger.move(shift.state, movement(MOST - FLOAT + 1), MOST)).toEqual({ kind: 'too-full', held: FLOAT });
    expect(await ledger.move(shift.state, movement(MOST - FLOAT), MOST)).toEqual({ kind: 'recorded' });
    // Out of a drawer that holds too much something may still be taken.
    expect(await ledger.move(shift.state, movement(-1), FLOAT)).toEqual({ kind: 'recorded' });
    expect(await expected(shift)).toBe(MOST - 1);
    await shifts.saveClosed(closed(shift));
    expect(await ledger.move(shift.state, movement(1), MOST)).toEqual({ kind: 'closed' });
  });

  it('keeps an outlet’s Z reports as one chain, each with its shift', async () => {
    const { reports } = store();
    const outletId = newId();
    const kept = [];
    for (const number of [1, 2, 3]) {
      const shift = closed(await added(aShift({ outletId, startCash: FLOAT })));
      await store().shifts.saveClosed(shift);
      const end = await reports.lockChain(outletId);
      expect(end).toEqual({ number: number - 1, hash: kept.at(-1)?.hash ?? null });
      const body = composeReport({
        shift: shift.state,
        figures: noFigures(),
        names: new Map(),
        closing: aClosing(),
        madeAt: EVENING,
      });
      const report = {
        number,
        shiftId: shift.state.id,
        previousHash: end.hash,
        hash: String(number).repeat(64),
        body: { ...body, number, previous_hash: end.hash },
      };
      await reports.append(outletId, report, EVENING);
      kept.push(report);
    }

    expect(await reports.lastNumber(outletId)).toBe(3);
    expect(await reports.ofShift(outletId, kept[1]!.shiftId)).toEqual(kept[1]);
    expect(await reports.ofShift(newId(), kept[1]!.shiftId)).toBeNull();
    expect(await reports.after(outletId, 1, 1)).toEqual([kept[1]]);
    expect(await reports.after(outletId, 0, 10)).toEqual(kept);
    expect(await reports.lastNumber(newId())).toBe(0);
    await expect(reports.append(outletId, { ...kept[2]!, shiftId: newId() }, EVENING)).rejects.toThrow('not locked');
  });
}
