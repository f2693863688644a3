import { isInScope, type MinorUnits, type OutletScope } from '#libs/kernel';

import type { CashMovement } from '../core/model/cash-movement.js';
import type { DrawerView, NamedDrawer } from '../core/model/named-drawer.js';
import type { DrawerOpening, ShiftMember } from '../core/model/shift-member.js';
import { Shift, type ShiftState } from '../core/model/shift.js';
import { drawerNameTaken } from '../core/model/shifts.errors.js';
import {
  type Drawer,
  DrawerLedger,
  DrawerOpenings,
  type GivenOut,
  type HeldDrawer,
  type MovementOutcome,
  NamedDrawers,
  type NewMovement,
  ShiftMembers,
  ShiftRepository,
} from '../core/shifts.ports.js';

/** What a shift and its ledger write to: one store, as in the database. */
class Rows {
  readonly shifts = new Map<string, ShiftState>();
  readonly movements: CashMovement[] = [];
  readonly members: (ShiftMember & { outletId: string; shiftId: string })[] = [];
  readonly openings: (DrawerOpening & { shiftId: string })[] = [];
  readonly drawers = new Map<string, NamedDrawer>();

  openOn({ outletId, userId }: Drawer): ShiftState | undefined {
    return [...this.shifts.values()].find(
      (shift) => shift.outletId === outletId && shift.userId === userId && shift.status === 'OPEN',
    );
  }

  openOnNamed(drawerId: string | undefined): ShiftState | undefined {
    return [...this.shifts.values()].find(
      ({ drawer, status }) => drawer !== null && drawer.id === drawerId && status === 'OPEN',
    );
  }

  joinedBy({ outletId, userId }: Drawer): string | undefined {
    return this.members.find(
      (member) => member.outletId === outletId && member.userId === userId && member.leftAt === null,
    )?.shiftId;
  }

  /** Whose drawer somebody takes cash into. */
  ownerFor(drawer: Drawer): string {
    return this.shifts.get(this.joinedBy(drawer) ?? '')?.userId ?? drawer.userId;
  }

  /** The open shift of the drawer that is held, where the person is in it. */
  openFor({ outletId, userId, ownerId }: HeldDrawer): ShiftState | undefined {
    const open = this.openOn({ outletId, userId: ownerId });
    return userId === ownerId || this.joinedBy({ outletId, userId }) === open?.id ? open : undefined;
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
    const inTheWay =
      this.rows.openOn(state)?.id ?? this.rows.joinedBy(state) ?? this.rows.openOnNamed(state.drawer?.id)?.id;
    if (inTheWay !== undefined) return inTheWay;
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
    if (this.rows.shifts.get(state.id)?.status !== (state.endedAt === null ? 'OPEN' : 'ENDED')) return false;
    this.leave(state, state.closedAt);
    return true;
  }

  async saveEnded({ state }: Shift): Promise<boolean> {
    if (this.rows.shifts.get(state.id)?.status !== 'OPEN') return false;
    this.leave(state, state.endedAt);
    return true;
  }

  async isHandedOver({ id }: ShiftState): Promise<boolean> {
    return [...this.rows.shifts.values()].some(({ handedOverFrom }) => handedOverFrom === id);
  }

  private leave(state: ShiftState, leftAt: Date | null): void {
    this.rows.shifts.set(state.id, state);
    this.rows.members.forEach((member, at) => {
      if (member.shiftId === state.id && member.leftAt === null) {
        this.rows.members[at] = { ...member, leftAt };
      }
    });
  }
}

/** Does one thing at a time: there is nothing to lock, but it remembers which locks were asked for. */
class InMemoryDrawerLedger extends DrawerLedger {
  readonly locks: string[] = [];

  constructor(private readonly rows: Rows) {
    super();
  }

  async share(drawer: Drawer): Promise<HeldDrawer> {
    return this.hold('shared', drawer);
  }

  async holdAlone(drawer: Drawer): Promise<HeldDrawer> {
    return this.hold('alone', drawer);
  }

  private hold(how: string, { outletId, userId }: Drawer): HeldDrawer {
    const ownerId = this.rows.ownerFor({ outletId, userId });
    this.locks.push(`${how} ${ownerId}`);
    return { outletId, userId, ownerId };
  }

  async record(drawer: HeldDrawer, movement: NewMovement): Promise<string | null> {
    const open = this.rows.openFor(drawer);
    if (open && movement.amount !== 0) this.write(open, movement);
    return open?.id ?? null;
  }

  async giveOut(drawer: HeldDrawer, movement: NewMovement): Promise<GivenOut> {
    const open = this.rows.openFor(drawer);
    if (!open) return { kind: 'no-shift' };
    const held = this.rows.held(open.outletId, open.id);
    if (held + movement.amount < 0) return { kind: 'too-low', held };
    this.write(open, movement);
    return { kind: 'recorded', shiftId: open.id };
  }

