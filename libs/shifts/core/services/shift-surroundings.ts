import { Injectable } from '@nestjs/common';

import { type Approval, IdentityApi } from '#libs/identity';
import type { MinorUnits, UserActor } from '#libs/kernel';
import { OrderingApi } from '#libs/ordering';
import { OutletsApi } from '#libs/outlets';

import type { Closing } from '../model/shift.js';

/** What the count of a drawer needs to know of the outlet, its open bills and its people. */
@Injectable()
export class ShiftSurroundings {
  constructor(
    private readonly outlets: OutletsApi,
    private readonly ordering: OrderingApi,
    private readonly identity: IdentityApi,
  ) {}

  async differenceLimit(outletId: string): Promise<MinorUnits> {
    return (await this.outlets.get(outletId)).cashDifferenceLimit;
  }

  /** As a close at this moment would record it. */
  async closing(outletId: string): Promise<Closing> {
    const outlet = await this.outlets.get(outletId);
    const orders = await this.ordering.openOrders(outletId);
    return {
      outlet_name: outlet.name,
      locale: outlet.locale,
      open_orders: orders.map(({ id, number, status, payment_status, total_amount, paid_amount, currency }) => ({
        id,
        number,
        status,
        payment_status,
        total_amount,
        paid_amount,
        currency,
      })),
    };
  }

  /**
   * Who stands behind a count that is off: a supervisor who closes, or one who proves their consent. Null for a cashier alone. Throws
   * `APPROVAL_DENIED` for a proof that does not hold, needed or not. Slow: call it before a unit of work.
   */
  async approver(actor: UserActor, outletId: string, approval: Approval | undefined): Promise<string | null> {
    const standsAlone = actor.role === 'SUPERVISOR' || actor.role === 'ADMIN';
    if (!standsAlone && !approval) return null;
    return this.identity.approve(actor, outletId, approval);
  }

  namesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.identity.namesOf(userIds);
  }
}
