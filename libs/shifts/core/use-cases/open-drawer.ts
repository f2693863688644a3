import { Injectable } from '@nestjs/common';

import { type ApprovalProof, Clock, newId, outletScope, Permissions, UnitOfWork, type UserActor } from '#libs/kernel';

import type { CashMovement } from '../model/cash-movement.js';
import { maySeeShiftOf, type ShiftState } from '../model/shift.js';
import { notYourShift, shiftClosed, shiftNotFound } from '../model/shifts.errors.js';
import { ShiftChangeLog } from '../services/shift-change-log.js';
import { DrawerLedger, DrawerOpenings, ShiftMembers, ShiftRepository } from '../shifts.ports.js';

export interface OpenDrawerInput {
  readonly actor: UserActor;
  readonly shiftId: string;
  readonly reason: string;
  /** A supervisor's consent, where there were more than somebody may alone. */
  readonly approval?: ApprovalProof;
}

export interface OpenedDrawer {
  readonly movement: CashMovement;
  readonly currency: string;
}

/** Opens a drawer without a sale: no cash moves, and supervisors are told. */
@Injectable()
export class OpenDrawer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shifts: ShiftRepository,
    private readonly openings: DrawerOpenings,
    private readonly members: ShiftMembers,
    private readonly ledger: DrawerLedger,
    private readonly permissions: Permissions,
    private readonly changes: ShiftChangeLog,
    private readonly clock: Clock,
  ) {}

  /** Throws `SHIFT_NOT_FOUND`, `NOT_YOUR_SHIFT`, `SHIFT_CLOSED`, and `APPROVAL_REQUIRED` beyond so many a shift (20 where no rule says otherwise). */
  async execute({ actor, shiftId, reason, approval }: OpenDrawerInput): Promise<OpenedDrawer> {
    const shift = await this.shifts.find(outletScope(actor), shiftId);
    if (!shift) throw shiftNotFound();
    const { state } = shift;
    await this.assertInDrawer(actor, state);
    shift.assertOpen();
    const opening = { id: newId(), reason, createdBy: actor.id, occurredAt: this.clock.now() };
    const need = { actor, outletId: state.outletId, key: 'drawer.no_sale', approval } as const;
    const times = (await this.openings.count(state)) + 1;
    const approver = await this.permissions.require({ ...need, facts: { perShift: times } });
    await this.unitOfWork.run(async () => {
      await this.ledger.holdAlone(state);
      const perShift = (await this.openings.count(state)) + 1;
      // Somebody else opened it meanwhile, which may have been the last that was free.
      if (perShift > times && approver === actor.id) await this.permissions.require({ ...need, facts: { perShift } });
      if (!(await this.openings.add(state, opening))) throw shiftClosed(shiftId);
      await this.changes.openedDrawer(actor, state, opening, approver === actor.id ? null : approver);
    });
    const cause = { paymentId: null, refundId: null };
    const movement = { ...opening, ...cause, outletId: state.outletId, shiftId, type: 'NO_SALE', amount: 0 } as const;
    return { movement, currency: state.currency };
  }

  private async assertInDrawer(actor: UserActor, { outletId, id, userId }: ShiftState): Promise<void> {
    if (maySeeShiftOf(actor, userId)) return;
    const members = await this.members.of(outletId, id);
    if (!members.some((member) => member.userId === actor.id && member.leftAt === null)) throw notYourShift();
  }
}