  async move({ id }: ShiftState, movement: NewMovement, most: MinorUnits): Promise<MovementOutcome> {
    const shift = this.rows.shifts.get(id);
    const isOfPayment = movement.type === 'CORRECTION' || movement.type === 'TIP';
    if (!shift || shift.status === 'CLOSED' || (shift.status === 'ENDED' && !isOfPayment)) return { kind: 'closed' };
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

class InMemoryShiftMembers extends ShiftMembers {
  constructor(private readonly rows: Rows) {
    super();
  }

  async add({ outletId, id }: ShiftState, member: ShiftMember): Promise<string> {
    const drawer = { outletId, userId: member.userId };
    const inTheWay = this.rows.openOn(drawer)?.id ?? this.rows.joinedBy(drawer);
    if (inTheWay === undefined) this.rows.members.push({ ...member, outletId, shiftId: id });
    return inTheWay ?? id;
  }

  async end({ id }: ShiftState, userId: string, at: Date): Promise<boolean> {
    const index = this.rows.members.findIndex(
      (member) => member.shiftId === id && member.userId === userId && member.leftAt === null,
    );
    const member = this.rows.members[index];
    if (member) this.rows.members[index] = { ...member, leftAt: at };
    return member !== undefined;
  }

  async of(outletId: string, shiftId: string): Promise<ShiftMember[]> {
    return this.rows.members
      .filter((member) => member.outletId === outletId && member.shiftId === shiftId)
      .map(({ userId, joinedAt, joinedBy, leftAt }) => ({ userId, joinedAt, joinedBy, leftAt }));
  }
}

class InMemoryDrawerOpenings extends DrawerOpenings {
  constructor(private readonly rows: Rows) {
    super();
  }

  async count({ id }: ShiftState): Promise<number> {
    return this.rows.openings.filter(({ shiftId }) => shiftId === id).length;
  }

  async add({ id }: ShiftState, opening: DrawerOpening): Promise<boolean> {
    if (this.rows.shifts.get(id)?.status !== 'OPEN') return false;
    this.rows.openings.push({ ...opening, shiftId: id });
    return true;
  }
}

class InMemoryNamedDrawers extends NamedDrawers {
  constructor(private readonly rows: Rows) {
    super();
  }

  async find(scope: OutletScope, id: string): Promise<NamedDrawer | null> {
    const drawer = this.rows.drawers.get(id);
    return drawer && isInScope(scope, drawer.outletId) ? drawer : null;
  }

  share = (outletId: string, id: string) => this.find([outletId], id);
  holdAlone = (scope: OutletScope, id: string) => this.find(scope, id);

  async ofOutlet(outletId: string): Promise<DrawerView[]> {
    const theirs = [...this.rows.drawers.values()].filter((drawer) => drawer.outletId === outletId);
    theirs.sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
    return Promise.all(theirs.map(async (drawer) => ({ drawer, shift: await this.openShiftOn(drawer) })));
  }

  async openShiftOn({ id }: NamedDrawer): Promise<DrawerView['shift']> {
    const shift = this.rows.openOnNamed(id);
    return shift ? { id: shift.id, userId: shift.userId } : null;
  }

  async insert(drawer: NamedDrawer): Promise<void> {
    this.assertName(drawer);
    this.rows.drawers.set(drawer.id, drawer);
  }

  async update(drawer: NamedDrawer): Promise<boolean> {
    this.assertName(drawer);
    if (this.rows.drawers.get(drawer.id)?.version !== drawer.version - 1) return false;
    this.rows.drawers.set(drawer.id, drawer);
    return true;
  }

  async remove({ id, version }: NamedDrawer): Promise<boolean> {
    return this.rows.drawers.get(id)?.version === version && this.rows.drawers.delete(id);
  }

  private assertName({ id, outletId, name }: NamedDrawer): void {
    const isTaken = [...this.rows.drawers.values()].some(
      (other) => other.outletId === outletId && other.id !== id && other.name.toLowerCase() === name.toLowerCase(),
    );
    if (isTaken) throw drawerNameTaken(name);
  }
}

/** The repository and the ledger of shifts on one store; `movements` is all that the ledger holds. */
export function inMemoryShifts() {
  const rows = new Rows();
  return {
    shifts: new InMemoryShiftRepository(rows),
    ledger: new InMemoryDrawerLedger(rows),
    members: new InMemoryShiftMembers(rows),
    openings: new InMemoryDrawerOpenings(rows),
    drawers: new InMemoryNamedDrawers(rows),
    movements: rows.movements,
  };
}
