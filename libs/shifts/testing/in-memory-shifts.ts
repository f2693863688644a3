import { isInScope, type MinorUnits, type OutletScope } from '#libs/kernel';

import type { CashMovement } from '../core/model/cash-movement.js';
import { Shift, type ShiftState } from '../core/model/shift.js';
import {
  type Drawer,
  DrawerLedger,
  type GivenOut,
  type MovementOutcome,
  type NewMovement,
  ShiftRepository,
} from '../core/shifts.ports.js';

/** What a shift and its ledger write to: one store, as in the database. */
class Rows {
  readonly shifts = new Map<string, ShiftState>();
  readonly movements: CashMovement[] = [];

  openOn({ outletId, userId }: Drawer): ShiftState | undefined {
    return [...this.shifts.values()].find(
      (shift) => shift.outletId === outletId && shift.userId === userId && shift.status === 'OPEN',
    );
  }

  held(outletId: string, shiftId: string): MinorUnits {
    return this.movements
      .filter((movement) => movement.outletId === outletId && movement.shiftId === shiftId)
      .reduce((sum, { amount }) => sum + amount, 0);
  }
}

class InMemoryShiftRepository extends ShiftRepository {
  constructor(private readonly rows: Rows) {
    super();
  }

  async add({ state }: Shift, floatMovementId: string): Promise<string> {
    const inTheWay = this.rows.openOn(state);
    if (inTheWay) return inTheWay.id;
    this.rows.shifts.set(state.id, state);
    this.rows.movements.push({
      id: floatMovementId,
      outletId: state.outletId,
      shiftId: state.id,
      type: 'FLOAT',
      amount: state.startCash,
      reason: null,
      paymentId: null,
      refundId: null,
      createdBy: state.openedBy,
      occurredAt: state.openedAt,
    });
    return state.id;
  }

  async find(scope: OutletScope, shiftId: string): Promise<Shift | null> {
    const state = this.rows.shifts.get(shiftId);
    return state && isInScope(scope, state.outletId) ? Shift.restore(state) : null;
  }

  async saveClosed({ state }: Shift): Promise<boolean> {
    if (this.rows.shifts.get(state.id)?.status !== 'OPEN') return false;
    this.rows.shifts.set(state.id, state);
    return true;
  }
}

/** Does one thing at a time: there is nothing to lock, but it remembers which locks were asked for. */
class InMemoryDrawerLedger extends DrawerLedger {
  readonly locks: string[] = [];

  constructor(private readonly rows: Rows) {
    super();
  }

  async share({ userId }: Drawer): Promise<void> {
    this.locks.push(`shared ${userId}`);
  }

  async holdAlone({ userId }: Drawer): Promise<void> {
    this.locks.push(`alone ${userId}`);
  }

  async record(drawer: Drawer, movement: NewMovement): Promise<string | null> {
    const open = this.rows.openOn(drawer);
    if (open && movement.amount !== 0) this.write(open, movement);
    return open?.id ?? null;
  }

  async giveOut(drawer: Drawer, movement: NewMovement): Promise<GivenOut> {
    const open = this.rows.openOn(drawer);
    if (!open) return { kind: 'no-shift' };
    const held = this.rows.held(open.outletId, open.id);
    if (held + movement.amount < 0) return { kind: 'too-low', held };
    this.write(open, movement);
    return { kind: 'recorded', shiftId: open.id };
  }

  async move({ id }: ShiftState, movement: NewMovement, most: MinorUnits): Promise<MovementOutcome> {
    const shift = this.rows.shifts.get(id);
    if (shift?.status !== 'OPEN') return { kind: 'closed' };
    const held = this.rows.held(shift.outletId, id);
    const after = held + movement.amount;
    if (after < 0) return { kind: 'too-low', held };
    if (after > most && movement.amount > 0) return { kind: 'too-full', held };
    this.write(shift, movement);
    return { kind: 'recorded' };
  }

  async expectedCash(outletId: string, shiftId: string): Promise<MinorUnits> {
    return this.rows.held(outletId, shiftId);
  }

  private write({ outletId, id }: ShiftState, movement: NewMovement): void {
    this.rows.movements.push({ ...movement, outletId, shiftId: id });
  }
}

/** The repository and the ledger of shifts on one store; `movements` is all that the ledger holds. */
export function inMemoryShifts() {
  const rows = new Rows();
  return {
    shifts: new InMemoryShiftRepository(rows),
    ledger: new InMemoryDrawerLedger(rows),
    movements: rows.movements,
  };
}
