import { Injectable } from '@nestjs/common';

import { Clock, type MinorUnits, type PermissionKey, Permissions, type UserActor } from '#libs/kernel';

import type { Payment } from '../model/payment.js';

const MINUTE_MS = 60_000;

/** A refund as a permission is asked for it. */
export interface RefundToAllow {
  readonly actor: UserActor;
  readonly outletId: string;
  /** The payments that it is of. */
  readonly payments: readonly Payment[];
  /** All that goes back, tips included. */
  readonly amount: MinorUnits;
  /** Whether it is to go elsewhere than it came from. */
  readonly isElsewhere: boolean;
}

/** Whether somebody may give money back, alone or with an approval. */
@Injectable()
export class RefundConsents {
  constructor(
    private readonly permissions: Permissions,
    private readonly clock: Clock,
  ) {}

  /** Under the bill's lock, when it is known what goes back. Throws what `Permissions.require` does. */
  async require({ actor, outletId, payments, amount, isElsewhere }: RefundToAllow): Promise<void> {
    const since = payments.map(({ view }) => (view.paidAt ?? view.createdAt).getTime());
    const now = this.clock.now().getTime();
    const ageMinutes = Math.floor((now - Math.min(now, ...since)) / MINUTE_MS);
    const key: PermissionKey = isElsewhere ? 'payment.refund_other' : 'payment.refund';
    await this.permissions.require({ actor, outletId, key, facts: { amount, ageMinutes } });
  }
}
