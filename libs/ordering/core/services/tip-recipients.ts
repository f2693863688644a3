import { Injectable } from '@nestjs/common';

import { IdentityApi } from '#libs/identity';
import { type Actor, invalid, isStaff } from '#libs/kernel';
import { OutletsApi } from '#libs/outlets';
import { type TipGiven, tipToUnknown } from '#libs/payments';

import { type OrderState, serverOf } from '../model/order-state.js';

/** The tip that a request gives. */
export interface TipWish {
  readonly tip?: number;
  readonly isTipConfirmed?: boolean;
  /** Whom staff name for it; null for the pool. */
  readonly tipTo?: string | null;
}

/** Whose the tip of a payment is: whom staff name, else whoever serves the bill (who opened it, unless somebody else was named), else the pool's; of an outlet that pools its tips the pool's. */
@Injectable()
export class TipRecipients {
  constructor(
    private readonly outlets: OutletsApi,
    private readonly identity: IdentityApi,
  ) {}

  /** Throws `VALIDATION_FAILED` (400) for somebody else than staff who names somebody, and `TIP_TO_UNKNOWN` (422). */
  async of({ tip, isTipConfirmed, tipTo }: TipWish, actor: Actor, order: OrderState): Promise<TipGiven> {
    return { tip, isTipConfirmed, tipTo: await this.recipient(tipTo, actor, order) };
  }

  private async recipient(tipTo: string | null | undefined, actor: Actor, order: OrderState) {
    const { outletId } = order;
    if (tipTo !== undefined) {
      if (!isStaff(actor)) throw staffOnly();
      if (tipTo !== null && (await this.strangersAmong(outletId, [tipTo])).length > 0) throw tipToUnknown([tipTo]);
      return tipTo;
    }
    const { tipsTo } = await this.outlets.get(outletId);
    return tipsTo === 'SERVER' ? serverOf(order) : null;
  }

  /** Those of these people who do not work at the outlet. */
  async strangersAmong(outletId: string, userIds: readonly string[]): Promise<string[]> {
    const roles = await this.identity.rolesAt(userIds, outletId);
    return userIds.filter((id) => !roles.has(id));
  }
}

const staffOnly = () =>
  invalid('VALIDATION_FAILED', 'Some fields are not as they should be.', [
    { pointer: '/tip_to', code: 'STAFF_ONLY', message: 'only staff say whose a tip is' },
  ]);
