import { Injectable } from '@nestjs/common';

import { Clock, notFound, outletScope, UnitOfWork, type UserActor } from '#libs/kernel';

import type { ShiftMember } from '../model/shift-member.js';
import { maySeeShiftOf } from '../model/shift.js';
import { notYourShift, shiftNotFound } from '../model/shifts.errors.js';
import { ShiftChangeLog } from '../services/shift-change-log.js';
import { DrawerLedger, ShiftMembers, ShiftRepository } from '../shifts.ports.js';

export interface RemoveShiftMemberInput {
  readonly actor: UserActor;
  readonly shiftId: string;
  /** The actor when absent. */
  readonly userId?: string;
}

/** Ends somebody's part in a colleague's drawer. What they took stays in its shift, under their name. */
@Injectable()
export class RemoveShiftMember {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shifts: ShiftRepository,
    private readonly members: ShiftMembers,
    private readonly ledger: DrawerLedger,
    private readonly changes: ShiftChangeLog,
    private readonly clock: Clock,
  ) {}

  /** Answers everybody in the shift. Throws `SHIFT_NOT_FOUND`, `NOT_YOUR_SHIFT`, `SHIFT_CLOSED`, `MEMBER_NOT_FOUND`. */
  async execute({ actor, shiftId, userId = actor.id }: RemoveShiftMemberInput): Promise<ShiftMember[]> {
    const shift = await this.shifts.find(outletScope(actor), shiftId);
    if (!shift) throw shiftNotFound();
    const { state } = shift;
    if (userId !== actor.id && !maySeeShiftOf(actor, state.userId)) throw notYourShift();
    shift.assertOpen();
    return this.unitOfWork.run(async () => {
      await this.ledger.holdAlone(state);
      if (!(await this.members.end(state, userId, this.clock.now(), actor.id))) {
        throw notFound('member of this shift', 'MEMBER_NOT_FOUND');
      }
      await this.changes.left(actor, state, userId);
      return this.members.of(state.outletId, shiftId);
    });
  }
}
