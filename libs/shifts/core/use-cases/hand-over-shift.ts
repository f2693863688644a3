import { Injectable } from '@nestjs/common';

import { IdentityApi } from '#libs/identity';
import { businessDate, newId, notFound, ruleBroken, UnitOfWork } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';

import { Shift, type ShiftState } from '../model/shift.js';
import { alreadyInShift, roleHasNoDrawer } from '../model/shifts.errors.js';
import { holdsDrawer } from '../services/drawer-duty.js';
import { ShiftChangeLog } from '../services/shift-change-log.js';
import { type ClosedShift, type CountInput, type PreparedCount, ShiftCount } from '../services/shift-count.js';
import { NamedDrawers, ShiftMembers, ShiftRepository } from '../shifts.ports.js';

export interface HandOverShiftInput extends CountInput {
  readonly toUserId: string;
}

export interface Handover {
  readonly ended: ClosedShift;
  readonly begun: ShiftState;
}

/**
 * Gives a drawer to the next cashier: it is counted blind, its shift ends, and the next begins with the count as its float, in one transaction. Who took cash
 * into the drawer goes on to do so, and a named drawer stays the one that the shift is on.
 */
@Injectable()
export class HandOverShift {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly count: ShiftCount,
    private readonly shifts: ShiftRepository,
    private readonly members: ShiftMembers,
    private readonly identity: IdentityApi,
    private readonly outlets: OutletsApi,
    private readonly changes: ShiftChangeLog,
    private readonly drawers: NamedDrawers,
  ) {}

  /** Throws what a close throws, `HANDED_TO_ONESELF`, `USER_NOT_FOUND`, `ROLE_HAS_NO_DRAWER` and `ALREADY_IN_SHIFT` of who is to have the drawer. */
  async execute({ toUserId, ...input }: HandOverShiftInput): Promise<Handover> {
    const prepared = await this.count.prepare(input);
    if (toUserId === prepared.state.userId) {
      throw ruleBroken('HANDED_TO_ONESELF', 'A drawer is handed over to somebody else. Close it, and open it again.');
    }
    return this.unitOfWork.run(async () => {
      const role = await this.identity.lockRoleAt(toUserId, prepared.state.outletId);
      if (role === null) throw notFound('member of staff at this outlet', 'USER_NOT_FOUND');
      if (!holdsDrawer(role)) throw roleHasNoDrawer(role);
      const ended = await this.count.close(prepared);
      const begun = await this.begin(prepared, ended.shift, toUserId);
      return { ended, begun };
    });
  }

  private async begin({ input: { actor } }: PreparedCount, from: ShiftState, userId: string): Promise<ShiftState> {
    const outlet = await this.outlets.get(from.outletId);
    const openedAt = (from.closedAt ?? from.endedAt)!;
    // The name as it is now; that of a drawer which is deleted meanwhile stays.
    const drawer = from.drawer && ((await this.drawers.share(from.outletId, from.drawer.id)) ?? from.drawer);
    const { state } = Shift.open({
      id: newId(),
      outletId: from.outletId,
      userId,
      startCash: from.endCash ?? 0,
      openedAt,
      openedBy: actor.id,
      currency: from.currency,
      timeZone: outlet.timeZone,
      businessDate: businessDate(openedAt, outlet.timeZone, outlet.businessDayCutoff),
      handedOverFrom: from.id,
      drawer: drawer && { id: drawer.id, name: drawer.name },
    });
    const openId = await this.shifts.add(Shift.restore(state), newId());
    if (openId !== state.id) throw alreadyInShift(openId);
    const stayed = (await this.members.of(from.outletId, from.id)).filter(
      ({ userId: member, leftAt }) => member !== userId && leftAt?.getTime() === openedAt.getTime(),
    );
    for (const member of stayed) {
      const { joinedBy } = member;
      await this.members.add(state, { userId: member.userId, joinedAt: openedAt, joinedBy, leftAt: null });
    }
    await this.changes.handedOver(actor, from, state);
    return state;
  }
}
