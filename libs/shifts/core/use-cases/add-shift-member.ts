import { Injectable } from '@nestjs/common';

import { IdentityApi } from '#libs/identity';
import {
  type ApprovalProof,
  Clock,
  notFound,
  outletScope,
  Permissions,
  UnitOfWork,
  type UserActor,
} from '#libs/kernel';

import type { ShiftMember } from '../model/shift-member.js';
import { maySeeShiftOf, type Shift } from '../model/shift.js';
import { alreadyInShift, notYourShift, roleHasNoDrawer, shiftNotFound } from '../model/shifts.errors.js';
import { holdsDrawer } from '../services/drawer-duty.js';
import { ShiftChangeLog } from '../services/shift-change-log.js';
import { DrawerLedger, ShiftMembers, ShiftRepository } from '../shifts.ports.js';

export interface AddShiftMemberInput {
  readonly actor: UserActor;
  readonly shiftId: string;
  /** The actor when absent. */
  readonly userId?: string;
  /** A supervisor's consent, where somebody needs it to join. */
  readonly approval?: ApprovalProof;
}

/** Lets somebody take cash into a colleague's drawer, under their own name. */
@Injectable()
export class AddShiftMember {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shifts: ShiftRepository,
    private readonly members: ShiftMembers,
    private readonly ledger: DrawerLedger,
    private readonly identity: IdentityApi,
    private readonly permissions: Permissions,
    private readonly changes: ShiftChangeLog,
    private readonly clock: Clock,
  ) {}

  /** Answers everybody in the shift. Once more changes nothing. Throws `SHIFT_NOT_FOUND`, `NOT_YOUR_SHIFT`, `SHIFT_CLOSED`, `ALREADY_IN_SHIFT`. */
  async execute({ actor, shiftId, userId = actor.id, approval }: AddShiftMemberInput): Promise<ShiftMember[]> {
    const { state } = await this.find(actor, shiftId);
    const { outletId } = state;
    const isOneself = userId === actor.id;
    if (!isOneself && !maySeeShiftOf(actor, state.userId)) throw notYourShift();
    const approver = isOneself
      ? await this.permissions.require({ actor, outletId, key: 'drawer.join', approval })
      : actor.id;
    return this.unitOfWork.run(async () => {
      const role = await this.identity.lockRoleAt(userId, outletId);
      if (role === null) throw notFound('member of staff at this outlet', 'USER_NOT_FOUND');
      if (!holdsDrawer(role)) throw roleHasNoDrawer(role);
      await this.ledger.holdAlone(state);
      (await this.find(actor, shiftId)).assertOpen();
      const earlier = await this.members.of(outletId, shiftId);
      if (earlier.some((member) => member.userId === userId && member.leftAt === null)) return earlier;
      const member = { userId, joinedAt: this.clock.now(), joinedBy: actor.id, leftAt: null };
      const inShift = await this.members.add(state, member);
      if (inShift !== shiftId || userId === state.userId) throw alreadyInShift(inShift);
      await this.changes.joined(actor, state, userId, approver === actor.id ? null : approver);
      return [...earlier, member];
    });
  }

  private async find(actor: UserActor, shiftId: string): Promise<Shift> {
    const shift = await this.shifts.find(outletScope(actor), shiftId);
    if (!shift) throw shiftNotFound();
    shift.assertOpen();
    return shift;
  }
}
