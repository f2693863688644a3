import { Injectable } from '@nestjs/common';

import { IdentityApi } from '#libs/identity';
import {
  assertOutlet,
  businessDate,
  Clock,
  forbidden,
  type MinorUnits,
  mostCashAtOnce,
  newId,
  notFound,
  UnitOfWork,
  type UserActor,
} from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { holdsDrawer } from '../services/drawer-duty.js';
import { maySeeShiftOf, Shift, type ShiftState } from '../model/shift.js';
import { ShiftChangeLog } from '../services/shift-change-log.js';
import { alreadyInShift, roleHasNoDrawer, shiftAlreadyOpen, startCashUnlikely } from '../model/shifts.errors.js';
import { ShiftRepository } from '../shifts.ports.js';

export interface OpenShiftInput {
  readonly actor: UserActor;
  readonly outletId: string;
  readonly startCash: MinorUnits;
  /** Somebody looked again at a float that is more than a drawer ever starts with. */
  readonly isConfirmed?: boolean;
  /** Whose drawer; the actor's own when absent. */
  readonly userId?: string;
}

@Injectable()
export class OpenShift {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shifts: ShiftRepository,
    private readonly outlets: OutletsApi,
    private readonly identity: IdentityApi,
    private readonly changes: ShiftChangeLog,
    private readonly clock: Clock,
  ) {}

  async execute({ actor, outletId, startCash, isConfirmed, userId = actor.id }: OpenShiftInput): Promise<ShiftState> {
    assertOutlet(actor, outletId);
    if (!maySeeShiftOf(actor, userId)) {
      throw forbidden('FORBIDDEN', "Opening a colleague's shift is for a SUPERVISOR or an ADMIN.");
    }
    const outlet = await this.outlets.get(outletId);
    if (!isConfirmed && startCash > mostCashAtOnce(outlet.currency)) throw startCashUnlikely();
    const openedAt = this.clock.now();
    const shift = Shift.open({
      id: newId(),
      outletId,
      userId,
      startCash,
      openedAt,
      openedBy: actor.id,
      currency: outlet.currency,
      timeZone: outlet.timeZone,
      businessDate: businessDate(openedAt, outlet.timeZone, outlet.businessDayCutoff),
    });
    await this.unitOfWork.run(async () => {
      const role = await this.identity.lockRoleAt(userId, outletId);
      if (role === null) throw notFound('member of staff at this outlet', 'USER_NOT_FOUND');
      if (!holdsDrawer(role)) throw roleHasNoDrawer(role);
      const openId = await this.shifts.add(shift, newId());
      if (openId !== shift.state.id) throw await this.inTheWay(outletId, userId, openId);
      await this.changes.opened(actor, shift.state);
    });
    return shift.state;
  }

  private async inTheWay(outletId: string, userId: string, openId: string): Promise<Error> {
    const theirs = await this.shifts.find([outletId], openId);
    return theirs?.state.userId === userId ? shiftAlreadyOpen(openId) : alreadyInShift(openId);
  }
}
