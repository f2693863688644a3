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
import {
  alreadyInShift,
  drawerNotFound,
  drawerTaken,
  roleHasNoDrawer,
  shiftAlreadyOpen,
  startCashUnlikely,
} from '../model/shifts.errors.js';
import { NamedDrawers, ShiftRepository } from '../shifts.ports.js';

export interface OpenShiftInput {
  readonly actor: UserActor;
  readonly outletId: string;
  readonly startCash: MinorUnits;
  /** Somebody looked again at a float that is more than a drawer ever starts with. */
  readonly isConfirmed?: boolean;
  /** Whose drawer; the actor's own when absent. */
  readonly userId?: string;
  /** The named drawer that the cash is in; none when absent. */
  readonly drawerId?: string;
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
    private readonly drawers: NamedDrawers,
  ) {}

  /**
   * Throws `OUTLET_NOT_FOUND`, `START_CASH_UNLIKELY`, `USER_NOT_FOUND`, `ROLE_HAS_NO_DRAWER`, `DRAWER_NOT_FOUND`, `SHIFT_ALREADY_OPEN`,
   * `ALREADY_IN_SHIFT`, and `DRAWER_TAKEN` with who has it.
   */
  async execute(input: OpenShiftInput): Promise<ShiftState> {
    const { actor, outletId, startCash, isConfirmed, userId = actor.id, drawerId } = input;
    assertOutlet(actor, outletId);
    if (!maySeeShiftOf(actor, userId)) {
      throw forbidden('FORBIDDEN', "Opening a colleague's shift is for a SUPERVISOR or an ADMIN.");
    }
    const outlet = await this.outlets.get(outletId);
    if (!isConfirmed && startCash > mostCashAtOnce(outlet.currency)) throw startCashUnlikely();
    const openedAt = this.clock.now();
    const begun = {
      id: newId(),
      outletId,
      userId,
      startCash,
      openedAt,
      openedBy: actor.id,
      currency: outlet.currency,
      timeZone: outlet.timeZone,
      businessDate: businessDate(openedAt, outlet.timeZone, outlet.businessDayCutoff),
    };
    return this.unitOfWork.run(async () => {
      const role = await this.identity.lockRoleAt(userId, outletId);
      if (role === null) throw notFound('member of staff at this outlet', 'USER_NOT_FOUND');
      if (!holdsDrawer(role)) throw roleHasNoDrawer(role);
      const drawer = drawerId === undefined ? null : await this.drawers.share(outletId, drawerId);
      if (drawerId !== undefined && !drawer) throw drawerNotFound();
      const shift = Shift.open({ ...begun, drawer: drawer && { id: drawer.id, name: drawer.name } });
      const openId = await this.shifts.add(shift, newId());
      if (openId !== shift.state.id) throw await this.inTheWay(shift.state, openId);
      await this.changes.opened(actor, shift.state);
      return shift.state;
    });
  }

  private async inTheWay({ outletId, userId, drawer }: ShiftState, openId: string): Promise<Error> {
    const found = (await this.shifts.find([outletId], openId))?.state;
    if (found?.userId === userId) return shiftAlreadyOpen(openId);
    if (!found || !drawer || found.drawer?.id !== drawer.id) return alreadyInShift(openId);
    const names = await this.identity.namesOf([found.userId]);
    return drawerTaken(drawer, found, names.get(found.userId) ?? null);
  }
}
